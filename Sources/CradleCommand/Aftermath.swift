import Diagnostics
import StudySyntax

/// Tells the mistakes of a study's meaning apart from what a mistake of its syntax leaves behind.
///
/// Beside a mistake of syntax the tree goes on, so that all mistakes come in one run; but a key
/// that was lost is not missing by the author's will, and a name it defined is not unknown.
struct Aftermath {
  /// The sections of the study in the order of the file: their key and where it stands.
  private var sections: [(key: String, start: Int)] = []
  private let file: FileID
  private let bytes: [UInt8]
  /// Where the mistakes of syntax stand, in order.
  private let mistakes: [Int]
  private var damaged: Set<String> = []

  /// The mistakes of syntax that a tree was read beside.
  init(of syntax: [Diagnostic], in tree: Node, _ sources: Sources) {
    file = tree.span.file
    bytes = sources[file].bytes
    mistakes = syntax.compactMap { $0.span?.file == tree.span.file ? $0.span?.lower : nil }.sorted()
    if case .mapping(let entries) = tree.content {
      sections = entries.map { ($0.key, $0.keySpan.lower) }.sorted { $0.start < $1.start }
    }
    for mistake in mistakes { damaged.insert(section(at: mistake)) }
  }

  /// Whether a mistake of meaning may only follow from one of syntax.
  func explains(_ diagnostic: Diagnostic) -> Bool {
    guard let span = diagnostic.span, span.file == file, !mistakes.isEmpty else { return false }
    if isBeside(span) { return true }
    switch diagnostic.code {
    case .missingUnit, .wrongDimension, .commaInNumber, .gasMissing, .expression, .notFinite,
      .percentOfPercentage, .badRange, .notPositive, .outOfRange:
      return false
    case .noActivity: return true
    case .missingKey where span.lower <= (sections.first?.start ?? 0): return true
    case .unknownName: return isLost("values")
    case .unknownSite: return isLost("sites")
    case .unknownEquipment: return isLost("equipment")
    case .unknownSource: return isLost("sources")
    default: return damaged.contains(section(at: span.lower))
    }
  }

  private func isLost(_ key: String) -> Bool {
    damaged.contains(key) || !sections.contains { $0.key == key }
  }

  /// The key of the section that holds a byte; nothing of the study comes before the first.
  private func section(at offset: Int) -> String {
    sections.last { $0.start <= offset }?.key ?? ""
  }

  /// Whether a mistake of syntax stands on the same line.
  private func isBeside(_ span: Span) -> Bool {
    // A line may have millions of bytes; what is so far away is no neighbour.
    let reach = 1000
    var lower = min(span.lower, bytes.count)
    while lower > 0, span.lower - lower < reach, bytes[lower - 1] != 0x0A { lower -= 1 }
    var upper = min(span.lower, bytes.count)
    while upper < bytes.count, upper - span.lower < reach, bytes[upper] != 0x0A { upper += 1 }
    return mistakes.contains { $0 >= lower && $0 <= upper }
  }
}
