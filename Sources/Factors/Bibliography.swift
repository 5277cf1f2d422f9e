/// The sources that figures and studies cite: the BibTeX file `Data/sources.bib`.
public struct Bibliography: Sendable {
  private let text: CatalogueTable.Text
  /// What stands above the file: sources that somebody described.
  private var own: [BibEntry] = []

  init(_ text: CatalogueTable.Text) {
    self.text = text
  }

  /// This bibliography with the sources that an own catalogue describes; they win.
  public func under(_ sources: [OwnCatalogue.Source]) -> Bibliography {
    var copy = self
    copy.own = sources.map(BibEntry.init) + own
    return copy
  }

  /// The bibliography that is built into the program.
  public static let embedded = Bibliography(
    Embedded.file("sources.bib").map(CatalogueTable.Text.embedded) ?? .owned([]))

  /// The entry of a key.
  public func entry(_ key: String) -> BibEntry? {
    for entry in own where entry.key == key { return entry }
    return text.withBytes { bytes in
      start(of: Array(key.utf8), in: bytes).flatMap { BibEntry(in: bytes, from: $0) }
    }
  }

  /// Whether there is an entry of a key.
  public func contains(_ key: String) -> Bool {
    for entry in own where entry.key == key { return true }
    return text.withBytes { bytes in start(of: Array(key.utf8), in: bytes) != nil }
  }

  /// Where the entry of a key begins. The file is sorted by key, so the search halves it; a file
  /// that is not sorted is read from its start.
  private func start(of key: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = low + (high - low) / 2
      guard let start = startOfEntry(from: middle, in: bytes), start < high,
        let range = rangeOfKey(from: start, in: bytes)
      else {
        high = middle
        continue
      }
      if bytes[range].elementsEqual(key) { return start }
      if bytes[range].lexicographicallyPrecedes(key) { low = start + 1 } else { high = middle }
    }
    var from = 0
    while let start = startOfEntry(from: from, in: bytes) {
      if let range = rangeOfKey(from: start, in: bytes), bytes[range].elementsEqual(key) {
        return start
      }
      from = start + 1
    }
    return nil
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
