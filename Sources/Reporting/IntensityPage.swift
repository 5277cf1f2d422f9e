public import Accounting
public import Documents
import Factors
import Quantities
import Studies

/// The Software Carbon Intensity of a study, as a page and as data.
public struct IntensityPage: Sendable {
  private let report: Report
  private let score: SoftwareCarbonIntensity

  /// The page of a score.
  public init(_ report: Report, _ score: SoftwareCarbonIntensity) {
    self.report = report
    self.score = score
  }

  /// The page: the score, its terms, and what is in it.
  public var document: Document {
    Document(
      title: [.text("\(report.ledger.study.name): Software Carbon Intensity")],
      blocks: [
        .paragraph(headline), .table(table), .list(remarks), .heading(1, ["Sources"]),
        .terms([
          Term([.cite("sci2024")], [.text(Bibliography.embedded.entry("sci2024")?.line ?? "")])
        ]),
        .paragraph([.tone(.quiet, report.provenance.line)]),
      ])
  }

  private var headline: [Inline] {
    guard let kilograms = score.kilograms else {
      return [.text("No score: \(listed(score.missing.map(\.rawValue))) not covered.")]
    }
    var line: [Inline] = score.isComplete ? [] : ["≥ "]
    line += [mass(kilograms), .text(" per \(score.unit.symbol.unitWord)")]
    line.append(
      .text(
        score.leftOut.isEmpty
          ? trains ? ", training included" : "" : ", training and what else does not serve left out"
      ))
    if !score.isComplete { line.append(.text(" (\(missingWords))")) }
    return line + ["."]
  }

  /// Whether an activity of the score is not of the stage `inference`.
  private var trains: Bool { score.included.contains { $0.stage != "inference" } }

  private var missingWords: String {
    "\(listed(score.missing.map(\.rawValue))) not, or not wholly, covered"
  }

  private var table: Table {
    func row(_ term: String, _ figure: Inline?, _ words: String) -> Table.Row {
      Table.Row([
        .text([.text(term)]), figure.map { .text([$0]) } ?? .none, .text([.text(words)]),
      ])
    }
    return Table(
      name: "sci", caption: ["SCI = (E × I + M) per R"],
      columns: [.init(["Term"]), .init(["Figure"], .trailing), .init(["What it is"])],
      rows: [
        row("E", score.kilowattHours.map(energy), "energy of all hardware reserved, on the site"),
        row(
          "I", score.intensity.map { .quantity(rounded($0), unit: "gCO2e/kWh") },
          "location-based intensity, the mean over E"),
        row("E × I", score.operational.map(mass), "operational emissions"),
        row(
          "M", score.embodied.map(mass), "embodied emissions by time reserved, without utilization"),
        row(
          "R", .quantity(plain(score.count, digits: 6), unit: score.unit.plural),
          "the functional unit, delivered"),
      ])
  }

  private var remarks: [[Inline]] {
    func names(_ activities: [Activity]) -> [Inline] {
      var line: [Inline] = []
      for (index, activity) in activities.enumerated() {
        line += (index > 0 ? [", "] : []) + [.code(activity.id)]
      }
      return line
    }
    var items: [[Inline]] = [["In it: "] + names(score.included) + ["."]]
    if !score.leftOut.isEmpty {
      items.append(
        ["Left out: "] + names(score.leftOut)
          + ["; ", .code("--training"), " takes all of the study in."])
    }
    if score.statesEmbodied {
      items.append(["A part of M is emissions as the study states them."])
    }
    items.append(["Market-based intensities and offsets are not in it."])
    return items
  }

  /// The score as data, `cradle.sci/1`.
  public var datum: Datum {
    func number(_ value: Double?) -> Datum { value.map(Datum.number) ?? .null }
    func names(_ activities: [Activity]) -> Datum { .list(activities.map { .text($0.id) }) }
    return .record([
      ("schema", .text("cradle.sci/1")),
      (
        "study",
        .record([
          ("name", .text(report.ledger.study.name)),
          ("digest", .text("sha256:\(report.provenance.digest)")),
        ])
      ),
      (
        "sci",
        .record([
          ("kgCO2e", number(score.kilograms)), ("per", .text(score.unit.symbol)),
          ("complete", .bool(score.isComplete)),
          ("missing", .list(score.missing.map { .text($0.rawValue) })),
        ])
      ),
      ("E", .record([("kWh", number(score.kilowattHours))])),
      ("I", .record([("gCO2ePerkWh", number(score.intensity)), ("basis", .text("location"))])),
      ("O", .record([("kgCO2e", number(score.operational))])),
      ("M", .record([("kgCO2e", number(score.embodied))])),
      (
        "R", .record([("unit", .text(score.unit.symbol)), ("count", .number(score.count))])
      ),
      ("included", names(score.included)), ("leftOut", names(score.leftOut)),
      ("provenance", report.provenanceDatum),
    ])
  }
}
