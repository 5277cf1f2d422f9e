/// What a value can be where it stands, such as 0 to 1 for a share; in base units.
public struct Limits: Hashable, Sendable {
  /// The least that it can be.
  public var low: Double
  /// The most that it can be.
  public var high: Double

  /// Limits on both sides; the sides left out are open.
  public init(low: Double = -.infinity, high: Double = .infinity) {
    self.low = low
    self.high = high
  }

  /// Nothing is known of what it can be.
  public static let open = Limits()

  /// Whether nothing is known of what it can be.
  public var isOpen: Bool { low == -.infinity && high == .infinity }
}
