/// One source of the bibliography.
public struct BibEntry: Hashable, Sendable {
  /// A field as written, without its outer braces or quotation marks.
  public struct Field: Hashable, Sendable {
    /// The name in lower case, such as `author`.
    public let name: String
    /// The value, LaTeX markup included.
    public let value: String

    /// A field.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The key by which it is cited, such as `luccioni2023`.
  public let key: String
  /// The type in lower case, such as `article`.
  public let type: String
  /// The fields in the order of the file.
  public let fields: [Field]
  /// The entry as it stands in the file, to be printed into a `.bib` file.
  public let bibTeX: String

  /// The text of a field without LaTeX markup.
  public subscript(name: String) -> String? {
    fields.first { $0.name == name }.map { plainText(ofLaTeX: $0.value.utf8) }
  }

  /// A citation in one line of plain text, such as `Luccioni, Viguier, Ligozat (2023). Estimating
  /// the Carbon Footprint of BLOOM. Journal of Machine Learning Research 24(253).`
  public var line: String {
    var line = authors
    if let year = self["year"] { line += line.isEmpty ? year : " (\(year))" }
    for part in [self["title"], venue] {
      guard let part, !part.isEmpty else { continue }
      line += line.hasSuffix(".") || line.isEmpty ? "" : "."
      line += line.isEmpty ? part : " " + part
    }
    return line.hasSuffix(".") ? line : line + "."
  }

  /// Where the source can be had: the link of its DOI, of its arXiv number, or its own.
  public var link: String? {
    if let doi = self["doi"] { return "https://doi.org/" + doi }
    if let eprint = self["eprint"] { return "https://arxiv.org/abs/" + eprint }
    return fields.first { $0.name == "url" }?.value
  }

  private var authors: String {
    guard let field = fields.first(where: { $0.name == "author" }) else { return "" }
    let names = authorNames(in: field.value)
    if names.count > 3 { return names[0] + " et al." }
    var list = ""
    for name in names { list += list.isEmpty ? name : ", " + name }
    return list
  }

  private var venue: String? {
    if let journal = self["journal"] {
      let number = self["number"].map { "(\($0))" } ?? ""
      return journal + (self["volume"].map { " \($0)\(number)" } ?? "")
    }
    if let other = self["booktitle"] ?? self["howpublished"] { return other }
    if let institution = self["institution"], institution != self["author"] { return institution }
    return self["eprint"].map { "arXiv:\($0)" }
  }
}

// Describing.

extension BibEntry {
  /// The entry of a source that somebody described in plain words.
  public init(_ source: OwnCatalogue.Source) {
    key = source.key
    type = "misc"
    fields = source.fields.map { field in
      switch field.name {
      case "url", "doi": field
      // A name in plain words is one name, whatever its words.
      case "author": Field(name: field.name, value: "{\(laTeX(of: field.value))}")
      default: Field(name: field.name, value: laTeX(of: field.value))
      }
    }
    var text = "@misc{\(key)"
    for field in fields { text += ",\n  \(field.name) = {\(field.value)}" }
    bibTeX = text + "\n}"
  }
}

/// Plain text as LaTeX; braces, which would have to match, become parentheses.
private func laTeX(of text: String) -> String {
  var latex = ""
  for character in text {
    switch character {
    case "{": latex.append("(")
    case "}": latex.append(")")
    case "\\": latex.append("/")
    case "&", "%", "#", "_", "$": latex += "\\\(character)"
    case "~", "^": latex.append("-")
    default: latex.append(character.isNewline ? " " : character)
    }
  }
  return latex
}

// Reading.

extension BibEntry {
  /// Reads the entry that begins at an `@`; nothing if its braces do not close.
  init?(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var reader = BibReader(bytes: bytes, index: start + 1)
    type = reader.take { $0 != UInt8(ascii: "{") }.lowercased()
    reader.index += 1
    key = reader.take { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
    var fields: [Field] = []
    while true {
      reader.skip { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }
      guard let next = reader.next else { return nil }
      if next == UInt8(ascii: "}") { break }
      let name = reader.take { $0 != UInt8(ascii: "=") && $0 > UInt8(ascii: " ") }
      reader.skip { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "=") }
      guard !name.isEmpty, let value = reader.value() else { return nil }
      fields.append(Field(name: name.lowercased(), value: value))
    }
    self.fields = fields
    bibTeX = String(decoding: bytes[start...reader.index], as: UTF8.self)
  }
}

private struct BibReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int

  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skip(while passes: (UInt8) -> Bool) {
    while let byte = next, passes(byte) { index += 1 }
  }

  mutating func take(while passes: (UInt8) -> Bool) -> String {
    let start = min(index, bytes.count)
    skip(while: passes)
    return String(decoding: bytes[start..<max(start, index)], as: UTF8.self)
  }

  /// A value in braces, in quotation marks, or bare.
  mutating func value() -> String? {
    guard let first = next else { return nil }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "\"") else {
      return take { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
    }
    index += 1
    let start = index
    var depth = 0
    while let byte = next {
      if depth == 0, byte == (first == UInt8(ascii: "{") ? UInt8(ascii: "}") : first) {
        index += 1
        return String(decoding: bytes[start..<index - 1], as: UTF8.self)
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      index += 1
    }
    return nil
  }
}

/// The family names in an `author` field, or the name of an organization, which stands in braces.
private func authorNames(in value: String) -> [String] {
  var names: [String] = []
  let bytes = Array(value.utf8)
  var depth = 0
  var start = 0
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "{") { depth += 1 }
    if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
    if depth == 0, bytes[index...].starts(with: " and ".utf8) {
      names.append(familyName(bytes[start..<index]))
      index += 4
      start = index + 1
    }
    index += 1
  }
  return names + [familyName(bytes[start...])]
}

/// What stands before the comma of `Last, First`, or the last word of `First Last`; all of it in
/// braces.
private func familyName(_ name: ArraySlice<UInt8>) -> String {
  let family: ArraySlice<UInt8>
  if name.first == UInt8(ascii: "{") {
    family = name
  } else if let comma = name.firstIndex(of: UInt8(ascii: ",")) {
    family = name[..<comma]
  } else {
    family = name.lastIndex(of: UInt8(ascii: " ")).map { name[($0 + 1)...] } ?? name
  }
  return plainText(ofLaTeX: family)
}

/// Text without braces, with escaped characters as they are, and ties as spaces.
private func plainText(ofLaTeX value: some Sequence<UInt8>) -> String {
  var plain: [UInt8] = []
  for byte in value {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"): continue
    case UInt8(ascii: "~"), UInt8(ascii: "\n"): plain.append(UInt8(ascii: " "))
    default: plain.append(byte)
    }
  }
  return String(decoding: plain, as: UTF8.self)
}
