import Diagnostics
import Telemetry

// What can be wrong with summaries that are to be joined.
extension Session {
  /// Why a file is no summary, or cannot be joined to those before it.
  static func noPartial(
    _ name: String, _ bytes: [UInt8], _ mistake: PartialMistake, after kind: PartialKind?
  ) -> Diagnostic {
    let what = name == "-" ? "standard input" : name
    let (message, hint): (String, String) =
      switch mistake {
      case .unlike: noSummary(name, bytes)
      case .version(let text):
        (
          "`\(what)` has a summary that begins with `\(text)`, which this version of Cradle does not "
            + "read",
          "it reads \(PartialKind.allCases.map { "`\($0.magic)`" }.joined(separator: ", ")): write "
            + "all summaries with the version that joins them"
        )
      case .line(let number):
        ("line \(number) of `\(what)` cannot be read as one of a summary", "write it again")
      case .cut: ("`\(what)` ends in the middle of a summary", "write it again")
      case .cutBefore(let number):
        (
          "at line \(number) of `\(what)` a summary begins, and the one above it has not ended",
          "one of those that were put together there was cut: write it again"
        )
      case .changed(let number):
        (
          "the summary that ends at line \(number) of `\(what)` was changed since it was written: its "
            + "digest is another",
          "write it again"
        )
      case .contradiction(let number):
        (
          "the counts and sums of the summary that ends at line \(number) of `\(what)` contradict "
            + "each other",
          "no log leads to it: write it again"
        )
      case .terms: ("`\(what)` was made with other options than those before it", terms(kind))
      case .tooMuch:
        (
          "`\(what)` and those before it hold more rows, devices or types of accelerators than can "
            + "be told apart",
          "look at the counts in it; merge fewer of them"
        )
      case .kind(let kind, let others):
        (
          "`\(what)` has a summary of \(words(kind)), and those before it are of \(words(others))",
          "join those of power, of requests and of jobs each on their own"
        )
      case .job(let job):
        (
          "the job \(job) stands in several slices, and its rows cannot be told apart in them",
          readTogether
        )
      }
    var code = Code.unknownLog
    if case .job = mistake { code = .doubtfulLog }
    return Diagnostic(code, message, hint: hint)
  }

  /// More than these are counted, not shown.
  private static let mostShown = 8

  /// The failure of all files that cannot be joined.
  static func noParts(_ mistakes: [Diagnostic]) -> Failure {
    var shown = Array(mistakes.prefix(mostShown))
    if mistakes.count > mostShown {
      let more = mistakes.count - mostShown
      shown.append(
        Diagnostic(
          .unknownLog, "\(more) more cannot be joined",
          hint: "nothing is answered before all of them can"))
    }
    return Failure(2, all: shown)
  }

  private static func words(_ kind: PartialKind) -> String {
    switch kind {
    case .power: "power"
    case .requests: "requests"
    case .jobs: "jobs"
    }
  }

  private static func terms(_ kind: PartialKind?) -> String {
    let options =
      switch kind {
      case .requests: "`--window` and `--path-filter`"
      case .jobs: "`--by` and `--node-cpus`, of logs that have the same columns"
      case .power, nil: "`--gap`, `--counter-range` and stretch of `--idle`"
      }
    return "make all summaries with the same \(options)"
  }

