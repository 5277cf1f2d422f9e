import Formulas
import Quantities
import Testing

@testable import Accounting

@Suite("Laws of the ledger")
struct LawTests {
  /// Many random studies, with their ledgers.
  private static func forEachStudy(
    complete: Bool = false, count: UInt64 = 120, _ body: (RandomStudy, Book) throws -> Void
  ) rethrows {
    for seed in 0..<count {
      let study = RandomStudy(seed: seed, isComplete: complete)
      let book = Book(study.text)
      #expect(book.errors == [], "seed \(seed)\n\(study.text)")
      try body(study, book)
    }
  }

  private static func agree(_ left: Book, _ right: Book, factor: Double = 1) -> Bool {
    Boundary.allCases.allSatisfy { boundary in
      let one = left.ledger.total(boundary)
      let other = right.ledger.total(boundary)
      return one.missing == other.missing && near(one.kilograms, other.kilograms, factor)
        && near(one.kilowattHours, other.kilowattHours, factor)
    }
  }

  /// Whether the second is the first times a factor, to one part in 10^12.
  private static func near(_ left: Double?, _ right: Double?, _ factor: Double = 1) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left * factor - right) <= 1e-12 * max(1, abs(right))
  }

  @Test("A total is the sum of its lines, and every line has one process and an id of its own")
  func totals() {
    Self.forEachStudy { _, book in
      #expect(Set(book.ledger.lines.map(\.id)).count == book.ledger.lines.count)
      for boundary in Boundary.allCases {
        let inside = book.ledger.lines.filter { $0.covers.isSubset(of: boundary.processes) }
        let total = book.ledger.total(boundary)
        let sum = inside.compactMap { $0.mass?.value.kilograms }.reduce(0, +)
        #expect(Self.near(total.kilograms ?? 0, sum))
        #expect(Self.near(total.mass?.value.kilograms ?? 0, sum), "the formula of a total")
        let energy = inside.compactMap { $0.energy?.value.kilowattHours }.reduce(0, +)
        #expect(Self.near(total.kilowattHours ?? 0, energy))
        #expect(Self.near(total.energy?.value.kilowattHours ?? 0, energy))
      }
      let stages = book.ledger.stages.compactMap { book.ledger.total(stage: $0, .full).kilograms }
      #expect(Self.near(book.ledger.total(.full).kilograms ?? 0, stages.reduce(0, +)))
    }
  }

  @Test("Boundaries lie within each other where all is known")
  func nested() throws {
    try Self.forEachStudy(complete: true) { _, book in
      let totals = Boundary.allCases.map { book.ledger.total($0) }
      for total in totals { #expect(total.isComplete) }
      let masses = try totals.map { try #require($0.kilograms) }
      #expect(masses == masses.sorted())
      #expect(masses[0] > 0 && masses[3] > masses[2])
    }
  }

  @Test(
    "What is missing in a narrow boundary is missing in every wider one, but what is divided there")
  func missing() {
    Self.forEachStudy { _, book in
      let undivided = book.ledger.lines.filter { $0.process == .undivided }
      let boundaries = Boundary.allCases
      for (narrow, wide) in zip(boundaries, boundaries.dropFirst()) {
        for process in book.ledger.total(narrow).missing
        where !book.ledger.total(wide).missing.contains(process) {
          #expect(undivided.contains { $0.covers.contains(process) })
        }
      }
    }
  }

  @Test("Twice the device-time is twice every line of that equipment, and changes no other")
  func doubledTime() {
    Self.forEachStudy(complete: true) { study, book in
      var doubled = study
      let activity = Int(study.grids[0]) % study.activities.count
      let held = study.activities[activity].held.count - 1
      doubled.activities[activity].held[held].hours *= 2
      let item = "e\(study.activities[activity].held[held].equipment)"
      let name = study.activities[activity].name
      let after = Book(doubled.text).ledger.lines
      #expect(after.map(\.id) == book.ledger.lines.map(\.id))
      for (line, changed) in zip(book.ledger.lines, after) where line.process != .infrastructure {
        let factor = line.activity == name && line.item == item ? 2.0 : 1.0
        #expect(
          Self.near(line.mass?.value.kilograms, changed.mass?.value.kilograms, factor), "\(line.id)"
        )
      }
    }
  }

  @Test("Done twice is the activity written twice under two names")
  func repeated() {
    Self.forEachStudy { study, _ in
      var repeated = study
      var twice = study
      repeated.activities[0].repetition *= 2
      var copy = study.activities[0]
      copy.name = "Another"
      twice.activities.append(copy)
      #expect(Self.agree(Book(repeated.text), Book(twice.text)), "\(study.text)")
    }
  }

  @Test("An activity split into two parts of its time changes no total")
  func split() {
    Self.forEachStudy { study, book in
      var halves = study
      halves.activities.append(study.activities[0])
      halves.activities[halves.activities.count - 1].name = "The rest of it"
      halves.scale(activity: 0, by: 0.25)
      halves.scale(activity: halves.activities.count - 1, by: 0.75)
      #expect(Self.agree(book, Book(halves.text)), "\(study.text)")
    }
  }

  @Test("The order of activities and of entries changes no total and no line")
  func order() {
    Self.forEachStudy { study, book in
      var reversed = study
      reversed.activities.reverse()
      for index in reversed.activities.indices {
        reversed.activities[index].held.reverse()
        reversed.activities[index].energy.reverse()
      }
      let other = Book(reversed.text)
      #expect(Self.agree(book, other), "\(study.text)")
      #expect(Set(other.lines) == Set(book.lines))
      #expect(Set(other.gaps) == Set(book.gaps))
    }
  }

  @Test("A grid three times as carbon-intensive triples all energy's emissions and nothing else")
  func grid() {
    Self.forEachStudy { study, book in
      var dirty = study
      dirty.grids = dirty.grids.map { $0 * 3 }
      let after = Book(dirty.text).ledger.lines
      for (line, changed) in zip(book.ledger.lines, after) {
        let factor = line.energy == nil ? 1.0 : 3.0
        #expect(
          Self.near(line.mass?.value.kilograms, changed.mass?.value.kilograms, factor), "\(line.id)"
        )
        #expect(Self.near(line.energy?.value.kilowattHours, changed.energy?.value.kilowattHours))
      }
    }
  }

  @Test("The PUE times the equipment's energy is that of the site, where nothing was metered")
  func pue() throws {
    try Self.forEachStudy(complete: true) { study, book in
      for activity in study.activities {
        let id = "\(activity.stage)/\(activity.name.lowercased())"
        let equipment = try #require(book.ledger.total(activity: id, .it).kilowattHours)
        let network = book.ledger.lines.filter { $0.id.hasPrefix(id + "/network") }
          .compactMap { $0.energy?.value.kilowattHours }.reduce(0, +)
        let site =
          try #require(book.ledger.total(activity: id, .operational).kilowattHours) - network
        #expect(Self.near(equipment, site, study.pues[activity.site]))
      }
    }
  }

  @Test("Modelled energy is busy time × power × load, with the idle draw for the time not busy")
  func modelled() throws {
    // busy × (power × load − idle) + held × idle
    //   = busy × power × load + (held − busy) × idle
    try Self.forEachStudy(complete: true) { study, book in
      for activity in study.activities {
        var expected = 0.0
        for held in activity.held {
          let kind = study.equipment[held.equipment]
          let idle = try #require(kind.idle)
          let busy = held.hours * held.busy
          expected += busy * kind.power * held.load + (held.hours - busy) * idle
        }
        let id = "\(activity.stage)/\(activity.name.lowercased())"
        let found = try #require(book.ledger.total(activity: id, .it).kilowattHours)
        #expect(Self.near(expected * activity.repetition / 1000, found))
      }
    }
  }

  @Test("A meter that is there is what its lines come to")
  func meters() throws {
    try Self.forEachStudy { study, book in
      for activity in study.activities {
        let id = "\(activity.stage)/\(activity.name.lowercased())"
        func amount(_ key: String) -> Double? {
          activity.energy.first { $0.hasPrefix(key + ":") }
            .flatMap { Double($0.split(separator: " ")[1]) }.map { $0 * activity.repetition }
        }
        let network = amount("network") ?? 0
        if let facility = amount("facility") {
          let found = try #require(book.ledger.total(activity: id, .operational).kilowattHours)
          #expect(Self.near(facility + network, found))
        }
        if let equipment = amount("it") {
          let found = try #require(book.ledger.total(activity: id, .it).kilowattHours)
          #expect(Self.near(equipment, found))
        }
      }
    }
  }

  @Test("The derivative of the total by a parameter is what a small change of it does")
  func derivatives() throws {
    try Self.forEachStudy(complete: true, count: 20) { study, book in
      let total = try #require(book.ledger.total(.full).mass)
      let parameter = try #require(
        book.ledger.parameters.first {
          $0.name == "grid intensity of s0" || $0.name == "grid intensity of s1"
        })
      let site = parameter.name == "grid intensity of s0" ? 0 : 1
      var changed = study
      changed.grids[site] *= 1 + 1e-6
      let after = try #require(Book(changed.text).ledger.total(.full).mass)
      let slope = (after.value.base - total.value.base) / (parameter.value * 1e-6)
      let exact = total.term.derivative(by: parameter.identity)
      #expect(abs(slope - exact) <= 1e-4 * abs(exact))
    }
  }
}
