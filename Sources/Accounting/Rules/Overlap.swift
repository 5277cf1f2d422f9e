import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

// Stated figures are never corrected; where they overlap, a note stands beside the total.
extension RestOfMeter {
  /// Compares stated dynamic and idle energy with the meter behind both.
  static func compare(
    _ whole: Formula<Energy>, _ dynamic: Formula<Energy>, _ idle: Formula<Energy>,
    _ figure: EnergyFigure, _ book: inout ActivityBook
  ) {
    let sum = dynamic.value + idle.value
    let difference = sum - whole.value
    guard abs(difference.base) > 1e-6 * whole.value.base else { return }
    let intensity = book.activity.site?.intensity?.value
    func words(_ energy: Quantity<Energy>) -> String {
      let mass = intensity.map { " (\(massText(energy * $0)))" } ?? ""
      return "\(grouped(energy.kilowattHours)) kWh\(mass)"
    }
    let start =
      "\(book.activity.activity.name): dynamic and idle are stated as \(words(sum)), where \(words(whole.value)) were metered for both"
    book.diagnostics.append(
      Diagnostic(
        .note, .overlap,
        difference > .zero
          ? "\(start); \(words(difference)) of the total are counted twice"
          : "\(start); \(words(.zero - difference)) are not in the total",
        at: figure.keySpan,
        hint: book.isRatedPower(dynamic)
          ? "the dynamic figure is device-time × power, which holds the idle draw already" : nil))
  }

  private static func massText(_ mass: Quantity<Mass>) -> String {
    mass.kilograms >= 1000
      ? "\(rounded(mass.kilograms / 1000)) tCO2e" : "\(rounded(mass.kilograms)) kgCO2e"
  }

  private static func grouped(_ number: Double) -> String {
    let digits = Decimal(number)?.rounded(toPlaces: 0).text() ?? "\(number)"
    let bytes = Array(digits.utf8)
    var grouped: [UInt8] = []
    for index in bytes.indices {
      guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return digits }
      if index > 0, (bytes.count - index) % 3 == 0 { grouped.append(UInt8(ascii: ",")) }
      grouped.append(bytes[index])
    }
    return String(decoding: grouped, as: UTF8.self)
  }
}

extension ActivityBook {
  /// Whether a dynamic energy is device-time × the whole power of the equipment held.
  func isRatedPower(_ dynamic: Formula<Energy>) -> Bool {
    let whole = activity.holdings.compactMap { holding in
      holding.equipment.power.map { holding.busy * $0 }
    }
    guard let sum = Formula.total(whole)?.value.base else { return false }
    return abs(sum - dynamic.value.base) <= 1e-9 * sum
  }

  /// Notes a stated dynamic figure of whole power beside idle energy of its own.
  mutating func noteRatedPower() {
    guard let dynamic = stated(.dynamic), isRatedPower(dynamic.energy.formula) else { return }
    let idle = postings.first { posting in
      [IdleStated.entry.id, IdleFromHeldTime.entry.id].contains(posting.rule)
        && (posting.energy?.value ?? .zero) > .zero
    }
    guard let idle, stated(.it) == nil else { return }
    let isStated = idle.rule == IdleStated.entry.id
    diagnostics.append(
      Diagnostic(
        .note, .overlap,
        "\(activity.activity.name): the dynamic energy is device-time × power, which holds the idle draw; the idle energy \(isStated ? "stated" : "modelled") beside it counts that draw again",
        at: dynamic.keySpan,
        hint: isStated
          ? "state the equipment energy metered for both as `it`, and the overlap is told"
          : "leave the dynamic energy out, and it is modelled above the idle draw"))
  }
}
