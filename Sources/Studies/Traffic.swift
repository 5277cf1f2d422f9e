public import Diagnostics
public import Formulas
public import Quantities

/// What a service was asked for, and what became of it.
///
/// Only what was served is delivered; refused and failed requests are shown beside it.
public struct Traffic: Sendable {
  /// A number of requests or tokens.
  public struct Count: Sendable {
    /// How many.
    public var term: Term
    /// Of what.
    public var unit: CountedUnit
    /// Where it stands.
    public var span: Span

    /// Its value.
    public var value: Double { term.value }
  }

  /// Requests that were answered.
  public var served: Count?
  /// Requests that were turned away for want of room, such as those of status 503.
  public var refused: Count?
  /// Requests that were wrong, or went wrong.
  public var failed: Count?
  /// Tokens that came with the requests served.
  public var input: Count?
  /// Tokens that were generated.
  public var output: Count?
  /// Requests served in each hour, where a log tells.
  public var hours: [Double] = []
  /// When the first of those hours begins, in seconds since 1970.
  public var start: Int64 = 0
  /// The log that tells all this, where one does.
  public var log: LogRecord?
  /// Where all that stands.
  public var span: Span

  /// Traffic of which nothing is said yet.
  init(at span: Span) { self.span = span }
}

/// What a log of requests adds up to, as the reader of logs hands it to a study that names one.
public struct TrafficTotals: Hashable, Sendable {
  /// Requests that were answered; all of them, where the log tells no status.
  public var served = 0.0
  /// Requests that were turned away; nothing where the log tells no status.
  public var refused: Double?
  /// Requests that failed; nothing where the log tells no status.
  public var failed: Double?
  /// Tokens read for the requests served; nothing where the log does not tell.
  public var input: Double?
  /// Tokens generated; nothing where the log does not tell.
  public var output: Double?
  /// From the first request to the last, in seconds.
  public var seconds: Double?
  /// Requests served in each hour of that, those without any included.
  public var hours: [Double] = []
  /// When the first of those hours begins, in seconds since 1970.
  public var start: Int64 = 0
  /// What was read of the log.
  public var log: LogRecord?

  /// A log of nothing.
  public init() {}
}

/// How much energy use takes, where no meter tells: a model of the dynamic energy.
public struct EnergyByUse: Sendable {
  /// Energy by one thing counted.
  public struct Rate: Sendable {
    /// In J.
    public var term: Term
    /// Where it stands.
    public var span: Span
  }

  /// Operations of a model on the equipment held.
  public struct Operations: Sendable {
    /// The parameters at work for each token.
    public var parameters: Stated<Ratio>
    /// The speed that the equipment can reach, in FLOP/s.
    public var peak: Rate
    /// The share of it that is reached.
    public var efficiency: Stated<Ratio>
    /// The equipment that does it, where it is not the only one.
    public var equipment: Reference?
  }

  /// One of the models.
  public enum Model: Sendable {
    /// The same for each request served.
    case request(Rate)
    /// The same for each token that comes in, and for each that is generated.
    case tokens(input: Rate?, output: Rate?)
    /// As long as the operations take.
    case operations(Operations)
    /// By a line through paired figures, which tells the idle power too.
    case fit(EnergyFit)
  }

  /// Which model, and its figures.
  public var model: Model
  /// Where its key stands.
  public var keySpan: Span
}
