import Accounting
import Documents
import Studies

/// The logs that figures of a study come from: which bytes, how many rows of them, over what time.
extension Report {
  /// The logs by activity, in the order of the study, and behind them those of jobs.
  var logs: [LogRecord] {
    var logs: [LogRecord] = []
    for activity in ledger.study.activities {
      if let log = activity.traffic?.log, !logs.contains(log) { logs.append(log) }
      if let log = activity.use?.log, !logs.contains(log) { logs.append(log) }
    }
    for log in provenance.records where !logs.contains(log) { logs.append(log) }
    return logs
  }

  /// A line on each.
  var logLines: [[Inline]] {
    var lines: [[Inline]] = []
    for log in logs {
      var line: [Inline] = [
        .code(log.file), .text(", \(log.format), sha256:\(log.digest.prefix(16)): "),
        .quantity("\(log.read)", unit: log.read == 1 ? "row" : "rows"), .text(" read, "),
        .quantity("\(log.used)", unit: ""), .text(" used, "),
        .quantity("\(log.read - log.used)", unit: ""), .text(" rejected"),
      ]
      var reasons: [String] = []
      for rejection in log.rejections {
        reasons.append("\(rejection.count) because \(rejection.text)")
      }
      if !reasons.isEmpty {
        line.append(.tone(.caution, " (\(reasons.joined(separator: "; ")))"))
      }
      if let first = log.first, let last = log.last {
        line.append(.text("; from \(first) to \(last), \(log.span)"))
      }
      lines.append(line + ["."])
    }
    return lines
  }

  /// The same as plain text, for what stands alone.
  var logRemarks: [String] {
    var remarks: [String] = []
    for log in logs {
      remarks.append(
        "log \(log.file), sha256:\(log.digest.prefix(16)): \(log.read) rows read, \(log.used) used")
    }
    return remarks
  }
}

extension EnergyByUse {
  /// The log that a fit was drawn through.
  var log: LogRecord? {
    if case .fit(let fit) = model { fit.log } else { nil }
  }
}

extension LogRecord {
  /// How long it is, in words.
  fileprivate var span: String {
    spelledOut(Int64(exactly: (seconds * 1e9).rounded()) ?? .max)
  }

  /// The record as data.
  var datum: Datum {
    func text(_ text: String?) -> Datum { text.map(Datum.text) ?? .null }
    return .record([
      ("file", .text(file)), ("sha256", .text(digest)), ("format", .text(format)),
      (
        "rows",
        .record([
          ("read", .integer(read)), ("used", .integer(used)),
          (
            "rejected",
            .list(
              rejections.map {
                .record([("reason", .text($0.reason)), ("rows", .integer($0.count))])
              })
          ),
        ])
      ),
      ("from", text(first)), ("to", text(last)), ("seconds", .number(seconds)),
    ])
  }
}
