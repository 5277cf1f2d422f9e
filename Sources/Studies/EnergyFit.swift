public import Formulas
public import Quantities

/// Idle power and energy of a request, by a line through windows with their requests and energy.
public struct EnergyFit: Sendable {
  /// The line, in J by requests in a window.
  public var line: LineFit
  /// The energy of a request, in J.
  public var request: EnergyByUse.Rate
  /// The power drawn without a request.
  public var idle: Stated<Power>
  /// How long a window is, in seconds.
  public var window: Double
  /// The fewest and the most requests in a window.
  public var requests: ClosedRange<Double>
  /// What was read of the log.
  public var log: LogRecord
}

/// A log of windows with their requests and energy, as the reader of logs hands it to a study.
public struct PairedWindows: Sendable {
  /// A window: its requests, and its energy in J.
  public var pairs: [(x: Double, y: Double)]
  /// How long a window is, in seconds; nothing where its steps are not alike.
  public var window: Double?
  /// What was read of the log.
  public var log: LogRecord

  /// Windows of a log.
  public init(pairs: [(x: Double, y: Double)], window: Double?, log: LogRecord) {
    self.pairs = pairs
    self.window = window
    self.log = log
  }
}
