import Accounting
public import Documents
import Quantities
import Studies

/// What services come to, by what they delivered and by their time.
extension Report {
  /// Whether the study has an activity of the stage `inference`.
  public var mayServe: Bool {
    for activity in ledger.study.activities where activity.stage == "inference" { return true }
    return false
  }

  /// The part of the page on services: their table, the traffic of each over time where a log tells
  /// it, what if it were otherwise, and making beside serving.
  var serviceBlocks: [Block] {
    let services = ledger.services
    var blocks: [Block] = []
    if let table = serviceTable { blocks.append(.table(table)) }
    for service in services {
      // A figure that cannot be drawn stands in the tables.
      if let chart = try? chart(of: service) { blocks.append(.chart(chart)) }
    }
    for service in services {
      if let table = whatIfTable(service) { blocks.append(.table(table)) }
    }
    if let table = lifeTable { blocks.append(.table(table)) }
    return blocks
  }

  /// Figures of each service by request, token, hour and day, by process.
  public var serviceTable: Table? {
    let services = ledger.services.filter { !$0.units.isEmpty }
    guard !services.isEmpty else { return nil }
    let processes = ProcessSet(services.flatMap(\.processes)).sorted()
    var rows: [Table.Row] = []
    var notes: [[Inline]] = []
    for service in services {
      if services.count > 1 {
        let blanks = [Table.Cell](repeating: .blank, count: processes.count + 2)
        rows.append(Table.Row([.text([.text(service.activity.name)])] + blanks))
      }
      for unit in service.units {
        rows.append(
          row(service, unit, processes, role: services.count > 1 ? .detail : .body))
      }
      let name: [Inline] = services.count > 1 ? [.text("\(service.activity.name): ")] : []
      notes.append(name + facts(service))
      if !service.total.isComplete {
        notes.append(
          name + [.text("≥ marks a lower bound: \(service.total.missingWords).")])
      }
    }
    return Table(
      name: "services",
      caption: [
        .text(
          services.count == 1
            ? "The service: \(services[0].activity.name), emissions in the unit of the last column"
            : "The services, emissions in the unit of the last column")
      ],
      columns: [.init(["Per"]), .init(["Energy"], .trailing)]
        + processes.map { .init([.text($0.head)], .decimal) } + [.init(["All"], .trailing)],
      rows: rows, notes: notes)
  }

  private func row(
    _ service: Service, _ unit: Service.Unit, _ processes: [Process], role: Table.Row.Role
  ) -> Table.Row {
    func by(_ value: Double?) -> Double? { value.map { $0 / unit.count } }
    let total = service.total
    let masses = Scale.mass([by(total.kilograms)])
    let energies = Scale.energy([by(total.kilowattHours)])
    func cell(_ value: Double?, _ scale: Scale, atLeast: Bool) -> Table.Cell {
      value.map { .text((atLeast ? ["≥ "] : []) + [scale.inline($0)]) } ?? .none
    }
    return Table.Row(
      [
        .text(unit.title),
        cell(by(total.kilowattHours), energies, atLeast: !total.isEnergyComplete),
      ] + processes.map { masses.cell(by(service.total($0).kilograms)) } + [
        cell(by(total.kilograms), masses, atLeast: !total.isComplete)
      ], role: role)
  }

  /// What was delivered, refused and failed, and how much of the energy is idle.
  private func facts(_ service: Service) -> [Inline] {
    var words: [Inline] = []
    func say(_ start: String, _ count: Double, _ unit: String, _ end: String = "") {
      words += [.text(words.isEmpty ? start : " \(start)"), .quantity(plain(count), unit: unit)]
      if !end.isEmpty { words.append(.text(end)) }
    }
    let delivered = service.delivered
    for unit in service.countedUnits {
      if let count = delivered(unit) { say("Delivered: ", count, unit.name(count), ".") }
    }
    if let traffic = service.activity.traffic {
      words += [.text(words.isEmpty ? "" : " ")] + self.traffic(service, traffic)
    }
    words += byTheHour(service, words.isEmpty ? "" : " ")
    if let share = service.idleShare {
      words += [
        .text("\(words.isEmpty ? "" : " ")Idle: "), .quantity(percentage(share), unit: "%"),
        .text(" of the energy of the equipment."),
      ]
    }
    return words
  }

  /// What a request comes to in quiet hours and in busy ones.
  private func byTheHour(_ service: Service, _ space: String) -> [Inline] {
    let found = service.hourly
    guard !found.isEmpty, let unit = service.activity.traffic?.served?.unit else { return [] }
    var words: [Inline] = [.text("\(space)Of the hours, ")]
    for (index, hour) in found.enumerated() {
      words += [
        .text(index > 0 ? ", " : ""), .quantity(plain(hour.share * 100), unit: "%"),
        .text(" serve at most "), .quantity(plain(hour.count), unit: unit.name(hour.count)),
      ]
      if let kilograms = hour.kilograms {
        words += [.text(" at "), mass(kilograms), .text(" each")]
      }
    }
    return words + ["."]
  }

