/// Reads one JSON object a line (RFC 8259): all of its structure is looked at, only the values that
/// tell of a request are read.
struct JSONLinesReader: TrafficReader {
  var recorder: TrafficRecorder
  let filter: PathFilter?
  private let isNamed: Bool
  private var roles: JSONRoles
  private var path = JSONPath()
  private var clock = MinuteClock()
  private var template = JSONTemplate()
  private var places: [JSONTemplate.Place] = []
  /// Lines in a row that were not of the shape known.
  private var misses = 0
  /// The hashes of the values of the line learnt last, and which of them have differed since.
  private var hashes: [UInt64] = []
  private var varies: [Bool] = []
  /// Whether the next line is to be read with care, to see which values vary.
  private var isCurious = false
  private var found = [Found?](repeating: nil, count: TrafficRole.allCases.count)

  /// A value that tells something.
  private struct Found {
    var rank: Int
    var value: Range<Int>
  }

  init(_ columns: ColumnNames, filter: PathFilter?, recorder: TrafficRecorder) {
    self.recorder = recorder
    self.filter = filter
    isNamed = !columns.entries.isEmpty
    roles = JSONRoles(named: columns)
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      if template.countsSeconds { clock.isZoned = true }
      if !isCurious {
        let next = template.read(bytes, index, block.upperBound, &clock, &recorder)
        misses = next > index ? 0 : misses + 1
        index = next
      }
      isCurious = false
      if index >= block.upperBound { break }
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines &+= 1
      readRow(bytes, index..<end, isOpen: end == block.upperBound)
      index = end + 1
    }
  }

  /// Keeps the shape of a line that was read, for those that come.
  private mutating func learn(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    let found = self.found
    if let error = found[TrafficRole.error.place]?.value,
      !places.contains(where: { $0.range == error })
    {
      return
    }
    compare(bytes)
    let shape = JSONTemplate(bytes, line, places, varies: varies) { range in
      TrafficRole.allCases.first { found[$0.place]?.value == range }
    }
    if let shape { template = shape }
  }

  /// Compares the values of a line with those of the line learnt last.
  private mutating func compare(_ bytes: Span<UInt8>) {
    let isLike = hashes.count == places.count
    if !isLike {
      hashes = [UInt64](repeating: 0, count: places.count)
      varies = [Bool](repeating: false, count: places.count)
      isCurious = true
    }
    for (number, place) in places.enumerated() {
      let hash = bytes.hash(place.range)
      if isLike, hash != hashes[number] { varies[number] = true }
      hashes[number] = hash
    }
  }

  private mutating func readRow(_ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool) {
    var start = line.lowerBound
    if recorder.lines == 1, line.count >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB,
      bytes[start + 2] == 0xBF
    {
      start += 3
    }
    let text = bytes.trimmed(start..<line.upperBound)
    if text.isEmpty { return }
    for index in found.indices { found[index] = nil }
    places.removeAll(keepingCapacity: true)
    do throws(TrafficRow.Surprise) {
      if let mistake = scan(bytes, text) { throw .init(.malformed, mistake) }
      let row = try row(bytes, text)
      recorder.add(row, bytes, isWindow: found[TrafficRole.requests.place] != nil)
      if isOpen { return }
      if filter == nil, misses % 64 < 2 { learn(bytes, text) }
    } catch {
      recorder.reject(error, bytes, line, isOpen: isOpen)
    }
  }

  /// The row that the values found make.
  private func row(
    _ bytes: Span<UInt8>, _ line: Range<Int>
  ) throws(TrafficRow.Surprise) -> TrafficRow {
    var row = TrafficRow()
    if !isNamed, found[TrafficRole.input.place] == nil, found[TrafficRole.output.place] == nil,
      found[TrafficRole.requests.place] == nil, found[TrafficRole.status.place] == nil
    {
      throw .init(.notARequest, line.lowerBound)
    }
    for role in TrafficRole.allCases {
      if let value = found[role.place]?.value {
        try row.take(role, bytes, value)
      } else if role == .time {
        throw .init(.columnMissing, line.upperBound)
      }
    }
    if let filter {
      guard let path = row.path, filter.matches(bytes, path) else {
        throw .init(.notAskedFor, row.path?.lowerBound ?? line.lowerBound)
      }
    }
    return row
  }

  /// Takes an object or a list in: only an error is told by one.
  private mutating func keepContainer(_ bytes: Span<UInt8>, _ hash: UInt64, _ start: Int) {
    let meaning = roles.known(hash) ?? roles.learn(path.names(bytes), hash)
    if meaning?.role == .error { keep(bytes, hash, start..<start + 1) }
  }

  /// Takes a value in, if its key tells something and none surer did.
  private mutating func keep(_ bytes: Span<UInt8>, _ hash: UInt64, _ value: Range<Int>) {
    let meaning: JSONRoles.Meaning?
    if let known = roles.known(hash) {
      meaning = known
    } else {
      meaning = roles.learn(path.names(bytes), hash)
    }
    guard let meaning else { return }
    let place = meaning.role.place
    if let other = found[place], other.rank <= meaning.rank { return }
    found[place] = Found(rank: meaning.rank, value: value)
  }
}

