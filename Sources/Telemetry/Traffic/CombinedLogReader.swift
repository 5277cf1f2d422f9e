/// The parts of a line that a web server writes in the common or combined log format:
/// `127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326 "from" "agent"`.
///
/// (Apache HTTP Server 2.4, Log Files, “Common Log Format” and “Combined Log Format”.)
struct CombinedLine {
  let time: Range<Int>
  /// What stands in the quotes: method, path and protocol.
  let request: Range<Int>
  let status: Range<Int>
  let sent: Range<Int>

  init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    let end = line.upperBound
    let open = bytes.index(of: 0x5B, from: line.lowerBound, to: end)
    guard open < end else { return nil }
    let close = bytes.index(of: 0x5D, from: open, to: end)
    guard close + 2 < end, bytes[close + 1] == 0x20, bytes[close + 2] == 0x22 else { return nil }
    time = open + 1..<close
    var quote = close + 3
    while true {
      quote = bytes.index(of: 0x22, from: quote, to: end)
      guard quote < end else { return nil }
      if bytes[quote - 1] != 0x5C { break }
      quote += 1
    }
    request = close + 3..<quote
    guard quote + 2 < end, bytes[quote + 1] == 0x20 else { return nil }
    let stop = bytes.index(of: 0x20, from: quote + 2, to: end)
    status = quote + 2..<stop
    guard status.count == 3 else { return nil }
    for index in status where !isDigit(bytes[index]) { return nil }
    sent = stop < end ? stop + 1..<bytes.index(of: 0x20, from: stop + 1, to: end) : stop..<stop
  }

  /// The path of the request: the second word, or all of it.
  func path(_ bytes: Span<UInt8>) -> Range<Int> {
    let start = bytes.index(of: 0x20, from: request.lowerBound, to: request.upperBound)
    guard start < request.upperBound else { return request }
    return start + 1..<bytes.index(of: 0x20, from: start + 1, to: request.upperBound)
  }
}

/// Reads the lines of a web server: the time, what became of the request, and the bytes sent.
struct CombinedLogReader: TrafficReader {
  var recorder: TrafficRecorder
  let filter: PathFilter?

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      readRow(bytes, bytes.withoutReturn(index..<end), isOpen: end == block.upperBound)
      index = end + 1
    }
  }

  private mutating func readRow(_ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool) {
    if bytes.trimmed(line).isEmpty || bytes[line.lowerBound] == 0x23 { return }
    do throws(TrafficRow.Surprise) {
      guard let parts = CombinedLine(bytes, line) else {
        throw .init(.malformed, line.lowerBound)
      }
      var row = TrafficRow()
      try row.take(.time, bytes, parts.time)
      try row.take(.status, bytes, parts.status)
      try row.take(.bytes, bytes, parts.sent)
      let path = parts.path(bytes)
      if let filter, !filter.matches(bytes, path) { throw .init(.notAskedFor, path.lowerBound) }
      recorder.add(row, bytes, isWindow: false)
      if isOpen { recorder.noteOpenLine() }
    } catch {
      recorder.reject(error, bytes, line, isOpen: isOpen)
    }
  }
}

extension TrafficRecorder {
  /// Rejects a line; where it holds a NUL byte, that is the reason.
  mutating func reject(
    _ surprise: TrafficRow.Surprise, _ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool
  ) {
    if isOpen, surprise.reason != .notAskedFor { noteCutLine() }
    let nul = bytes.index(of: 0, from: line.lowerBound, to: line.upperBound)
    let isThere = nul < line.upperBound
    reject(
      isThere ? .nulByte : surprise.reason,
      column: bytes.column(of: isThere ? nul : surprise.index, from: line.lowerBound))
  }
}
