public import Diagnostics
public import Quantities

/// A log that a study names, and how it is to be read.
public struct StudyLog: Sendable {
  /// A column, or a key of JSON, and what it holds.
  public struct Column: Sendable {
    /// What it holds: `time`, `input`.
    public var role: String
    /// Its name.
    public var name: String
    /// Where that stands.
    public var span: Span
  }

  /// The file.
  public var file: Reference
  /// The columns, where the study tells them.
  public var columns: [Column] = []
  /// The same in one text, as `--columns` takes it: `time=ts,input=prompt_tokens`.
  public var columnText: Reference?
  /// The unit of its energies, where the study tells it.
  public var unit: Unit?

  /// A log, read by the names of its columns that are known.
  init(_ file: Reference) { self.file = file }
}

/// What reads the logs that a study names: the study knows no files.
public struct StudyLogs {
  /// What a column of a log of requests can hold.
  public var trafficRoles: () -> [String]
  /// Reads a log of requests, or says why not.
  public var traffic: (StudyLog) -> TrafficTotals?
  /// What a column of a log of windows with their requests and energy can hold.
  public var pairedRoles: () -> [String]
  /// Reads such a log, or says why not.
  public var paired: (StudyLog) -> PairedWindows?

  /// A reader of logs.
  public init(
    trafficRoles: @escaping () -> [String] = { [] },
    traffic: @escaping (StudyLog) -> TrafficTotals? = { _ in nil },
    pairedRoles: @escaping () -> [String] = { [] },
    paired: @escaping (StudyLog) -> PairedWindows? = { _ in nil }
  ) {
    self.trafficRoles = trafficRoles
    self.traffic = traffic
    self.pairedRoles = pairedRoles
    self.paired = paired
  }
}

/// What was read of a log that a study names: which bytes, how many rows of them, over what time.
public struct LogRecord: Hashable, Sendable {
  /// Rows that were not used, for one reason.
  public struct Rejection: Hashable, Sendable {
    /// The reason by its name in data: `time-invalid`.
    public var reason: String
    /// The reason as the end of a sentence.
    public var text: String
    /// How many rows.
    public var count: Int

    /// Rows that were not used.
    public init(reason: String, text: String, count: Int) {
      self.reason = reason
      self.text = text
      self.count = count
    }
  }

  /// The file, as the study names it.
  public var file: String
  /// The SHA-256 digest of the bytes that were read, in hexadecimal.
  public var digest: String
  /// How it is written: `CSV`, `JSON lines`.
  public var format: String
  /// The rows that were used.
  public var used: Int
  /// The rows that were not, by reason.
  public var rejections: [Rejection]
  /// The first moment in it, by ISO 8601.
  public var first: String?
  /// The last moment in it.
  public var last: String?
  /// From the one to the other, in seconds.
  public var seconds: Double

  /// The rows that were read: used and rejected.
  public var read: Int { rejections.reduce(used) { $0 + $1.count } }

  /// A record of a log.
  public init(
    file: String, digest: String, format: String, used: Int, rejections: [Rejection],
    first: String?, last: String?, seconds: Double
  ) {
    self.file = file
    self.digest = digest
    self.format = format
    self.used = used
    self.rejections = rejections
    self.first = first
    self.last = last
    self.seconds = seconds
  }
}
