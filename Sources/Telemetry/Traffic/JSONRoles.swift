/// Which keys of a JSON object tell what, found once and known again by the hash of their path.
struct JSONRoles: Sendable {
  /// What a key tells, and how sure that is: the lower the rank, the surer.
  struct Meaning: Hashable, Sendable {
    var role: TrafficRole
    var rank: Int
  }

  private let named: ColumnNames
  /// Known hashes by their lowest bits, and what they mean.
  private var hashes = [UInt64](repeating: 0, count: 1024)
  private var meanings = [Meaning?](repeating: nil, count: 1024)

  init(named: ColumnNames) { self.named = named }

  /// What is known of a hash; nothing where it is not known.
  @inline(__always)
  func known(_ hash: UInt64) -> Meaning?? {
    let place = Int(truncatingIfNeeded: hash & 1023)
    return hashes[place] == hash ? .some(meanings[place]) : .none
  }

  /// Works out what a path of keys means, and keeps it.
  mutating func learn(_ path: [String], _ hash: UInt64) -> Meaning? {
    let meaning = named.entries.isEmpty ? Self.usual(path) : asNamed(path)
    let place = Int(truncatingIfNeeded: hash & 1023)
    hashes[place] = hash
    meanings[place] = meaning
    return meaning
  }

  /// By the names that the user gives: a whole path, `usage.prompt_tokens`, or its last key.
  private func asNamed(_ path: [String]) -> Meaning? {
    // A list on the way has no name: what is in it is one of many.
    guard !path.contains("") else { return nil }
    let whole = path.joined(separator: ".")
    for entry in named.entries {
      guard let role = TrafficRole(rawValue: entry.role) else { continue }
      if entry.column == whole { return Meaning(role: role, rank: 0) }
      if entry.column == path.last { return Meaning(role: role, rank: path.count) }
    }
    return nil
  }

  /// By the names that are usual, at the top or inside of what usually holds them.
  private static func usual(_ path: [String]) -> Meaning? {
    guard let last = path.last, let (role, rank) = TrafficRole.known(last),
      path.dropLast().allSatisfy({ holders.contains($0.lowercased()) })
    else { return nil }
    if role == .requests, path.count > 1 { return nil }
    return Meaning(role: role, rank: path.count * 100 + rank)
  }

  private static let holders = [
    "usage", "response", "body", "details", "attributes", "data", "metrics", "span", "record",
    "request", "result", "http",
  ]
}
