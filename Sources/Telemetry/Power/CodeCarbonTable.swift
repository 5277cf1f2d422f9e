/// The columns of a CodeCarbon `emissions.csv` that tell energy, in any of its generations.
public struct CodeCarbonTable: Hashable, Sendable {
  /// The names of the columns.
  public let header: [String]
  let time: Int
  let duration: Int
  let energy: Int
  let run: Int?
  let project: Int?
  let version: Int?
  let pue: Int?

  /// The table of a header; nothing for another one.
  init?(header: [String]) {
    func index(_ name: String) -> Int? { header.firstIndex(of: name) }
    guard let time = index("timestamp"), let duration = index("duration"),
      let energy = index("energy_consumed"), index("emissions") != nil
    else { return nil }
    self.header = header
    self.time = time
    self.duration = duration
    self.energy = energy
    run = index("run_id")
    project = index("project_name")
    version = index("codecarbon_version")
    pue = index("pue")
  }

  /// Whether a version writes energies that hold the PUE already: 2.2.3 and later
  /// (mlco2/codecarbon, pull requests 398 and 416).
  static func holdsPUE(_ version: String) -> Bool {
    var numbers: [Int] = []
    for part in version.split(separator: ".").prefix(3) {
      numbers.append(Int(part.prefix { $0.isASCII && $0.isNumber }.prefix(6)) ?? 0)
    }
    while numbers.count < 3 { numbers.append(0) }
    return (numbers[0], numbers[1], numbers[2]) >= (2, 2, 3)
  }
}
