import Accounting
import Diagnostics
import Dispatch
import Factors
import Inventories
import Studies
import StudySyntax
import Synchronization

/// Ten thousand studies of BLOOM's size, each with figures of its own, from text to totals.
struct ManyStudies {
  func run() {
    let half = median(of: 3) { work(5_000) }
    let whole = median(of: 3) { work(10_000) }
    print("studies in one process, two threads, from text to totals and expectations")
    print("   5,000 studies   \(rounded(half)) s")
    print("  10,000 studies   \(rounded(whole)) s, \(rounded(whole / 2)) of the 2 s they may take")
    print("  twice the studies take \(rounded(whole / half)) times as long")
  }

  /// Seconds for a number of studies, half of them on each of two threads.
  private func work(_ count: Int) -> Double {
    guard let text = Embedded.file("studies/bloom.yaml")?.text() else { return .nan }
    let pieces = text.components(around: "1_082_990")
    let total = Atomic<Int>(0)
    let clock = ContinuousClock()
    let start = clock.now
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      var sum = 0
      for index in 0..<count / 2 {
        let study = pieces.0 + "1_08\(1_000 + (thread * count + index) % 9_000)" + pieces.1
        sum += Int(kilograms(study))
      }
      total.add(sum, ordering: .relaxed)
    }
    let elapsed = clock.now - start
    precondition(total.load(ordering: .relaxed) > 50_000 * count, "the totals are too small")
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }

  private func kilograms(_ text: String) -> Double {
    var sources = Sources()
    var diagnostics: [Diagnostic] = []
    let file = sources.add(SourceText(name: "bloom", bytes: Array(text.utf8)))
    guard let tree = StudyParser.parse(file, in: sources, diagnostics: &diagnostics) else {
      return .nan
    }
    let study = Study.read(tree, in: sources, diagnostics: &diagnostics)
    let ledger = study.resolved(diagnostics: &diagnostics).accounted(diagnostics: &diagnostics)
    _ = ledger.expectations(diagnostics: &diagnostics)
    return Boundary.allCases.compactMap { ledger.total($0).kilograms }.last ?? .nan
  }
}

extension String {
  /// What stands before the first occurrence of a text, and behind it.
  fileprivate func components(around text: String) -> (String, String) {
    var index = startIndex
    while index < endIndex, !self[index...].hasPrefix(text) { index = self.index(after: index) }
    return (String(self[..<index]), String(self[index...].dropFirst(text.count)))
  }
}

/// The median of several measurements.
func median(of count: Int, _ measure: () -> Double) -> Double {
  (0..<count).map { _ in measure() }.sorted()[count / 2]
}

/// A number to two places.
func rounded(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
