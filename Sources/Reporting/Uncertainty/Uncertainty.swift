import Accounting
import Formulas
import Quantities
import Sampling

/// How sure the figures of a report are: its samples, and what was drawn.
///
/// It is a reference that never changes, so that a report without it pays nothing.
public final class Uncertainty: Sendable {
  let drawing: Drawing
  /// How many samples were drawn.
  public let samples: Int
  let figures: [FigureSamples]
  let variables: [Program.Variable]
  /// The parameters without a spread that the total hangs on most, with the per cent by which it
  /// moves where they move by one.
  let points: [(parameter: Parameter, elasticity: Double)]
  /// What each uncertain parameter does to the total, where that was asked for.
  let drivers: [Driver]

  /// Draws samples of all figures asked for, each parameter once a sample; and asks why that of
  /// number `why` is no surer.
  init(
    _ drawing: Drawing, _ questions: [Question], why: Int? = nil,
    points: [(parameter: Parameter, elasticity: Double)] = []
  ) {
    let program = Program(questions.map(\.term))
    func answered(_ figures: [SampledFigure]) -> [FigureSamples] {
      zip(questions, figures).map { question, samples in
        FigureSamples(
          kind: question.kind, of: question.of, title: question.title, measure: question.measure,
          isAtLeast: question.isAtLeast, samples: samples)
      }
    }
    let (samples, figures) = drawing.draw(program) { Uncertainty.areConverged(answered($0)) }
    self.drawing = drawing
    self.samples = samples
    self.figures = answered(figures)
    variables = program.variables
    drivers =
      why.map { Driver.drivers(of: questions[$0].term, drawing, samples: samples) } ?? []
    self.points = points
  }

  /// The samples of a total of emissions.
  func total(_ boundary: Boundary) -> FigureSamples? {
    for figure in figures
    where figure.kind == .total && figure.of == boundary.rawValue {
      if case .emissions = figure.measure { return figure }
    }
    return nil
  }

  /// The samples of a stage's emissions within the boundary.
  func stage(_ stage: String) -> FigureSamples? {
    figures.first { $0.kind == .stage && $0.of == stage }
  }

  /// The samples of a line's emissions, by its id.
  func line(_ id: String) -> FigureSamples? {
    figures.first { $0.kind == .line && $0.of == id }
  }

  /// Whether the printed totals and factors are good to their printed digits.
  var isConverged: Bool { Self.areConverged(figures) }

  static func areConverged(_ figures: [FigureSamples]) -> Bool {
    for figure in figures
    where figure.kind == .total || figure.kind == .factor || figure.kind == .difference {
      if !figure.isConverged { return false }
    }
    return true
  }
}

extension Report {
  /// The same report with samples drawn of all its figures.
  public func sampled(_ drawing: Drawing) -> Report {
    var report = self
    let questions = self.questions
    let whole = questions.firstIndex { $0.kind == .total && $0.of == boundary.rawValue }
    let uncertainty = Uncertainty(drawing, questions, why: whole, points: points)
    report.provenance.drawn = drawing.words(uncertainty.samples)
    report.uncertainty = uncertainty
    return report
  }

  /// The three parameters without a spread that move the total most, where 1 % of them moves it by
  /// a twentieth of that or more.
  private var points: [(parameter: Parameter, elasticity: Double)] {
    guard let total = ledger.total(boundary).mass?.term else { return [] }
    let value = total.value
    guard value != 0, value.isFinite else { return [] }
    var points: [(parameter: Parameter, elasticity: Double)] = []
    for parameter in total.drawnOrPoint where parameter.estimate == nil {
      let elasticity = total.derivative(by: parameter.identity) * parameter.value / value
      if elasticity.isFinite, abs(elasticity) >= 0.05 { points.append((parameter, elasticity)) }
    }
    let order = points.indices.sorted { left, right in
      let (a, b) = (abs(points[left].elasticity), abs(points[right].elasticity))
      return a == b ? left < right : a > b
    }
    return order.prefix(3).map { points[$0] }
  }
}

extension Formulas.Term {
  /// The parameters whose values count when samples are drawn: what stands within an expression with
  /// a spread of its own does not.
  fileprivate var drawnOrPoint: [Parameter] {
    var seen: Set<String> = []
    var visited: Set<ObjectIdentifier> = []
    var found: [Parameter] = []
    func visit(_ term: Formulas.Term) {
      switch term {
      case .number: break
      case .parameter(let parameter):
        if seen.insert(parameter.identity).inserted { found.append(parameter) }
      case .named(let definition):
        guard definition.estimate == nil, visited.insert(ObjectIdentifier(definition)).inserted
        else { return }
        visit(definition.term)
      case .sum(let left, let right), .difference(let left, let right),
        .product(let left, let right), .quotient(let left, let right):
        visit(left)
        visit(right)
      }
    }
    visit(self)
    return found
  }
}

extension Drawing {
  /// `10000 samples, seed 1`.
  func words(_ samples: Int) -> String { "\(samples) samples, seed \(seed)" }
}
