import Accounting
import Diagnostics
import Inventories
import Reporting
import Studies
import StudySyntax
import Testing

/// The report of a study text that has no mistake.
func report(_ text: String, boundary: Boundary = .full) -> Report {
  var sources = Sources()
  var diagnostics: [Diagnostic] = []
  let file = sources.add(SourceText(name: "study.yaml", bytes: Array(text.utf8)))
  guard let tree = StudyParser.parse(file, in: sources, diagnostics: &diagnostics) else {
    fatalError("the text of a test does not parse: \(diagnostics)")
  }
  let study = Study.read(tree, in: sources, diagnostics: &diagnostics)
  let ledger = study.resolved(diagnostics: &diagnostics).accounted(diagnostics: &diagnostics)
  #expect(diagnostics == [])
  let expectations = ledger.expectations(diagnostics: &diagnostics)
  return Report(
    ledger, boundary: boundary, expectations: expectations,
    provenance: Provenance(tool: "test", catalogue: "none", digest: sha256(Array(text.utf8))),
    sources: sources)
}

/// Ten hours of one device at 1 kW: 10 kWh, 1 kg, and 1 kg for its making.
let small = """
  study: Small
  sites: {here: {grid: 100 gCO2e/kWh, pue: 1.5}}
  equipment:
    box: {power: 1 kW, idle: 0 W, embodied: 100 kgCO2e, lifetime: 1000 h, utilization: 100 %}
  activities:
    - training: Run
      site: here
      equipment: {box: 10 h}
  """
