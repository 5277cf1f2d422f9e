import Accounting
import Diagnostics
import Formulas
import Inventories
import Sampling
import Studies
import StudySyntax

/// Samples of the two totals of a study in one process, as a hand-written column program would draw
/// them: from the ledger's formulas to percentiles.
struct Samples {
  /// How many.
  let count: Int

  /// Reads a study from standard input and prints, on one line, the seconds that sampling took, and
  /// the medians of the dynamic-only and of the full total in kgCO2e.
  func run() {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    guard let terms = totals(of: text) else { return print("the study cannot be read") }
    let clock = ContinuousClock()
    let start = clock.now
    var sampler = Sampler(Program(terms), seed: 1, threads: 2)
    sampler.draw(upTo: count)
    let quantiles = sampler.figures.map { figure in
      [0.025, 0.05, 0.5, 0.95, 0.975].map(figure.quantile)
    }
    let elapsed = clock.now - start
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    print(seconds, quantiles[0][2] / 1000, quantiles[1][2] / 1000)
  }

  private func totals(of text: String) -> [Term]? {
    var sources = Sources()
    var diagnostics: [Diagnostic] = []
    let file = sources.add(SourceText(name: "study", bytes: Array(text.utf8)))
    guard let tree = StudyParser.parse(file, in: sources, diagnostics: &diagnostics) else {
      return nil
    }
    let study = Study.read(tree, in: sources, diagnostics: &diagnostics)
    let ledger = study.resolved(diagnostics: &diagnostics).accounted(diagnostics: &diagnostics)
    guard diagnostics.isEmpty, let dynamic = ledger.total(.dynamic).mass,
      let full = ledger.total(.full).mass
    else { return nil }
    return [dynamic.term, full.term]
  }
}
