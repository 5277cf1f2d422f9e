/// How a piece of text looks on a terminal that shows colour.
enum Style: UInt8 {
  case plain
  case strong
  case quiet
  case good
  case caution
  case bad

  /// The sequence that turns it on.
  var escape: String {
    switch self {
    case .plain: "\u{1B}[0m"
    case .strong: "\u{1B}[1m"
    case .quiet: "\u{1B}[2m"
    case .good: "\u{1B}[32m"
    case .caution: "\u{1B}[33m"
    case .bad: "\u{1B}[31m"
    }
  }
}

/// Lines of text as they grow: spaces are written only once something follows them, and a style
/// is turned on where it begins and off where it ends or the line does.
struct TerminalText {
  /// What has been written, as UTF-8: appending bytes is several times as fast as appending text.
  private var bytes: [UInt8] = []
  /// What has been written.
  var text: String { String(decoding: bytes, as: UTF8.self) }
  /// The columns of the current line that are written or owed.
  private(set) var column = 0
  private let color: Bool
  private var style = Style.plain
  private var owed = 0

  /// Nothing yet.
  init(color: Bool) { self.color = color }

  /// Writes a text that has `width` columns and no line feed.
  mutating func write(_ piece: String, _ newStyle: Style = .plain, width: Int) {
    if piece.isEmpty { return }
    let switches = color && newStyle != style
    if switches, style != .plain { bytes += Style.plain.escape.utf8 }
    while owed > 0 {
      bytes.append(0x20)
      owed -= 1
    }
    if switches, newStyle != .plain { bytes += newStyle.escape.utf8 }
    style = newStyle
    bytes += piece.utf8
    column += width
  }

  /// Goes right by some columns.
  mutating func skip(_ columns: Int) {
    if columns > 0 {
      owed += columns
      column += columns
    }
  }

  /// Goes right to a column, or stays where the line is already past it.
  mutating func skip(to target: Int) { skip(target - column) }

  /// Ends the line.
  mutating func newline() {
    if color, style != .plain { bytes += Style.plain.escape.utf8 }
    style = .plain
    owed = 0
    column = 0
    bytes.append(0x0A)
  }

  /// A line of `count` equal signs of one column.
  mutating func rule(_ sign: String, _ count: Int, _ style: Style = .quiet) {
    if count > 0 { write(String(repeating: sign, count: count), style, width: count) }
    newline()
  }
}
