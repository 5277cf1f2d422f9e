/// One row of a log, read with all care.
struct TrafficRow {
  /// Why a row is not used, and the index of the byte that shows it.
  struct Surprise: Error {
    var reason: RejectionReason
    var index: Int

    init(_ reason: RejectionReason, _ index: Int) {
      self.reason = reason
      self.index = index
    }
  }

  var time: Timestamp?
  var input = TrafficRecorder.unknown
  var output = TrafficRecorder.unknown
  var requests: Int64 = 1
  var bytes: Int64 = 0
  var outcome = Outcome.served
  var hasStatus = false
  var code: Int?
  var word: String?
  var identity: UInt64?
  var path: Range<Int>?

  /// Takes the text of a column, or of a key, in.
  mutating func take(
    _ role: TrafficRole, _ text: Span<UInt8>, _ range: Range<Int>
  ) throws(Surprise) {
    switch role {
    case .time:
      guard let moment = Timestamp(text, range) else {
        throw Surprise(
          Self.saysNothing(text, range) ? .valueMissing : .timeInvalid, range.lowerBound)
      }
      time = moment
    case .input: input = try Self.count(text, range) ?? TrafficRecorder.unknown
    case .output: output = try Self.count(text, range) ?? TrafficRecorder.unknown
    case .bytes: bytes = try Self.count(text, range) ?? 0
    case .requests:
      guard let count = try Self.count(text, range) else {
        throw Surprise(.valueMissing, range.lowerBound)
      }
      requests = count
    case .status: try takeStatus(text, range)
    case .id:
      if !Self.saysNothing(text, range) { identity = text.hash(range) }
    case .path: path = range
    case .error:
      let isNone =
        Self.saysNothing(text, range) || text.holds("false", in: range)
        || text.holds("{}", in: range) || text.holds("[]", in: range)
      if !isNone, !hasStatus { outcome = .failed }
    }
  }

  private mutating func takeStatus(_ text: Span<UInt8>, _ range: Range<Int>) throws(Surprise) {
    if Self.saysNothing(text, range) { return }
    if case .value(let number) = ScaledDecimal.read(text, range, scale: 0) {
      guard let known = Outcome(code: Int(number)) else {
        throw Surprise(.statusUnknown, range.lowerBound)
      }
      outcome = known
      code = Int(number)
    } else {
      let word = text.text(range.lowerBound..<min(range.upperBound, range.lowerBound + 40))
      guard let known = Outcome(word: word) else {
        throw Surprise(.statusUnknown, range.lowerBound)
      }
      outcome = known
      self.word = word.lowercased()
    }
    hasStatus = true
  }

  /// A whole number that is not negative; nothing where the log says that there is none.
  private static func count(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) throws(Surprise) -> Int64? {
    switch ScaledDecimal.read(text, range, scale: 0) {
    case .value(let number):
      if number < 0 { throw Surprise(.negative, range.lowerBound) }
      if number > TokenHistogram.limit { throw Surprise(.outOfRange, range.lowerBound) }
      return number
    case .empty: return nil
    case .inexact: throw Surprise(.numberInexact, range.lowerBound)
    case .tooLarge: throw Surprise(.outOfRange, range.lowerBound)
    case .notANumber:
      if saysNothing(text, range) { return nil }
      throw Surprise(.numberInvalid, range.lowerBound)
    }
  }

  /// Whether a cell says that there is nothing.
  static func saysNothing(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.isEmpty || text.holds("null", in: range) || text.holds("-", in: range)
      || text.holds("[N/A]", in: range) || text.holds("N/A", in: range)
      || text.holds("None", in: range)
  }
}

extension TrafficRecorder {
  /// Adds a row that was read with care; `isWindow` for one that may stand for several requests.
  mutating func add(_ row: TrafficRow, _ text: Span<UInt8>, isWindow: Bool) {
    guard let time = row.time else { return }
    if let code = row.code { count(code: code, requests: row.requests) }
    if let word = row.word { count(word: word, requests: row.requests) }
    if let identity = row.identity { identify(identity) }
    add(
      time.nanoseconds, isZoned: time.isZoned, outcome: row.outcome,
      requests: isWindow ? row.requests : 1, input: row.input, output: row.output,
      bytes: row.bytes, isWindow: isWindow)
  }
}

/// What is asked for: paths that begin so, up to a `?`; a `*` stands for any text.
public struct PathFilter: Hashable, Sendable {
  /// The pattern as it was written.
  public let pattern: String
  private let bytes: [UInt8]

  /// A pattern such as `/v1/chat/completions` or `*/generate`.
  public init(_ pattern: String) {
    self.pattern = pattern
    bytes = Array(pattern.utf8)
  }

  /// Whether a path begins as the pattern says.
  func matches(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let end = text.index(of: 0x3F, from: range.lowerBound, to: range.upperBound)
    var index = range.lowerBound
    var place = 0
    var star: (place: Int, index: Int)?
    while place < bytes.count {
      if bytes[place] == 0x2A {
        star = (place + 1, index)
        place += 1
      } else if index < end, text[index] == bytes[place] {
        place += 1
        index += 1
      } else if let last = star, last.index < end {
        // The last star takes one byte more.
        star = (last.place, last.index + 1)
        place = last.place
        index = last.index + 1
      } else {
        return false
      }
    }
    return true
  }
}
