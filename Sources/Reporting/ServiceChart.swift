import Accounting
public import Documents
import Quantities
import Studies

/// What a service was asked for over time, and what it emitted.
extension Report {
  /// Requests and emissions by hour of the one service whose traffic comes from a log.
  ///
  /// Throws where there is none, or several, or a figure cannot be drawn.
  public func trafficChart() throws(ChartProblem) -> Chart {
    var found: [Service] = []
    for service in ledger.services where !hours(service).isEmpty { found.append(service) }
    guard found.count < 2 else { throw .nothing("single service with a log of requests") }
    guard let service = found.first else { throw .nothing("service with a log of requests") }
    return try chart(of: service)
  }

  /// Requests by hour, and emissions where they can be divided among the hours.
  ///
  /// Throws where no log tells the hours, or a figure cannot be drawn.
  func chart(of service: Service) throws(ChartProblem) -> Chart {
    let hours = hours(service)
    guard let traffic = service.activity.traffic, let served = traffic.served, !hours.isEmpty else {
      throw .nothing("log of requests")
    }
    var series = [
      SeriesPlot.Series(.init("Served", unit: "\(served.unit.plural)/h"), hours)
    ]
    let kilograms = service.hourlyKilograms
    let most = kilograms.max()
    let scale = Scale.mass([most])
    if !kilograms.isEmpty {
      series.append(
        SeriesPlot.Series(
          .init("Emissions", unit: "\(scale.unit)/h"), kilograms.map { $0 / scale.size }))
    }
    let plot = try SeriesPlot(
      time: .clock(start: traffic.start, window: 3600, count: hours.count), series: series)
    var quietest = Double.infinity
    var busiest = 0.0
    for case .some(let count) in hours {
      quietest = min(quietest, count)
      busiest = max(busiest, count)
    }
    let all = hours.count == 1 ? "1 hour" : "\(hours.count) hours"
    var summary =
      "\(service.activity.name) over \(all): from \(plain(quietest)) to \(plain(busiest)) \(served.unit.plural) an hour"
    if let least = kilograms.min(), let most {
      summary += ", and from \(scale.text(least)) to \(scale.text(most)) \(scale.unit)"
    }
    return Chart(
      name: "traffic",
      title: "\(service.activity.name): \(served.unit.plural) and emissions by hour",
      caption: kilograms.isEmpty
        ? "Dynamic and idle energy are not apart, so that emissions cannot be divided among the hours."
        : "Idle energy and embodied emissions are the same in every hour; dynamic energy goes by \(served.unit.plural)."
          + (service.total.isComplete
            ? "" : " A lower bound: \(service.total.missingWords)."),
      summary: sentence(summary), plot: .series(plot))
  }

  /// What was served in each hour, as a series.
  private func hours(_ service: Service) -> [Double?] {
    var hours: [Double?] = []
    for count in service.activity.traffic?.hours ?? [] { hours.append(count) }
    return hours
  }
}
