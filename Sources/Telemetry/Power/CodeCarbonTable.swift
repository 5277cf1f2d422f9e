/// The columns of a CodeCarbon `emissions.csv` that tell energy, in any of its generations, or of the
/// tasks of one run, `emissions_EXPERIMENT_RUN.csv`.
///
/// (mlco2/codecarbon, `output_methods/emissions_data.py`, `EmissionsData` and `TaskEmissionsData`.)
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
  /// The task of whose start and end the row tells: its energy is that of the task alone.
  let task: Int?
  let trackingMode: Int?
  /// The columns that tell one machine from another.
  let machine: [Int]

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
    task = index("task_name")
    trackingMode = index("tracking_mode")
    machine = ["cpu_model", "cpu_count", "gpu_model", "ram_total_size", "os"].compactMap(index)
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

  /// The machine of which a row counts all; nothing where it is of one process, or does not say.
  func machine(_ cells: Cells, _ bytes: Span<UInt8>) -> String? {
    guard let trackingMode, bytes.text(cells.ranges[trackingMode]) == "machine" else { return nil }
    var words: [String] = []
    for column in machine where !cells.ranges[column].isEmpty {
      words.append(bytes.text(cells.ranges[column]))
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// Whether a row that cannot be read is a header, and not that of the table.
  func isOther(_ cells: Cells, _ bytes: Span<UInt8>) -> Bool {
    guard cells.count <= 1000 else { return false }
    var known = 0
    for text in cells.texts(bytes)
    where ["timestamp", "duration", "emissions", "energy_consumed"].contains(text) { known += 1 }
    return known >= 2
  }
}
