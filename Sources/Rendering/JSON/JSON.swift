public import Documents

/// A tree of data as JSON: indented by two spaces, keys in the order given, numbers at full
/// precision and never with an exponent, what is not finite as `null`, a line feed at the end.
///
/// A list or a record without records inside stands on one line where it fits in 100 columns.
public func renderJSON(_ datum: Datum) -> String {
  var writer = JSONWriter()
  writer.write(datum, indentation: 0, column: 0, behind: 0)
  writer.bytes.append(0x0A)
  return String(decoding: writer.bytes, as: UTF8.self)
}

/// The longest line that is made on purpose.
private let lineLength = 100

private struct JSONWriter {
  var bytes: [UInt8] = []

  /// Writes a value that begins at `column` and has `behind` bytes, a comma, behind it.
  mutating func write(_ datum: Datum, indentation: Int, column: Int, behind: Int) {
    if datum.isFlat {
      let start = bytes.count
      if writeFlat(datum, limit: start + lineLength - column - behind) { return }
      bytes.removeSubrange(start...)
    }
    switch datum {
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        let comma = index + 1 < values.count ? 1 : 0
        newline(indentation + 2)
        write(value, indentation: indentation + 2, column: indentation + 2, behind: comma)
        if comma == 1 { bytes.append(UInt8(ascii: ",")) }
      }
      newline(indentation)
      bytes.append(UInt8(ascii: "]"))
    case .record(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        let comma = index + 1 < entries.count ? 1 : 0
        newline(indentation + 2)
        let start = bytes.count
        write(text: entry.key)
        write(": ")
        write(
          entry.value, indentation: indentation + 2,
          column: indentation + 2 + bytes.count - start, behind: comma)
        if comma == 1 { bytes.append(UInt8(ascii: ",")) }
      }
      newline(indentation)
      bytes.append(UInt8(ascii: "}"))
    default:
      _ = writeFlat(datum, limit: .max)
    }
  }

  /// Writes a value on one line; false, with part of it written, where it passes the limit.
  private mutating func writeFlat(_ datum: Datum, limit: Int) -> Bool {
    switch datum {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .integer(let value): write(number: "\(value)")
    case .number(let value): write(number: plainDecimal(value) ?? "null")
    case .text(let value): write(text: value)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { write(", ") }
        if !writeFlat(value, limit: limit) { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .record(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { write(", ") }
        write(text: entry.key)
        write(": ")
        if !writeFlat(entry.value, limit: limit) { return false }
      }
      bytes.append(UInt8(ascii: "}"))
    }
    return bytes.count <= limit
  }

  private mutating func newline(_ indentation: Int) {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
  }

  /// Writes what the format itself says.
  private mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes a number, whose characters mean themselves.
  private mutating func write(number: String) { bytes.append(contentsOf: number.utf8) }

  /// Writes a text in quotes, escaped as RFC 8259 asks and no further.
  private mutating func write(text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    if text.utf8.allSatisfy(\.isItself) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: write("\\n")
      case 0x0D: write("\\r")
      case 0x09: write("\\t")
      case 0..<0x20:
        write("\\u00")
        bytes.append(hexadecimal(byte >> 4))
        bytes.append(hexadecimal(byte & 15))
      default: bytes.append(byte)
      }
    }
  }
}

extension UInt8 {
  /// Whether it stands in a text as it is.
  fileprivate var isItself: Bool {
    self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}

private func hexadecimal(_ digit: UInt8) -> UInt8 {
  digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
}

extension Datum {
  /// Whether it may stand on one line: a scalar, or a container of scalars and of lists of them.
  fileprivate var isFlat: Bool {
    switch self {
    case .list(let values): values.allSatisfy(\.isScalar)
    case .record(let entries): entries.allSatisfy { $0.value.isScalar || $0.value.isScalarList }
    default: true
    }
  }

  private var isScalarList: Bool {
    if case .list(let values) = self { values.allSatisfy(\.isScalar) } else { false }
  }

  private var isScalar: Bool {
    switch self {
    case .list, .record: false
    default: true
    }
  }
}
