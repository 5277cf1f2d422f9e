/// Reads answers of range queries of Prometheus, each of which is one JSON text, one behind the other:
/// `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{…},"values":[[t,"v"],…]}]}}`.
///
/// (Prometheus, HTTP API, “Range queries” and “Expression query result formats”.)
struct PrometheusQuery {
  private(set) var recorder: MeterRecorder
  /// What the first answer says that tells of a mistake, where one does; there is no more to read then.
  private(set) var refusal: String?
  private var tokens: JSONTokens
  /// The metric whose samples are read; whether its name and labels have been read.
  private var series: PrometheusSeries?
  private var isNamed = false
  private var name = ""
  private var labels: [(name: String, value: String)] = []
  /// The time and the value of the sample at hand, one behind the other.
  private var pair: [UInt8] = []
  private var timeLength: Int?
  /// What the answer at hand says of itself.
  private var isAnswer = false
  private var status = ""
  private var mistake = ""

  init(_ source: any ByteSource, recorder: MeterRecorder) {
    self.recorder = recorder
    tokens = JSONTokens(source)
  }

  /// Whether a text begins as an answer does, whichever of its keys comes first: `{"status":"success"`.
  static func begins(_ bytes: [UInt8]) -> Bool {
    guard bytes.first(where: { !isBlank($0) && $0 != 0x0A }) == 0x7B else { return false }
    var tokens = JSONTokens(MemorySource(name: "", bytes: bytes))
    do throws(ReadFailure) {
      guard try tokens.next() == .open, try tokens.next() == .string else { return false }
      let key = String(decoding: tokens.text, as: UTF8.self)
      guard try tokens.next() == .colon else { return false }
      let value = try tokens.next()
      switch key {
      case "status":
        let status = String(decoding: tokens.text, as: UTF8.self)
        return value == .string && (status == "success" || status == "error")
      case "data": return value == .open
      case "error", "errorType": return value == .string
      case "isPartial": return value == .literal
      case "warnings", "infos": return value == .openList
      default: return false
      }
    } catch { return false }
  }

  /// The objects and lists that are open, at most so many.
  private static let deepest = 32

  /// What all series of all answers add up to.
  mutating func read() throws(ReadFailure) -> (MeterSummary, SampleCollector?) {
    // The keys under which the objects and lists that are open stand; empty in lists.
    var keys: [String] = []
    var isList: [Bool] = []
    var key = ""
    var isKey = true
    loop: while true {
      let token = try tokens.next()
      recorder.lines = tokens.line
      if keys.isEmpty {
        guard token == .open else {
          if token != .end { recorder.reject(.malformed, column: tokens.column) }
          break
        }
        (isAnswer, status, mistake) = (false, "", "")
      }
      switch token {
      case .open, .openList:
        guard keys.count < Self.deepest else {
          recorder.reject(.malformed, column: tokens.column)
          break loop
        }
        keys.append(key)
        isList.append(token == .openList)
        isKey = token == .open
        key = ""
        if keys.count == 2, keys[1] == "data" { isAnswer = true }
        if Self.isSeries(keys) { (series, isNamed, name, labels) = (nil, false, "", []) }
        if Self.isPair(keys) {
          pair.removeAll(keepingCapacity: true)
          timeLength = nil
        }
      case .close, .closeList:
        guard isList.last == (token == .closeList) else {
          recorder.reject(.malformed, column: tokens.column)
          break loop
        }
        if Self.isPair(keys) { take() }
        if keys.count == 5, keys[4] == "metric" {
          series = PrometheusSeries(name, labels, node: recorder.node)
          isNamed = true
          if series == nil { recorder.noteUnread(name, labels) }
        }
        keys.removeLast()
        isList.removeLast()
        isKey = false
        if keys.isEmpty {
          finish()
          if refusal != nil { break loop }
        }
      case .colon: isKey = false
      case .comma:
        isKey = isList.last == false
        if isKey { key = "" }
      case .string where isKey: key = String(decoding: tokens.text, as: UTF8.self)
      case .string, .literal:
        if Self.isPair(keys) {
          if timeLength == nil { timeLength = tokens.text.count }
          pair += tokens.text
        } else if token == .string, keys.count == 5, keys[4] == "metric" {
          let value = String(decoding: tokens.text, as: UTF8.self)
          if key == "__name__" { name = value } else { labels.append((key, value)) }
        } else if token == .string, keys.count == 1 {
          let value = String(decoding: tokens.text, as: UTF8.self)
          if key == "status" { (isAnswer, status) = (true, value) }
          if key == "error" { mistake = value }
        }
      case .end, .none:
        // Cut, or not JSON: what was read until then counts.
        recorder.reject(.malformed, column: tokens.column)
        if status == "error" { finish() }
        break loop
      }
    }
    return (recorder.finished(), recorder.collector)
  }

  /// The answer at hand has been read.
  private mutating func finish() {
    if status == "error" {
      refusal = mistake
    } else if !isAnswer {
      recorder.reject(.malformed, column: tokens.column)
    }
  }

  /// `data.result[]`.
  private static func isSeries(_ keys: [String]) -> Bool {
    keys.count == 4 && keys[1] == "data" && keys[2] == "result"
  }

  /// `values[]`, or `value` of an instant query.
  private static func isPair(_ keys: [String]) -> Bool {
    keys.count == 6 && keys[4] == "values" || keys.count == 5 && keys[4] == "value"
  }

  /// Takes the sample at hand.
  private mutating func take() {
    guard isNamed, let length = timeLength, length < pair.count else {
      return recorder.reject(.malformed, column: tokens.column)
    }
    guard let series else { return recorder.reject(.notAskedFor, column: tokens.column) }
    let bytes = pair
    if let reason = recorder.add(
      series, bytes.span, value: length..<bytes.count, time: 0..<length)
    {
      recorder.reject(reason, column: tokens.column)
    }
  }
}