extension JSONLinesReader {
  /// Walks through an object; the index of the first byte that no JSON has there, if any.
  private mutating func scan(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Int? {
    let end = text.upperBound
    var index = text.lowerBound
    guard bytes[index] == 0x7B else { return index }
    path.start()
    index &+= 1
    var mayEnd = true
    while true {
      index = bytes.behindBlanks(index, end)
      guard index < end else { return end }
      var hash: UInt64 = 0
      if path.isObject {
        if bytes[index] == 0x7D, mayEnd {
          index &+= 1
          path.close()
          if path.isEmpty { return index == end ? nil : index }
          guard let next = separate(bytes, index, end) else {
            return bytes.behindBlanks(index, end)
          }
          (index, mayEnd) = next
          continue
        }
        guard bytes[index] == 0x22, let stop = bytes.endOfString(index &+ 1, end) else {
          return index
        }
        hash = path.key(bytes, index &+ 1..<stop)
        index = bytes.behindBlanks(stop &+ 1, end)
        guard index < end, bytes[index] == 0x3A else { return index }
        index = bytes.behindBlanks(index &+ 1, end)
        guard index < end else { return end }
      } else if bytes[index] == 0x5D, mayEnd {
        index &+= 1
        path.close()
        guard let next = separate(bytes, index, end) else { return bytes.behindBlanks(index, end) }
        (index, mayEnd) = next
        continue
      }
      let start = index
      switch bytes[index] {
      case 0x22:
        guard let stop = bytes.endOfString(index &+ 1, end) else { return index }
        places.append(JSONTemplate.Place(range: start &+ 1..<stop, isString: true))
        if path.isObject { keep(bytes, hash, start &+ 1..<stop) }
        index = stop &+ 1
      case 0x7B, 0x5B:
        if path.isObject { keepContainer(bytes, hash, start) }
        guard path.open(isObject: bytes[index] == 0x7B, hash) else { return index }
        index &+= 1
        mayEnd = true
        continue
      default:
        guard let stop = bytes.endOfScalar(index, end) else { return index }
        places.append(JSONTemplate.Place(range: start..<stop, isString: false))
        if path.isObject { keep(bytes, hash, start..<stop) }
        index = stop
      }
      guard let next = separate(bytes, index, end) else { return bytes.behindBlanks(index, end) }
      index = next.index
      mayEnd = next.mayEnd
    }
  }

  /// Behind a value: a comma, behind which another one is due, or the end of the container.
  private func separate(
    _ bytes: Span<UInt8>, _ index: Int, _ end: Int
  ) -> (index: Int, mayEnd: Bool)? {
    let index = bytes.behindBlanks(index, end)
    guard index < end else { return nil }
    if bytes[index] == 0x2C { return (index &+ 1, false) }
    return bytes[index] == (path.isObject ? 0x7D : 0x5D) ? (index, true) : nil
  }
}

extension TrafficRole {
  /// The number of the role.
  var place: Int {
    switch self {
    case .time: 0
    case .input: 1
    case .output: 2
    case .requests: 3
    case .status: 4
    case .id: 5
    case .path: 6
    case .bytes: 7
    case .error: 8
    }
  }
}