  private func traffic(_ service: Service, _ traffic: Traffic) -> [Inline] {
    var parts: [[Inline]] = []
    func add(_ word: String, _ path: KeyPath<Traffic, Traffic.Count?>) {
      guard let count = service.count(path), let unit = traffic[keyPath: path]?.unit else { return }
      parts.append([.text("\(word) "), .quantity(plain(count), unit: unit.name(count))])
    }
    add("served", \.served)
    add("refused", \.refused)
    add("failed", \.failed)
    add("read", \.input)
    add("generated", \.output)
    var words: [Inline] = [.text("Traffic: ")]
    for (index, part) in parts.enumerated() { words += (index > 0 ? [", "] : []) + part }
    if let served = traffic.served, traffic.refused != nil || traffic.failed != nil {
      let all = service.delivered(served.unit) ?? 0
      let own = service.count(\.served) ?? 0
      words.append(
        .text(
          all > own * (1 + 1e-9)
            ? "; delivered holds more than those served, as the study says."
            : "; only those served are delivered."))
    } else {
      words.append(".")
    }
    return words
  }

  /// How figures of a service change with load and replicas; nothing where that cannot be told.
  func whatIfTable(_ service: Service) -> Table? {
    let cases = service.whatIfs
    guard let unit = service.units.first, !cases.isEmpty else { return nil }
    let masses = Scale.mass(cases.map(\.kilograms))
    let energies = Scale.energy(cases.map(\.kilowattHours))
    let each = Scale.mass(cases.map { by($0.kilograms, $0.count) })
    let atLeast = !service.total.isComplete
    let rows = cases.map { found -> Table.Row in
      Table.Row([
        .text([
          .text("\(plain(found.load)) × load, "),
          .quantity(plain(found.replicas), unit: found.replicas == 1 ? "replica" : "replicas"),
          .text(found.batch == 1 ? "" : ", \(plain(found.batch)) × batch"),
        ]),
        energies.cell(found.kilowattHours, atLeast: !service.total.isEnergyComplete),
        masses.cell(found.kilograms, atLeast: atLeast),
        each.cell(by(found.kilograms, found.count), atLeast: atLeast),
        found.idleShare.map { .number(percentage($0)) } ?? .none,
      ])
    }
    var notes: [[Inline]] = [
      [
        "Idle energy and embodied emissions follow what is held, dynamic energy follows use, infrastructure both."
      ]
    ]
    if cases.contains(where: { $0.batch != 1 }) {
      notes.append([
        "Batch: generating a token takes one over the batch, as long as reading the weights takes longer than computing; that is the most a larger batch saves. Reading prompts takes what it took."
      ])
    }
    if cases.contains(where: \.isBeyondHeld) {
      notes.append(["–: the equipment held could not do that much work."])
    }
    return Table(
      name: "what-if", caption: [.text("What if: \(service.activity.name)")],
      columns: [
        .init(["Case"]), .init(["Energy"], unit: energies.unit, .decimal),
        .init(["Emissions"], unit: masses.unit, .decimal),
        .init([.text(unit.name.withArticle)], unit: each.unit, .decimal),
        .init(["Idle"], unit: "%", .decimal),
      ], rows: rows, notes: notes)
  }

  private func by(_ value: Double?, _ count: Double) -> Double? { value.map { $0 / count } }
}

extension Service {
  /// The things it delivered, each once.
  var countedUnits: [CountedUnit] {
    var units: [CountedUnit] = []
    for delivery in activity.deliveries {
      if let unit = delivery.unit.unit.dimension.countedUnit, !units.contains(unit) {
        units.append(unit)
      }
    }
    return units
  }
}

extension CountedUnit {
  /// What so many of it are called.
  fileprivate func name(_ count: Double) -> String { count == 1 ? symbol : plural }
}

extension Service.Unit {
  /// `a request`, `1,000 requests`.
  var title: [Inline] {
    multiple == 1 ? [.text(name.withArticle)] : [.quantity(plain(multiple), unit: plural)]
  }
}

extension String {
  /// `a request`, `an hour`.
  var withArticle: String {
    let isVowel = utf8.first.map { "aeio".utf8.contains($0) } ?? false
    return (isVowel || hasPrefix("hour") ? "an " : "a ") + self
  }
}

extension Process {
  /// Its name at the head of a column.
  fileprivate var head: String {
    if self == .infrastructure { return "Infrastr." }
    let name = rawValue
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}
