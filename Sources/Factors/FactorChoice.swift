/// Which of the rows that tell one figure a study asks for, by year, method and source; what it
/// leaves open is decided by the rule of choice.
public struct FactorChoice: Hashable, Sendable {
  /// The year asked for.
  public var year: Int?
  /// Words of the method asked for, such as `average` and `life-cycle`, or
  /// `product carbon footprint`; every one must be in the row's.
  public var methods: [String]
  /// The key of the source asked for.
  public var source: String?

  /// A choice; without anything, every row is meant.
  public init(year: Int? = nil, methods: [String] = [], source: String? = nil) {
    self.year = year
    self.methods = methods
    self.source = source
  }

  /// Whether a row is as it was asked for.
  public func admits(_ row: FactorRow) -> Bool {
    if let year, row.year != year { return false }
    if let source, row.source != source { return false }
    guard !methods.isEmpty else { return true }
    let known = row.methodWords
    return methods.allSatisfy { asked in known.contains { $0 == asked } }
  }

  /// The rows that are as they were asked for. Where something was, those of low confidence are not
  /// among them beside better ones: the rule of choice tells them apart already.
  public func rows(in rows: [FactorRow]) -> [FactorRow] {
    var found = rows.filter(admits)
    guard found.count > 1, year != nil || source != nil || !methods.isEmpty else { return found }
    if found.contains(where: { $0.confidence != "low" }) {
      found.removeAll { $0.confidence == "low" }
    }
    return found
  }

  /// What was asked for, in words: `2023, life-cycle, owid2024`.
  public var text: String {
    ((year.map { ["\($0)"] } ?? []) + methods + (source.map { [$0] } ?? []))
      .joined(separator: ", ")
  }
}

extension FactorRow {
  /// The words of its method: `average`, `life-cycle`, `consumption`.
  public var methodWords: [String] { FactorRow.words(ofMethod: method) }

  /// The words of a method, which `;` or `,` divides.
  public static func words(ofMethod method: String) -> [String] {
    method.split { $0 == ";" || $0 == "," }.map { word in
      var word = word.drop { $0 == " " }
      while word.last == " " { word.removeLast() }
      return String(word)
    }.filter { !$0.isEmpty }
  }
}