  /// What a file is that is no summary, and what to do.
  private static func noSummary(_ name: String, _ bytes: [UInt8]) -> (String, String) {
    let what = name == "-" ? "standard input" : name
    let file = name == "-" ? "PART" : name
    let head = Array(bytes.prefix(1 << 16))
    if !head.contains(where: { $0 > 0x20 }), head.count < 1 << 16 {
      return (
        "`\(what)` is empty",
        "what was to write it may have failed: look at what it said, and write it again"
      )
    }
    for (begin, tool) in compressed where head.starts(with: begin) {
      return ("`\(what)` is compressed", "give it decompressed: `\(tool) \(file) | cradle merge -`")
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return (
        "`\(what)` is text in UTF-16, as a shell of Windows writes it",
        "write it again with `--output PART`, or `iconv -f UTF-16 -t UTF-8 \(file) | cradle merge -`"
      )
    }
    if head.contains(where: { $0 < 0x20 && !(0x09...0x0D ~= $0) }) {
      return ("`\(what)` is not text", anySummary)
    }
    if let schema = schema(head) {
      return (
        "`\(what)` is a report in JSON, `\(schema)`, and no summary to be joined",
        "reports cannot be joined: \(anySummary)"
      )
    }
    if let kind = PartialKind.ofLog(head) {
      let command = kind == .requests ? "traffic" : "meter"
      return (
        "`\(what)` is a log of \(words(kind)), and no summary of one",
        "write its summary with `cradle \(command) --partial \(name) -o PART`, and join that"
      )
    }
    return ("`\(what)` is not a summary to be joined: it begins `\(beginning(head))`", anySummary)
  }

  private static let anySummary =
    "write one with `cradle meter --partial LOG -o PART`, or `cradle traffic --partial`"

  /// How compressed files begin, and what reads them: gzip (RFC 1952), Zstandard (RFC 8878), xz and
  /// bzip2.
  private static let compressed: [(begin: [UInt8], tool: String)] = [
    ([0x1F, 0x8B], "zcat"), ([0x28, 0xB5, 0x2F, 0xFD], "zstdcat"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xzcat"), ([0x42, 0x5A, 0x68], "bzcat"),
  ]

  /// The first words of a text.
  private static func beginning(_ head: [UInt8]) -> String {
    let line = head.drop { $0 <= 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
    let text = String(decoding: line.prefix(200), as: UTF8.self)
    return text.unicodeScalars.count > 60 ? "\(text.prefix(60))…" : text
  }

  /// What a report of Cradle in JSON says that it is.
  private static func schema(_ head: [UInt8]) -> String? {
    let text = String(decoding: head.prefix(2000), as: UTF8.self).drop(while: \.isWhitespace)
    let body = text.dropFirst().drop(while: \.isWhitespace)
    guard text.hasPrefix("{"), body.hasPrefix("\"schema\"") else { return nil }
    let value = body.dropFirst(8).drop { $0 == ":" || $0.isWhitespace }
    guard value.hasPrefix("\"cradle.") else { return nil }
    return String(value.dropFirst().prefix { $0 != "\"" }.prefix(60))
  }

  static func samePart(_ first: String, _ second: String) -> Diagnostic {
    func quoted(_ name: String) -> String { name == "-" ? "standard input" : "`\(name)`" }
    return Diagnostic(
      .warning, .doubtfulLog,
      first == second
        ? "the same slice stands twice in \(quoted(first))"
        : "the same slice stands in \(quoted(first)) and in \(quoted(second))",
      hint: "its requests count twice; leave one of them out")
  }

  /// A slice of jobs that is given twice.
  static func sameSlice(_ first: String, _ second: String) -> Failure {
    let message =
      first == second
      ? "`\(first)` is given twice" : "`\(first)` and `\(second)` are the same to the last byte"
    return Failure(
      1, Diagnostic(.doubtfulLog, message, hint: "each job counts once: leave one of them out"))
  }

  /// A job that is in two slices, whose names are given where they are known.
  static func sameJob(_ job: String, in names: [String]) -> Failure {
    let files = names.map { $0 == "-" ? "`standard input`" : "`\($0)`" }
    let message =
      if files.count == 1 {
        "the job \(job) in \(files[0]) is in another slice, too"
      } else if files[0] == files[1] {
        "the job \(job) is in two of the slices in \(files[0])"
      } else {
        "the job \(job) is both in \(files[0]) and in \(files[1])"
      }
    return Failure(1, Diagnostic(.doubtfulLog, message, hint: readTogether))
  }

  private static let readTogether =
    "a run that stands in two logs counts once only where they are read together: give both logs to "
    + "one `cradle meter`, or slice one log that holds all; `cradle explain doubtful-log` tells how "
    + "`sacct` writes logs that share no job"

  static func notOfRequests(_ option: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`--\(option)` is for summaries of power, and these are of requests",
        hint: "leave it out"))
  }
}
