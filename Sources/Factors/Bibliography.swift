/// The sources that figures and studies cite: the BibTeX file `Data/sources.bib`.
public struct Bibliography: Sendable {
  private let text: CatalogueTable.Text

  init(_ text: CatalogueTable.Text) {
    self.text = text
  }

  /// The bibliography that is built into the program.
  public static let embedded = Bibliography(
    Embedded.file("sources.bib").map(CatalogueTable.Text.embedded) ?? .owned([]))

  /// The entry of a key.
  public func entry(_ key: String) -> BibEntry? {
    text.withBytes { bytes in
      let key = Array(key.utf8)
      var from = 0
      while let start = startOfEntry(from: from, in: bytes) {
        if let range = rangeOfKey(from: start, in: bytes), bytes[range].elementsEqual(key) {
          return BibEntry(in: bytes, from: start)
        }
        from = start + 1
      }
      return nil
    }
  }

  /// The keys of all entries, in the order of the file.
  public var keys: [String] {
    text.withBytes { bytes in
      var keys: [String] = []
      var from = 0
      while let start = startOfEntry(from: from, in: bytes) {
        if let range = rangeOfKey(from: start, in: bytes) {
          keys.append(String(decoding: bytes[range], as: UTF8.self))
        }
        from = start + 1
      }
      return keys
    }
  }
}

/// The next `@` that begins a line.
private func startOfEntry(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var index = start
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "@"), index == 0 || bytes[index - 1] == UInt8(ascii: "\n") {
      return index
    }
    index += 1
  }
  return nil
}

/// What stands between the first brace of an entry and the comma after it.
private func rangeOfKey(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
  guard let brace = bytes[start...].firstIndex(of: UInt8(ascii: "{")),
    let comma = bytes[brace...].firstIndex(of: UInt8(ascii: ","))
  else { return nil }
  return brace + 1..<comma
}
