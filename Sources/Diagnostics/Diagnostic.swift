/// How grave a message is.
public enum Severity: String, Sendable, Comparable {
  /// Worth knowing; changes nothing.
  case note
  /// Likely a mistake; the run goes on.
  case warning
  /// The run's answer is no.
  case error

  /// Notes come before warnings, warnings before errors.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// One message of a run: what is the matter, where, and what next.
public struct Diagnostic: Hashable, Sendable {
  /// A second place that belongs to the message, such as the first of two equal keys.
  public struct Related: Hashable, Sendable {
    /// What stands there.
    public let message: String
    /// The place.
    public let span: Span

    /// A place and what stands there.
    public init(_ message: String, at span: Span) {
      self.message = message
      self.span = span
    }
  }

  /// How grave it is.
  public var severity: Severity
  /// The name under which `cradle explain` tells more.
  public var code: Code
  /// What is the matter, in one sentence without a full stop; names and texts in backticks.
  public var message: String
  /// The place, unless the message is about the whole run.
  public var span: Span?
  /// What to do next, in one sentence without a full stop.
  public var hint: String?
  /// Other places that belong to the message.
  public var related: [Related]

  /// An error.
  public init(
    _ code: Code, _ message: String, at span: Span? = nil, hint: String? = nil,
    related: [Related] = []
  ) {
    self.init(.error, code, message, at: span, hint: hint, related: related)
  }

  /// A message of some severity.
  public init(
    _ severity: Severity, _ code: Code, _ message: String, at span: Span? = nil,
    hint: String? = nil, related: [Related] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.hint = hint
    self.related = related
  }
}
