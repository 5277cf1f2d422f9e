/// Reads the answer of a range query of Prometheus, which is one JSON text:
/// `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{…},"values":[[t,"v"],…]}]}}`.
///
/// (Prometheus, HTTP API, “Range queries” and “Expression query result formats”.)
struct PrometheusQuery {
  private(set) var recorder: MeterRecorder
  private var tokens: JSONTokens
  private var series: PrometheusSeries?
  private var name = ""
  private var labels: [(name: String, value: String)] = []
  /// The time and the value of the sample at hand, one behind the other.
  private var pair: [UInt8] = []
  private var timeLength: Int?

  init(_ source: any ByteSource, recorder: MeterRecorder) {
    self.recorder = recorder
    tokens = JSONTokens(source)
  }

  /// Whether a text begins as an answer does: `{"status":`.
  static func begins(_ bytes: [UInt8]) -> Bool {
    var rest = Array("{\"status\":".utf8)[...]
    for byte in bytes.prefix(256) {
      if rest.isEmpty { return true }
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
      guard byte == rest.removeFirst() else { return false }
    }
    return false
  }

  /// The objects and lists that are open, at most so many.
  private static let deepest = 32

  /// What all series add up to.
  mutating func read() throws(ReadFailure) -> (MeterSummary, SampleCollector?) {
    // The keys under which the objects and lists that are open stand; empty in lists.
    var keys: [String] = []
    var isList: [Bool] = []
    var key = ""
    var isKey = true
    loop: while true {
      let token = try tokens.next()
      recorder.lines = tokens.line
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
        if Self.isSeries(keys) { (series, name, labels) = (nil, "", []) }
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
        }
        keys.removeLast()
        isList.removeLast()
        isKey = false
        if keys.isEmpty { break loop }
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
        }
      case .end, .none:
        // Cut, or not JSON: what was read until then counts.
        recorder.reject(.malformed, column: tokens.column)
        break loop
      }
    }
    return (recorder.finished(), recorder.collector)
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
    guard let length = timeLength, length < pair.count else {
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
