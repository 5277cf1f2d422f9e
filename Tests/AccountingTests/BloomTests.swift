import Formulas
import Quantities
import Studies
import Testing

@testable import Accounting

/// The figures of the BLOOM study (Luccioni, Viguier and Ligozat, JMLR 24(253), 2023), computed
/// beside each assertion from what the paper prints.
@Suite("The BLOOM studies")
struct BloomTests {
  private static func kilograms(_ book: Book, _ process: Process, _ item: String? = nil) -> Double {
    book.ledger.lines.filter { $0.process == process && (item == nil || $0.item == item) }
      .compactMap { $0.mass?.value.kilograms }.reduce(0, +)
  }

  private static func kilowattHours(_ book: Book, _ processes: Set<Process>) -> Double {
    book.ledger.lines.filter { processes.contains($0.process) }
      .compactMap { $0.energy?.value.kilowattHours }.reduce(0, +)
  }

  @Test("Dynamic energy is 1,082,990 h × 400 W at 57 g/kWh (Table 1 and Table 3)")
  func dynamic() {
    let book = Book(bundled: "bloom")
    let energy = Self.kilowattHours(book, [.dynamic])
    #expect(energy == 433_196.0)  // 1,082,990 × 0.4
    #expect(abs(Self.kilograms(book, .dynamic) - 24_692.172) < 1e-6)  // × 0.057
    #expect(rounded(Self.kilograms(book, .dynamic) / 1000, digits: 4) == "24.69")
    #expect(book.total(.dynamic) == "24692.172 kg")
  }

  @Test("Idle and infrastructure are 64 and 27 kW over 1,082,990 / 384 hours (Table 2)")
  func idleAndInfrastructure() {
    let book = Book(bundled: "bloom")
    let hours = 1_082_990.0 / 384
    #expect(abs(Self.kilograms(book, .idle) - 64 * hours * 0.057) < 1e-6)
    #expect(abs(Self.kilograms(book, .infrastructure) - 27 * hours * 0.057) < 1e-6)
    #expect(abs(Self.kilograms(book, .idle) - 10_288.405) < 0.0005)
    #expect(abs(Self.kilograms(book, .infrastructure) - 4_340.421) < 0.0005)
    let both = Self.kilograms(book, .idle) + Self.kilograms(book, .infrastructure)
    #expect(abs(both - 14_628.826) < 0.0005)
    #expect(abs(Self.kilowattHours(book, [.idle, .infrastructure]) - 256_646.07) < 0.005)
  }

  @Test("Embodied is 2,500 and 150 kg over 6 years at 85 % (section 4.1)")
  func embodied() {
    let book = Book(bundled: "bloom")
    let life = 6 * 8760 * 0.85  // 44,676 h
    #expect(abs(Self.kilograms(book, .embodied, "node") - 2500 * 1_082_990 / 8 / life) < 1e-6)
    #expect(abs(Self.kilograms(book, .embodied, "gpu") - 150 * 1_082_990 / life) < 1e-6)
    #expect(abs(Self.kilograms(book, .embodied, "node") - 7_575.31) < 0.005)
    #expect(abs(Self.kilograms(book, .embodied, "gpu") - 3_636.15) < 0.005)
    #expect(abs(Self.kilograms(book, .embodied) - 11_211.45) < 0.005)
  }

  @Test("The totals are 24.7 t and 50.5 t, a factor of 2.05, and nothing is missing in them")
  func totals() throws {
    let book = Book(bundled: "bloom")
    let full = try #require(book.ledger.total(.full).kilograms)
    let dynamic = try #require(book.ledger.total(.dynamic).kilograms)
    #expect(abs(full - 50_532.45) < 0.005)
    #expect(rounded(full / dynamic) == "2.05")
    #expect(rounded(full / 1000) == "50.5")
    #expect(rounded(dynamic / 1000) == "24.7")
    for boundary in Boundary.allCases { #expect(book.ledger.total(boundary).isComplete) }
    // 24,692.172 + 10,288.405 and + 4,340.421
    #expect(abs((book.ledger.total(.it).kilograms ?? 0) - 34_980.577) < 0.001)
    #expect(abs((book.ledger.total(.operational).kilograms ?? 0) - 39_320.998) < 0.001)
    #expect(abs((book.ledger.total(.full).kilowattHours ?? 0) - 689_842.07) < 0.005)
  }

  @Test("The shares are 22.2, 48.9 and 28.9 % (Table 3)")
  func shares() throws {
    let book = Book(bundled: "bloom")
    let full = try #require(book.ledger.total(.full).kilograms)
    func share(_ processes: [Process]) -> String {
      rounded(processes.map { Self.kilograms(book, $0) }.reduce(0, +) / full * 100)
    }
    #expect(share([.embodied]) == "22.2")
    #expect(share([.dynamic]) == "48.9")
    #expect(share([.idle, .infrastructure]) == "28.9")
  }

  @Test("The published total counts some 7.2 t twice, and the report says so")
  func overlap() {
    // 153.6 + 64 kW stated over 173 kW metered: 44.6 kW × 2,820.29 h × 57 g/kWh = 7.17 t
    let hours = 1_082_990.0 / 384
    #expect(rounded(44.6 * hours * 0.057 / 1000) == "7.17")
    #expect(rounded((153.6 + 64) * hours * 0.057 / 1000) == "35.0")
    #expect(rounded(173 * hours * 0.057 / 1000) == "27.8")
    let notes = Book(bundled: "bloom").notes.map { $0.drop { $0 != " " } }
    #expect(
      notes == [
        " note[overlap]: BLOOM 176B: dynamic and idle are stated as 613,694 kWh (35.0 tCO2e), where 487,910 kWh (27.8 tCO2e) were metered for both; 125,785 kWh (7.17 tCO2e) of the total are counted twice",
        " note[pue-unused]: the PUE of `jean-zay` is not used: the infrastructure was stated or metered",
      ])
  }

