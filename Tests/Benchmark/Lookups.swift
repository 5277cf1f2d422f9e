import Factors

/// Looks every entry of the catalogue up by its identifier, its name and its aliases, and all rows
/// about it: first of all in a process, then on the average, then the slowest.
struct Lookups {
  func run() {
    let clock = ContinuousClock()
    func milliseconds(_ name: String) -> Double {
      var rows = 0
      let elapsed = clock.measure {
        guard let entry = FactorCatalog.embedded.entry(name) else { return }
        rows = FactorCatalog.embedded.rows(of: entry.id).count
      }
      precondition(rows >= 0)
      return Double(elapsed.components.attoseconds) / 1e15
    }
    let first = milliseconds("nvidia-a100-sxm4-80gb")
    var names: [String] = []
    for entry in FactorCatalog.embedded.entries {
      names += [entry.id, entry.name] + entry.aliases
    }
    names.append("no such device")
    let all = names.map { name in median(of: 5) { milliseconds(name) } }
    let mean = all.reduce(0, +) / Double(all.count)
    print("names looked up in the catalogue, with all rows about them")
    print("  the first of the process   \(rounded(first)) ms, at most 1 wanted")
    print("  \(names.count) names, mean           \(rounded(mean)) ms")
    print("  the slowest                \(rounded(all.max() ?? 0)) ms, at most 1 wanted")
  }
}
