/// Names in the order in which they came, each found again by its place among them.
///
/// A study names a handful of things of each kind, and those are found one after the other; from a
/// few dozen on they are hashed.
public struct NameIndex: Sendable {
  /// The names, each once.
  public private(set) var names: [String] = []
  private var places: [String: Int] = [:]

  /// An index of some names; of equal ones the first counts.
  public init(_ names: [String] = []) {
    for name in names { _ = insert(name) }
  }

  /// The place of a name; nothing where it is not known.
  public subscript(name: String) -> Int? {
    guard places.isEmpty else { return places[name] }
    for place in names.indices where names[place] == name { return place }
    return nil
  }

  /// Whether a name is known.
  public func contains(_ name: String) -> Bool { self[name] != nil }

  /// Takes a name in, or finds it: whether it is new, and its place.
  public mutating func insert(_ name: String) -> (isNew: Bool, place: Int) {
    if let place = self[name] { return (false, place) }
    let place = names.count
    names.append(name)
    if !places.isEmpty {
      places[name] = place
    } else if names.count > Self.hashedFrom {
      for (place, name) in names.enumerated() { places[name] = place }
    }
    return (true, place)
  }

  /// How many names are looked at one after the other.
  private static let hashedFrom = 24
}
