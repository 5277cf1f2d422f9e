/// The shape of a line of JSON: what stands between its values, and which of them tell of a request.
///
/// Lines of one log are alike but for their values. A line with the same bytes between its values
/// has the same structure and the same keys, so nothing else of it needs to be looked at; any other
/// line is a surprise, and is read with care.
struct JSONTemplate: Sendable {
  /// A value, with what stands before it.
  struct Value: Hashable, Sendable {
    /// Where in the text of the template that stands which comes before it.
    var before: Range<Int>
    /// Whether it is a string, else a number.
    var isString: Bool
    /// What it tells of a request.
    var role: TrafficRole?
  }

  /// A value of a line, as the careful reader found it.
  struct Place: Hashable, Sendable {
    /// Where it stands, without its quotes.
    var range: Range<Int>
    /// Whether it is a string.
    var isString: Bool
  }

  private var text: [UInt8] = []
  private var values: [Value] = []
  private var tail = 0..<0

  /// No line is like this one.
  init() {}

  /// The shape of a line, of whose values those that vary are told; nothing where a value tells what takes more care than the fast reader has.
  init?(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ places: [Place], varies: [Bool],
    role: (Range<Int>) -> TrafficRole?
  ) {
    guard places.count <= 200 else { return nil }
    var from = line.lowerBound
    for (number, place) in places.enumerated() {
      let role = role(place.range)
      if !place.isString, bytes[place.range.lowerBound] &- 0x61 < 26 {
        // `true`, `false` and `null` stand as they are; of what is read, an error may be none.
        guard role == nil || role == .error && bytes[place.range.lowerBound] != 0x74 else {
          return nil
        }
        continue
      }
      // So does what was always the same: where it is not, the line is a surprise.
      if role == nil, !varies[number] { continue }
      switch role {
      case nil, .time, .id: break
      case .input, .output, .status:
        if place.isString { return nil }
      default: return nil
      }
      let start = text.count
      for index in from..<place.range.lowerBound { text.append(bytes[index]) }
      values.append(Value(before: start..<text.count, isString: place.isString, role: role))
      from = place.range.upperBound
    }
    let start = text.count
    for index in from..<line.upperBound { text.append(bytes[index]) }
    tail = start..<text.count
    text += [UInt8](repeating: 0, count: 8)
  }

  /// Reads lines as long as they have this shape, and returns where the first other one begins.
  func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ clock: inout MinuteClock,
    _ recorder: inout TrafficRecorder
  ) -> Int {
    guard !values.isEmpty else { return start }
    let text = self.text.span
    var line = start
    while line < end {
      var index = line
      var time: Int64?
      var input = TrafficRecorder.unknown
      var output = TrafficRecorder.unknown
      var code = 0
      var identity: UInt64?
      for number in values.indices {
        let value = values[number]
        guard bytes.continues(at: index, with: text, value.before) else { return line }
        index &+= value.before.count
        let from = index
        switch value.role {
        case .input:
          input = bytes.shortNumber(&index, end)
          if input < 0 || !bytes.endsNumber(index, end) { return line }
        case .output:
          output = bytes.shortNumber(&index, end)
          if output < 0 || !bytes.endsNumber(index, end) { return line }
        case .status:
          code = Int(truncatingIfNeeded: bytes.shortNumber(&index, end))
          if code < 100 || code > 599 || !bytes.endsNumber(index, end) { return line }
        case .time:
          time = value.isString ? clock.read(bytes, &index, end, 0x22) : bytes.seconds(&index, end)
          if value.isString {
            guard index < end, bytes[index] == 0x22 else { return line }
          } else {
            guard time != nil, bytes.endsNumber(index, end) else { return line }
          }
        default:
          if value.isString {
            guard let stop = bytes.endOfString(index, end) else { return line }
            index = stop
            if value.role == .id, index > from {
              if index &- from < 6, TrafficRow.saysNothing(bytes, from..<index) { return line }
              identity = bytes.hash(from..<index)
            }
          } else {
            guard value.role == nil else { return line }
            while index < end, isNumeral(bytes[index]) { index &+= 1 }
            if index == from { return line }
          }
        }
      }
      guard bytes.continues(at: index, with: text, tail) else { return line }
      index &+= tail.count
      if index < end, bytes[index] == 0x0D { index &+= 1 }
      guard index < end, bytes[index] == 0x0A, let time else { return line }
      recorder.lines &+= 1
      if code > 0 { recorder.count(code: code, requests: 1) }
      if let identity { recorder.identify(identity) }
      recorder.add(
        time, isZoned: clock.isZoned, outcome: code > 0 ? Outcome(code: code) ?? .served : .served,
        requests: 1, input: input, output: output, bytes: 0, isWindow: false)
      line = index &+ 1
    }
    return line
  }

  /// Whether the time is a number, which names its zone.
  var countsSeconds: Bool { values.contains { $0.role == .time && !$0.isString } }
}

extension Span where Element == UInt8 {
  /// Whether the bytes from an index on are those of a range of another text, behind which there
  /// are at least eight more.
  @inline(__always)
  fileprivate func continues(
    at index: Int, with text: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    var (here, there) = (index, range.lowerBound)
    guard index &+ range.count &+ 8 <= count else { return false }
    while there &+ 8 <= range.upperBound {
      if word(here) != text.word(there) { return false }
      here &+= 8
      there &+= 8
    }
    let rest = range.upperBound &- there
    if rest == 0 { return true }
    return (word(here) ^ text.word(there)) << UInt64(truncatingIfNeeded: 64 &- 8 &* rest) == 0
  }

  /// Whether a number ends before an index.
  @inline(__always)
  fileprivate func endsNumber(_ index: Int, _ end: Int) -> Bool {
    index < end && !isNumeral(self[index])
  }

  /// Ten digits, seconds since 1970, as nanoseconds; nothing for anything else.
  @inline(__always)
  fileprivate func seconds(_ index: inout Int, _ end: Int) -> Int64? {
    guard index &+ 18 <= end else { return nil }
    let (first, count) = digits(index)
    guard count == 8, isDigit(self[index &+ 8]), isDigit(self[index &+ 9]) else { return nil }
    let last = Int64(self[index &+ 8] &- 0x30) &* 10 &+ Int64(self[index &+ 9] &- 0x30)
    let seconds = first &* 100 &+ last
    guard seconds <= 4_600_000_000 else { return nil }
    index &+= 10
    return seconds &* 1_000_000_000
  }
}
