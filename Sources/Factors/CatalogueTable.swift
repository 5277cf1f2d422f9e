/// One CSV file of a catalogue: a header, then a row a line, sorted by the bytes of the first
/// column, which is the identifier and never quoted.
///
/// A field is quoted after RFC 4180 where it holds a comma or a quotation mark; no field holds a
/// line break. A row is therefore found by binary search in the bytes as they lie, and nothing else
/// of the file is looked at.
struct CatalogueTable: Sendable {
  /// Where the bytes of a table are.
  enum Text: Sendable {
    case embedded(EmbeddedFile)
    case owned([UInt8])

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      switch self {
      case .embedded(let file): body(file.contents)
      case .owned(let bytes): bytes.withUnsafeBufferPointer(body)
      }
    }
  }

  /// One row: its fields, and the byte of the text at which it begins.
  struct Row {
    var fields: [String]
    var start: Int
  }

  /// Where a table stands: a short name, so that handing it around counts no references, and
  /// whether that is below `Data/factors`.
  struct File: Hashable, Sendable {
    var name: String
    var isBundled = false

    /// The file as people know it: `Data/factors/grids.csv`.
    var path: String { isBundled ? "Data/factors/" + name : name }
  }

  /// Where the rows of a table come from that was made from another text.
  struct Origin: Sendable {
    var text: Text
    /// The byte at which each row begins here, in order, and there.
    var rows: [(here: Int, there: Int)] = []
  }

  let file: File
  let text: Text
  let origin: Origin?

  /// A table that somebody wrote.
  init(file: String, text: Text) { self.init(file: File(name: file), text: text) }

  /// A table at a place.
  init(file: File, text: Text, origin: Origin? = nil) {
    self.file = file
    self.text = text
    self.origin = origin
  }

  /// The place of the row that begins at a byte of the table.
  func place(ofRowAt start: Int) -> FactorRow.Place {
    guard let origin else { return FactorRow.Place(file: file, start: start, text: text) }
    var low = 0
    var high = origin.rows.count
    while low < high {
      let middle = low + (high - low) / 2
      if origin.rows[middle].here < start { low = middle + 1 } else { high = middle }
    }
    let there = low < origin.rows.count ? origin.rows[low].there : 0
    return FactorRow.Place(file: file, start: there, text: origin.text)
  }

  /// The rows whose first field is the identifier, in the order of the file.
  func rows(of id: String) -> [Row] {
    let key = Array(id.utf8)
    return text.withBytes { bytes in
      var rows: [Row] = []
      var start = firstLine(notBefore: key, in: bytes)
      while start < bytes.count {
        let end = endOfLine(from: start, in: bytes)
        guard order(of: firstField(start..<end, in: bytes), in: bytes, key) == .same else { break }
        rows.append(Row(fields: fields(start..<end, in: bytes), start: start))
        start = end + 1
      }
      return rows
    }
  }

  /// The row `id,kind,name,aliases` whose identifier, name or one of whose aliases is the name.
  func row(named name: NormalizedName) -> Row? {
    text.withBytes { bytes in
      name.row(in: bytes, from: endOfLine(from: 0, in: bytes) + 1).map { start in
        Row(fields: fields(start..<endOfLine(from: start, in: bytes), in: bytes), start: start)
      }
    }
  }

  /// Whether a field of some columns, in any row, passes a test on its bytes. Nothing is split off.
  func contains(
    inColumns columns: Set<Int>, where passes: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    text.withBytes { bytes in
      var start = endOfLine(from: 0, in: bytes) + 1
      var isFound = false
      while start < bytes.count, !isFound {
        let end = endOfLine(from: start, in: bytes)
        var column = 0
        forEachField(start..<end, in: bytes) { field in
          if !isFound, columns.contains(column) {
            isFound = passes(UnsafeBufferPointer(rebasing: bytes[field]))
          }
          column += 1
        }
        start = end + 1
      }
      return isFound
    }
  }

  /// Every row. This reads the whole file.
  func allRows() -> [Row] {
    text.withBytes { bytes in
      var rows: [Row] = []
      var start = endOfLine(from: 0, in: bytes) + 1
      while start < bytes.count {
        let end = endOfLine(from: start, in: bytes)
        rows.append(Row(fields: fields(start..<end, in: bytes), start: start))
        start = end + 1
      }
      return rows
    }
  }
}

extension CatalogueTable.Text {
  /// The number of the line in which a byte stands, the first being 1.
  func line(of offset: Int) -> Int {
    withBytes { bytes in
      let end = min(max(0, offset), bytes.count)
      let raw = UnsafeRawBufferPointer(bytes)
      var count = 1
      var index = 0
      // Eight bytes at a time: those that are line feeds become zero, and of each byte that is zero
      // the highest bit is left.
      let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
      while index + 8 <= end {
        let chunk = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let others = chunk ^ 0x0A0A_0A0A_0A0A_0A0A
        count &+= (~(((others & low) &+ low) | others | low)).nonzeroBitCount
        index &+= 8
      }
      while index < end {
        if bytes[index] == newline { count += 1 }
        index += 1
      }
      return count
    }
  }
}

// Searching.

private enum ByteOrder { case before, same, after }

/// The start of the first row whose first field does not come before the key.
private func firstLine(notBefore key: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var low = min(endOfLine(from: 0, in: bytes) + 1, bytes.count)
  var high = bytes.count
  while low < high {
    let middle = low + (high - low) / 2
    var start = middle
    while start > low, bytes[start - 1] != newline { start -= 1 }
    let end = endOfLine(from: start, in: bytes)
    if order(of: firstField(start..<end, in: bytes), in: bytes, key) == .before {
      low = min(end + 1, bytes.count)
    } else {
      high = start
    }
  }
  return low
}

private func order(
  of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ key: [UInt8]
) -> ByteOrder {
  var index = range.lowerBound
  for byte in key {
    guard index < range.upperBound else { return .before }
    if bytes[index] != byte { return bytes[index] < byte ? .before : .after }
    index += 1
  }
  return index == range.upperBound ? .same : .after
}

private func firstField(_ line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
  var end = line.lowerBound
  while end < line.upperBound, bytes[end] != comma { end += 1 }
  return line.lowerBound..<end
}

private func endOfLine(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var end = start
  while end < bytes.count, bytes[end] != newline { end += 1 }
  return end
}

// Splitting.

/// Calls back with the range of each field of a row, quotation marks included.
private func forEachField(
  _ line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
) {
  var start = line.lowerBound
  var isQuoted = false
  for index in line {
    if bytes[index] == quote { isQuoted.toggle() }
    if bytes[index] == comma, !isQuoted {
      body(start..<index)
      start = index + 1
    }
  }
  body(start..<line.upperBound)
}

private func fields(_ line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> [String] {
  var line = line
  if let last = line.last, bytes[last] == carriageReturn { line = line.lowerBound..<last }
  var fields: [String] = []
  fields.reserveCapacity(9)
  forEachField(line, in: bytes) { fields.append(unquoted($0, in: bytes)) }
  return fields
}

private func unquoted(_ field: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> String {
  guard field.count >= 2, bytes[field.lowerBound] == quote else {
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[field]), as: UTF8.self)
  }
  var value: [UInt8] = []
  var index = field.lowerBound + 1
  let end = field.upperBound - 1
  while index < end {
    value.append(bytes[index])
    index += bytes[index] == quote ? 2 : 1
  }
  return String(decoding: value, as: UTF8.self)
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let quote = UInt8(ascii: "\"")
let comma = UInt8(ascii: ",")
