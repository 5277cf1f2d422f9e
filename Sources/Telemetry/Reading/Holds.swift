extension String {
  /// Whether a text stands in it, byte for byte.
  ///
  /// `contains` of a text in a text would bring the library of regular expressions into the tool.
  public func holds(_ other: String) -> Bool {
    let bytes = Array(utf8)
    let sought = Array(other.utf8)
    guard bytes.count >= sought.count else { return false }
    for start in 0...bytes.count - sought.count
    where bytes[start..<start + sought.count].elementsEqual(sought) {
      return true
    }
    return false
  }
}
