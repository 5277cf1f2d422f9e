/// What became of a job.
public enum JobOutcome: Int, Hashable, Sendable, CaseIterable {
  /// It ended by itself, without an error; or its accounting does not tell.
  case completed
  /// It ran into its time limit; training that is taken up again from a checkpoint ends so.
  case timedOut
  /// It was still running, or suspended, when the accounting was written.
  case running
  /// It ended with an error, or its node did, or it ran out of memory.
  case failed
  /// It was cancelled by somebody.
  case cancelled
  /// It had to make room for another, or was put back into the queue, and what it did may be lost.
  case preempted

  /// Its name in data.
  public var name: String {
    switch self {
    case .completed: "completed"
    case .timedOut: "timed-out"
    case .running: "running"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .preempted: "preempted"
    }
  }

  /// Whether it counts among the jobs that failed or were cancelled.
  public var isLost: Bool { self == .failed || self == .cancelled || self == .preempted }

  /// What a job's state says.
  enum Reading: Equatable {
    /// It has held something.
    case outcome(JobOutcome)
    /// It waits.
    case waiting
    /// The state is not known.
    case unknown
  }

  /// The states of SLURM by their names and, as `sacct -o State%2` cuts them, by their codes; what
  /// follows a blank, as in `CANCELLED by 1000`, and a `+` that marks a cut is left aside. (JOB STATE
  /// CODES of the manual page of sacct.)
  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Reading {
    var end = bytes.index(of: 0x20, from: range.lowerBound, to: range.upperBound)
    if bytes.holds("COMPLETED", in: range.lowerBound..<end) { return .outcome(.completed) }
    if end > range.lowerBound, bytes[end - 1] == 0x2B { end -= 1 }
    let word = range.lowerBound..<end
    switch bytes.text(word.lowerBound..<min(word.upperBound, word.lowerBound + 20)) {
    case "COMPLETED", "CD", "COMPLETING", "CG": return .outcome(.completed)
    case "TIMEOUT", "TO", "DEADLINE", "DL": return .outcome(.timedOut)
    case "RUNNING", "R", "SUSPENDED", "S", "RESIZING", "RS", "STOPPED", "ST", "SIGNALING", "SI",
      "STAGE_OUT", "SO", "CONFIGURING", "CF":
      return .outcome(.running)
    case "FAILED", "F", "NODE_FAIL", "NF", "BOOT_FAIL", "BF", "OUT_OF_MEMORY", "OOM", "OUT_OF_ME",
      "LAUNCH_FAILED", "RECONFIG_FAIL", "SPECIAL_EXIT", "SE":
      return .outcome(.failed)
    case "CANCELLED", "CA", "REVOKED", "RV", "CANCELLE": return .outcome(.cancelled)
    case "PREEMPTED", "PR", "REQUEUED", "RQ", "REQUEUE_HOLD", "RH", "REQUEUE_FED", "RF":
      return .outcome(.preempted)
    case "PENDING", "PD", "RESV_DEL_HOLD", "RD": return .waiting
    default: return .unknown
    }
  }
}
