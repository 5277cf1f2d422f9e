import Accounting
public import Documents
import Sampling
import Studies

extension Report {
  /// The boundaries beside each other, each a bar of its processes: dynamic-only beside full.
  ///
  /// Throws where a figure cannot be drawn, such as one below zero.
  public func processChart() throws(ChartProblem) -> Chart {
    var bars: [Counted] = []
    for boundary in Boundary.allCases {
      bars.append(
        Counted(
          name: boundary.title, total: ledger.total(boundary),
          samples: uncertainty?.total(boundary)))
    }
    return try chart("processes", "emissions by boundary and process", bars)
  }

  /// The stages beside each other within the boundary, each a bar of its processes.
  ///
  /// Throws where there is only one stage, or a figure cannot be drawn.
  public func stageChart() throws(ChartProblem) -> Chart {
    let stages = ledger.study.activities.map(\.stage).uniqued
    if stages.count < 2 { throw .nothing("second stage") }
    var bars: [Counted] = []
    for stage in stages {
      bars.append(
        Counted(
          name: stage, total: ledger.total(stage: stage, boundary),
          samples: uncertainty?.stage(stage)))
    }
    return try chart("stages", "emissions by stage and process, \(boundary.title)", bars)
  }

  /// A total with its name, and its samples where they were drawn.
  private struct Counted {
    let name: String
    let total: Total
    let samples: FigureSamples?

    /// What holds 95 % of the samples, in kgCO2e; nothing where it cannot be drawn.
    var range: ClosedRange<Double>? {
      guard let samples = samples?.samples, !samples.isConstant, samples.count > 0 else {
        return nil
      }
      let (low, high) = samples.interval(0.95)
      guard low >= 0, high.isFinite, low <= high else { return nil }
      return low / 1000...high / 1000
    }

    /// The emissions of a process in kgCO2e; nothing where no line tells any.
    func kilograms(_ process: Process) -> Double? {
      Total(lines: total.lines.filter { $0.process == process }, missing: []).kilograms
    }
  }

  private func chart(
    _ name: String, _ what: String, _ counted: [Counted]
  ) throws(ChartProblem) -> Chart {
    let scale = Scale.mass(counted.map(\.total.kilograms))
    func range(_ one: Counted) -> ClosedRange<Double>? {
      one.range.map { $0.lowerBound / scale.size...$0.upperBound / scale.size }
    }
    let processes = Process.allCases.filter { process in
      counted.contains { $0.kilograms(process) != nil }
    }
    if processes.isEmpty { throw .nothing("emissions") }
    let bars = counted.map { one in
      BarPlot.Bar(
        one.name, processes.map { one.kilograms($0).map { $0 / scale.size } }, range: range(one),
        isAtLeast: !one.total.isComplete)
    }
    let plot = try BarPlot(
      axis: Chart.Axis("Emissions", unit: scale.unit), parts: processes.map(partName), bars: bars)
    return Chart(
      name: name, title: "\(ledger.study.name): \(what)", caption: caption(counted),
      summary: counted.map { summary($0, processes, scale) }.joined(separator: " "),
      plot: .bars(plot))
  }

  /// The name of a process; that of an undivided one says what it covers.
  private func partName(_ process: Process) -> String {
    guard process == .undivided else { return process.rawValue }
    var covers: ProcessSet = []
    for line in ledger.lines where line.process == .undivided { covers.formUnion(line.covers) }
    return "\(listed(covers.sorted().map(\.rawValue))), undivided"
  }

  /// What `≥` stands for, and what is not covered.
  private func caption(_ counted: [Counted]) -> String {
    var sentences: [String] = []
    if let uncertainty, counted.contains(where: { $0.range != nil }) {
      sentences.append("A whisker holds 95 % of \(uncertainty.samples) samples.")
    }
    if let widest = counted.last(where: { !$0.total.isComplete }) {
      sentences.append("≥ marks a lower bound: \(widest.total.missingWords).")
    }
    let gaps = ProcessSet(ledger.gaps.map(\.process)).sorted().map(\.rawValue)
    if !gaps.isEmpty { sentences.append("Not covered, or not wholly: \(listed(gaps)).") }
    return sentences.joined(separator: " ")
  }

  /// `Full life cycle: 50.5 tCO2e, of which dynamic 24.7, idle 10.3, infrastructure 4.34 and
  /// embodied 11.2.`
  private func summary(_ one: Counted, _ processes: [Process], _ scale: Scale) -> String {
    guard let kilograms = one.total.kilograms else { return sentence("\(one.name): no figure") }
    let bound = one.total.isComplete ? "" : "≥ "
    var parts: [String] = []
    for process in processes {
      if let part = one.kilograms(process) {
        parts.append("\(partName(process)) \(scale.text(part))")
      }
    }
    var sum = "\(one.name): \(bound)\(scale.text(kilograms)) \(scale.unit)"
    if let range = one.range {
      sum +=
        " (95 % of the samples between \(scale.text(range.lowerBound)) and "
        + "\(scale.text(range.upperBound)))"
    }
    return sentence(parts.count > 1 ? "\(sum), of which \(listed(parts))" : sum)
  }
}
