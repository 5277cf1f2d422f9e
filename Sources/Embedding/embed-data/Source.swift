/// Why the data could not be embedded.
enum Refusal: Error {
  case usage
  case unreadable(String)
  case invalidUTF8(String)
  case unwritable(String)
}

/// The literal, with its quotes, whose value has the bytes of a file.
///
/// The literal is pure ASCII, so that nothing a data file holds (a byte order mark, a NUL, a mark
/// that turns the direction of writing) can mean anything to a reader of the generated source.
func literal(of bytes: [UInt8], path: String) throws(Refusal) -> String {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw Refusal.invalidUTF8(path)
  }
  var escaped: [UInt8] = [UInt8(ascii: "\"")]
  escaped.reserveCapacity(bytes.count + bytes.count / 8 + 2)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": escaped += [UInt8(ascii: "\\"), UInt8(scalar.value)]
    case "\n": escaped += #"\n"#.utf8
    case " "..."~": escaped.append(UInt8(scalar.value))
    default: escaped += "\\u{\(String(scalar.value, radix: 16))}".utf8
    }
  }
  escaped.append(UInt8(ascii: "\""))
  return String(decoding: escaped, as: UTF8.self)
}

/// The generated source: one constant a file, and the list of them in the order given.
///
/// Every constant and the list have an explicit type, which leaves the type checker nothing to
/// infer.
func swiftSource(of files: [(path: String, literal: String)]) -> String {
  var source = "// Generated from the Data folder by embed-data. Do not edit.\n\n"
  for (index, file) in files.enumerated() {
    source += "private let contents\(index): StaticString = \(file.literal)\n"
  }
  source += "\nlet embeddedFiles: [EmbeddedFile] = [\n"
  for (index, file) in files.enumerated() {
    let path = (try? literal(of: Array(file.path.utf8), path: file.path)) ?? "\"\""
    source += "  EmbeddedFile(path: \(path), contents: contents\(index)),\n"
  }
  return source + "]\n"
}

// The messages.

extension Refusal {
  var message: String {
    switch self {
    case .usage: "embed-data takes a folder, an output file and a stamp file"
    case .unreadable(let path): "Data/\(path) cannot be read"
    case .invalidUTF8(let path):
      "Data/\(path) is not valid UTF-8; only text can be embedded, so encode it or take it out"
    case .unwritable(let path): "\(path) cannot be written"
    }
  }
}
