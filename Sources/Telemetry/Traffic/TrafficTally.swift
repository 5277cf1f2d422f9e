/// What became of a request.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  /// It was answered: status 2xx, `ok`, `success`.
  case served
  /// It was turned away: 429 and 503, which say that there is no room, and what is neither answer
  /// nor error, below 400; `refused`, `rejected`, `throttled`.
  case refused
  /// It was wrong, or went wrong: any other status from 400 on, `invalid`, `error`, `timeout`.
  case failed

  /// The outcome that a status code of HTTP tells; nothing for a number that is none.
  ///
  /// The classes are those of RFC 9110, section 15; 429 is that of RFC 6585, section 4.
  public init?(code: Int) {
    switch code {
    case 200..<300: self = .served
    case 100..<400, 429, 503: self = .refused
    case 400..<600: self = .failed
    default: return nil
    }
  }

  /// The outcome that a word tells, without regard to case; nothing for a word that is not known.
  public init?(word: String) {
    switch word.lowercased() {
    case "ok", "success", "succeeded", "served", "completed", "complete", "finished", "done":
      self = .served
    case "refused", "rejected", "denied", "throttled", "rate_limited", "unavailable":
      self = .refused
    case "failed", "failure", "error", "errored", "timeout", "timed_out", "aborted", "cancelled",
      "canceled", "incomplete", "expired", "invalid":
      self = .failed
    default: return nil
    }
  }
}

/// Sums over requests: whole numbers, so that they do not depend on the order of the rows. A sum
/// beyond 64 bits stays at `Int64.max`, which ``TrafficTally/isExact`` tells.
public struct TrafficTally: Hashable, Sendable {
  /// The sums over the requests of one outcome.
  public struct Sums: Hashable, Sendable {
    /// The requests.
    public var requests: Int64 = 0
    /// The tokens that they brought.
    public var input: Int64 = 0
    /// The tokens that they were answered with.
    public var output: Int64 = 0
    /// The bytes that they were answered with.
    public var bytes: Int64 = 0

    /// Nothing.
    public init() {}

    /// Adds other sums.
    @inline(never)
    public mutating func add(_ other: Sums) {
      requests = saturated(requests, other.requests)
      input = saturated(input, other.input)
      output = saturated(output, other.output)
      bytes = saturated(bytes, other.bytes)
    }

    /// The input and output tokens together.
    public var tokens: Int64 { saturated(input, output) }

    fileprivate var isExact: Bool {
      requests != .max && input != .max && output != .max && bytes != .max
    }
  }

  /// Over requests that were served.
  public var served = Sums()
  /// Over requests that were refused.
  public var refused = Sums()
  /// Over requests that failed.
  public var failed = Sums()

  /// Nothing.
  public init() {}

  /// The sums of one outcome.
  public subscript(outcome: Outcome) -> Sums {
    switch outcome {
    case .served: served
    case .refused: refused
    case .failed: failed
    }
  }

  /// The sums over all requests.
  public var all: Sums {
    var sums = served
    sums.add(refused)
    sums.add(failed)
    return sums
  }

  /// Whether every sum fits into 64 bits.
  public var isExact: Bool {
    served.isExact && refused.isExact && failed.isExact && all.isExact
  }

  /// Adds another tally.
  @inline(never)
  public mutating func add(_ other: TrafficTally) {
    served.add(other.served)
    refused.add(other.refused)
    failed.add(other.failed)
  }
}

/// The sum of two numbers that are not negative, or the largest there is: in any order the same.
func saturated(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? .max : sum
}
