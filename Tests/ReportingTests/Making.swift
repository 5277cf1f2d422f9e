import Accounting
import Inventories
import Reporting
import TestSupport
import Testing

/// The report of a study text that has no mistake.
func report(_ text: String, boundary: Boundary = .full) -> Report {
  var read = StudyText(text, name: "study.yaml")
  let ledger = read.study.resolved(diagnostics: &read.diagnostics)
    .accounted(diagnostics: &read.diagnostics)
  #expect(read.diagnostics == [])
  let expectations = ledger.expectations(diagnostics: &read.diagnostics)
  return Report(
    ledger, boundary: boundary, expectations: expectations,
    provenance: Provenance(tool: "test", catalogue: "none", digest: sha256(Array(text.utf8))),
    sources: read.sources)
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
