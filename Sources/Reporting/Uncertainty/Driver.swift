import Accounting
public import Documents
import Formulas
import Quantities
import Sampling
import Studies

/// What one uncertain parameter does to a total; masses in base units.
struct Driver: Sendable {
  let variable: Program.Variable
  /// The parameter where 2.5 % of its values lie below, and where 2.5 % lie above.
  let range: (low: Double, high: Double)
  /// The total with the parameter at both ends of that range, the others being as stated.
  let ends: (low: Double, high: Double)
  /// By how many per cent the total moves where the parameter moves by one, from the exact
  /// derivative; nothing where the total is zero.
  let elasticity: Double?
  /// Its share of the variance; nothing where it was not asked for, or where there is no variance.
  let share: SobolIndex?

  /// The most parameters whose share of the variance is asked for.
  private static let most = 12
  /// The most samples for it; each costs two, and one more for each parameter.
  private static let samples = 16_384

  /// The parameters of a total by what they do to it, the greatest share of the variance first.
  static func drivers(
    of total: Formulas.Term, _ drawing: Drawing, samples: Int
  ) -> [Driver] {
    let program = Program([total])
    let result = 0
    let inputs = program.figures
    let nominal = program.results(at: inputs)[result]
    let gradient = program.gradient(of: result, at: inputs)
    var found: [(index: Int, driver: Driver)] = []
    for (index, variable) in program.variables.enumerated() {
      let function = QuantileFunction(variable.distribution)
      let range = (
        low: function.value(tail: 0.025, isUpper: false),
        high: function.value(tail: 0.025, isUpper: true)
      )
      func total(_ value: Double) -> Double {
        var changed = inputs
        changed[index] = value
        return program.results(at: changed)[result]
      }
      let ends = (low: total(range.low), high: total(range.high))
      guard ends.low.isFinite, ends.high.isFinite, ends.low != nominal || ends.high != nominal
      else { continue }
      let elasticity = gradient[index] * inputs[index] / nominal
      let driver = Driver(
        variable: variable, range: range, ends: ends,
        elasticity: elasticity.isFinite ? elasticity : nil, share: nil)
      found.append((index, driver))
    }
    found = found.sortedByLargest { abs($0.driver.ends.high - $0.driver.ends.low) }
    let indices = program.sobolIndices(
      of: result, by: found.prefix(most).map(\.index), seed: drawing.seed,
      samples: min(samples, Self.samples), threads: drawing.threads)
    let drivers = found.map { index, driver in
      Driver(
        variable: driver.variable, range: driver.range, ends: driver.ends,
        elasticity: driver.elasticity, share: indices.first { $0.variable == index })
    }
    return drivers.sortedByLargest { $0.share?.total ?? -1 }
  }
}

extension Array {
  /// The elements, those with the largest figure first; equal ones stay in their order.
  func sortedByLargest(_ figure: (Element) -> Double) -> [Element] {
    let figures = map(figure)
    return indices.sorted { left, right in
      figures[left] == figures[right] ? left < right : figures[left] > figures[right]
    }.map { self[$0] }
  }
}

extension Report {
  /// Why the total is no surer: what each uncertain parameter does to it.
  public var driverTable: Table? {
    guard let uncertainty, let total = uncertainty.total(boundary), !uncertainty.drivers.isEmpty
    else { return nil }
    let drivers = uncertainty.drivers
    let scale = Scale.mass(drivers.flatMap { [$0.ends.low / 1000, $0.ends.high / 1000] })
    let hasShares = total.hasMean && drivers.contains { $0.share != nil }
    var columns: [Table.Column] = [
      .init(["Parameter"]), .init(["At low end"], unit: scale.unit, .decimal),
      .init(["At high end"], unit: scale.unit, .decimal), .init(["1 % more"], unit: "%", .decimal),
    ]
    if hasShares {
      columns += [.init(["Alone"], unit: "%", .decimal), .init(["In all"], unit: "%", .decimal)]
    }
    let rows = drivers.map { driver -> Table.Row in
      let parameter = driver.variable.parameter
      var cells: [Table.Cell] = [
        .text([.text(parameter.name ?? parameter.written)]), scale.cell(driver.ends.low / 1000),
        scale.cell(driver.ends.high / 1000),
        driver.elasticity.map { .number(Quantities.rounded($0, digits: 2)) } ?? .none,
      ]
      if hasShares {
        cells.append(driver.share.map { .number(wholePercent($0.first)) } ?? .none)
        cells.append(driver.share.map { .number(wholePercent($0.total)) } ?? .none)
      }
      return Table.Row(cells)
    }
    var notes: [[Inline]] = [
      [
        .text(
          "The total, \(boundary.title), with one parameter at an end of its 95 % range and the "
            + "others as stated; and by how much it moves where the parameter moves by 1 %.")
      ]
    ]
    if hasShares {
      let error = drivers.compactMap(\.share).reduce(0) {
        max($0, $1.errors.first, $1.errors.total)
      }
      notes.append([
        .text(
          "Alone: the share of the variance that would go if the parameter were known (first-order "
            + "Sobol index); in all: that which would stay if all others were (total index); standard "
            + "errors up to \(Quantities.rounded(error * 100, digits: 1)) %.")
      ])
    }
    return Table(
      name: "drivers", caption: [.text("\(ledger.study.name): what makes the total uncertain")],
      columns: columns, rows: rows, notes: notes)
  }

  /// The ends of the range of each uncertain parameter, as a chart of the total.
  ///
  /// Throws where nothing was drawn, or nothing is uncertain.
  public func tornadoChart() throws(ChartProblem) -> Chart {
    guard let uncertainty, let total = uncertainty.total(boundary), !uncertainty.drivers.isEmpty
    else { throw .nothing("uncertain parameters") }
    let drivers = uncertainty.drivers.sortedByLargest { abs($0.ends.high - $0.ends.low) }
      .prefix(12)
    let scale = Scale.mass(drivers.flatMap { [$0.ends.low / 1000, $0.ends.high / 1000] })
    let size = scale.size * 1000
    var rows: [TornadoPlot.Row] = []
    for driver in drivers {
      let unit = driver.variable.parameter.unit
      func end(_ total: Double, _ value: Double) -> TornadoPlot.End {
        let number = Quantities.rounded(unit.fromBase(value))
        return TornadoPlot.End(
          total / size, unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)")
      }
      let parameter = driver.variable.parameter
      rows.append(
        TornadoPlot.Row(
          parameter.name ?? parameter.written, low: end(driver.ends.low, driver.range.low),
          high: end(driver.ends.high, driver.range.high)))
    }
    let plot = try TornadoPlot(
      axis: Chart.Axis("Emissions", unit: scale.unit), centre: total.samples.nominal / size,
      rows: rows)
    let words = drivers.map { driver in
      "\(driver.variable.parameter.name ?? driver.variable.parameter.written) "
        + "\(scale.text(driver.ends.low / 1000)) to \(scale.text(driver.ends.high / 1000))"
    }
    return Chart(
      name: "tornado", title: "\(ledger.study.name): what moves the total, \(boundary.title)",
      caption: "Each parameter at the ends of its 95 % range, the others as stated.",
      summary: sentence(
        "\(Quantities.rounded(total.samples.nominal / size)) \(scale.unit) as stated; "
          + words.joined(separator: "; ")),
      plot: .tornado(plot))
  }
}

/// A share in whole percent, not below zero by chance of the samples.
private func wholePercent(_ share: Double) -> String {
  guard share.isFinite, let percent = Decimal(max(0, share) * 100) else { return "–" }
  return percent.rounded(toPlaces: 0).text()
}
