/// Which column of a log holds what, as a user says it: `time=ts,input=prompt_tokens`.
public struct ColumnNames: Hashable, Sendable {
  /// One column: what it holds, and its name in the header or, as `#3`, its number from 1.
  public struct Entry: Hashable, Sendable {
    /// What it holds: `time`, `input`, `power`.
    public var role: String
    /// Its name.
    public var column: String

    /// A column.
    public init(role: String, column: String) {
      self.role = role
      self.column = column
    }
  }

  /// The columns, in the order in which they were said.
  public var entries: [Entry]

  /// Columns by role.
  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// Why a text names no columns.
  public enum Mistake: Error, Hashable, Sendable {
    /// A part that is not `role=column`.
    case form(String)
    /// A role that the reader does not know.
    case unknownRole(String)
    /// A role that is said twice.
    case twice(String)
    /// A role that is needed, and not said.
    case missing(String)
  }

  /// Reads `role=column,role=column`; a column whose name holds a comma is put in quotes.
  public init(_ text: String, roles: [String]) throws(Mistake) {
    entries = []
    let bytes = Array(text.utf8)
    var start = 0
    while start <= bytes.count {
      var index = start
      var isQuoted = false
      while index < bytes.count, isQuoted || bytes[index] != 0x2C {
        if bytes[index] == 0x22 { isQuoted.toggle() }
        index += 1
      }
      let part = bytes.span.text(bytes.span.trimmed(start..<index))
      start = index + 1
      guard let split = part.firstIndex(of: "="), split != part.startIndex else {
        throw .form(part)
      }
      let role = String(part[..<split])
      var column = String(part[part.index(after: split)...])
      if column.utf8.count >= 2, column.hasPrefix("\""), column.hasSuffix("\"") {
        column = String(column.dropFirst().dropLast())
      }
      guard !column.isEmpty else { throw .form(part) }
      guard roles.contains(role) else { throw .unknownRole(role) }
      guard self[role] == nil else { throw .twice(role) }
      entries.append(Entry(role: role, column: column))
    }
  }

  /// The name of the column with this role.
  public subscript(role: String) -> String? { entries.first { $0.role == role }?.column }

  /// The index of the column with this role among the cells of a header: the name as it stands,
  /// else without regard to case. A number, `#3`, needs no header.
  public func index(of role: String, in header: [String]) -> Int? {
    guard let name = self[role] else { return nil }
    return Self.index(of: name, in: header)
  }

  /// The index of a column by its name or number.
  public static func index(of name: String, in header: [String]) -> Int? {
    if let exact = header.firstIndex(of: name) { return exact }
    let lower = name.lowercased()
    if let near = header.firstIndex(where: { $0.lowercased() == lower }) { return near }
    if name.hasPrefix("#"), let number = Int(name.dropFirst()), 1...10_000 ~= number {
      return number - 1
    }
    return nil
  }

  /// Whether every column is given by number, so that there need be no header.
  public var needsNoHeader: Bool {
    !entries.isEmpty && entries.allSatisfy { Self.index(of: $0.column, in: []) != nil }
  }
}