  @Test("Every published figure of the bundled studies is as its study says")
  func expectations() {
    for name in ["bloom", "bloom-api", "bloom-metered"] {
      let book = Book(bundled: name)
      #expect(book.errors == [], "\(name)")
      #expect(!book.expectations.isEmpty)
      for result in book.expectations {
        #expect(result.isAsStated, "\(name): \(result.expectation.of)")
      }
    }
  }

  @Test("Behind an API: 340.514 kg, 18.917 kg a day, 1.4756 g and 3.745 Wh a request, idle 82.5 %")
  func api() throws {
    let book = Book(bundled: "bloom-api")
    let equipment = book.ledger.total(.it)
    let kilograms = try #require(equipment.kilograms)
    let energy = try #require(equipment.kilowattHours)
    #expect(abs(energy - 864.249121) < 1e-9)
    #expect(abs(kilograms - 864.249121 * 0.394) < 1e-9)
    #expect(abs(kilograms - 340.514) < 0.0005)
    let request = try #require(Unit(named: "request"))
    let day = try #require(Unit(named: "d"))
    let requests = try #require(book.ledger.delivered(request))
    let days = try #require(book.ledger.delivered(day))
    #expect(requests.count == 230_768)
    #expect(days.count == 18)
    #expect(rounded((days.kilograms(equipment) ?? 0), digits: 5) == "18.917")
    #expect(rounded((requests.kilograms(equipment) ?? 0) * 1000, digits: 5) == "1.4756")
    #expect(rounded((requests.kilowattHours(equipment) ?? 0) * 1000, digits: 4) == "3.745")
    // 0.288427 × 2,472 = 712.99 kWh of 864.25
    let idle = Self.kilowattHours(book, [.idle])
    #expect(abs(idle - 0.288427 * 2472) < 1e-9)
    #expect(rounded(idle / energy * 100) == "82.5")
    #expect(book.ledger.perUnits.map(\.unit.symbol) == ["request", "d"])
  }

  @Test("All power metered: 200 kW over 2,820.29 h are 32.15 t, with the hardware 43.4 t")
  func metered() throws {
    let book = Book(bundled: "bloom-metered")
    let operational = try #require(book.ledger.total(.operational).kilograms)
    let full = try #require(book.ledger.total(.full).kilograms)
    #expect(abs(operational - 200 * 1_082_990 / 384 * 0.057) < 1e-6)
    #expect(rounded(operational / 1000, digits: 4) == "32.15")
    #expect(rounded(full / 1000) == "43.4")
    #expect(book.notes == [])
    #expect(book.ledger.lines.filter { $0.energy != nil }.allSatisfy { $0.status == .measured })
  }

  @Test("The derivative of the full total by the grid intensity is the energy of all lines")
  func sensitivity() throws {
    let book = Book(bundled: "bloom")
    let total = try #require(book.ledger.total(.full).mass)
    let grid = try #require(
      book.ledger.parameters.first { $0.name == "grid intensity of jean-zay" })
    let energy = try #require(book.ledger.total(.full).energy)
    // In base units: d(gCO2e)/d(gCO2e/J) = J
    let slope = total.term.derivative(by: grid.identity)
    #expect(abs(slope - energy.value.base) <= 1e-9 * slope)
    // gpu_time is a factor of every line, so that total = slope × gpu_time.
    let time = try #require(book.ledger.parameters.first { $0.name == "gpu_time" })
    let part = total.term.derivative(by: time.identity) * time.value
    #expect(abs(part - total.value.base) <= 1e-9 * part)
  }
}
