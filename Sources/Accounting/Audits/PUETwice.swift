import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// Energy that holds the PUE already and meets it again.
enum PUETwice: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var sites: [String] = []
    for activity in subject.inventory.activities {
      guard let site = activity.site, let pue = site.pue, pue.value.base > 1 else { continue }
      let lines = subject.ledger.lines(ofActivity: activity.id)
      findings += inEnergy(of: activity, site, pue, lines)
      guard lines.contains(where: { $0.rule == InfrastructureFromPUE.entry.id }) else { continue }
      findings += inPower(of: activity, site, pue)
      if let grid = site.intensity, !sites.contains(site.id), grid.term.isMultiplied(by: pue.term) {
        sites.append(site.id)
        findings.append(inGrid(site, pue, subject.study))
      }
    }
    return findings
  }

  private static func inEnergy(
    of activity: ResolvedActivity, _ site: ResolvedSite, _ pue: Formula<Ratio>, _ lines: [Line]
  ) -> [Diagnostic] {
    let isApplied = lines.contains { $0.rule == InfrastructureFromPUE.entry.id }
    var findings: [Diagnostic] = []
    for figure in activity.activity.energy + activity.holdings.flatMap(\.energy) {
      let term = figure.energy.formula.term
      switch figure.key {
      case .dynamic, .idle, .it:
        guard isApplied else { continue }
        if term.isMultiplied(by: pue.term) {
          findings.append(multiplied(figure, activity, site, pue))
        } else if let name = term.facilityFactor {
          findings.append(ofFacility(figure, name, activity, site, pue))
        }
      case .infrastructure:
        let equipment = lines.reduce(0.0) {
          $1.covers.isSubset(of: [.dynamic, .idle]) ? $0 + ($1.energy?.value.base ?? 0) : $0
        }
        let repeated = activity.activity.repetition?.formula.value.base ?? 1
        let value = figure.energy.formula.value.base * repeated
        guard equipment > 0, abs(value / equipment - pue.value.base) < 1e-6,
          term.isMultiplied(by: pue.term)
        else { continue }
        findings.append(whole(figure, activity, pue))
      case .facility:
        guard term.isMultiplied(by: pue.term), let name = term.facilityFactor else { continue }
        findings.append(ofFacility(figure, name, activity, site, pue))
      case .network: continue
      }
    }
    return findings
  }

  private static func inPower(
    of activity: ResolvedActivity, _ site: ResolvedSite, _ pue: Formula<Ratio>
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for holding in activity.holdings {
      let equipment = holding.equipment
      for (key, power) in [("power", equipment.power), ("idle", equipment.idle)] {
        guard let power, power.term.isMultiplied(by: pue.term) else { continue }
        findings.append(
          Diagnostic(
            .warning, .pueTwice,
            "\(activity.activity.name): the `\(key)` of `\(equipment.id)` is multiplied by \(text(pue)), the PUE of `\(site.id)`, and the infrastructure is computed with that PUE again",
            at: activity.activity.span,
            hint: "state what the device itself draws; the PUE of the site adds the rest"))
      }
    }
    return findings
  }
}

extension PUETwice {
  private static func text(_ pue: Formula<Ratio>) -> String { plain(pue.value.base, digits: 4) }

  private static func multiplied(
    _ figure: EnergyFigure, _ activity: ResolvedActivity, _ site: ResolvedSite,
    _ pue: Formula<Ratio>
  ) -> Diagnostic {
    Diagnostic(
      .warning, .pueTwice,
      "\(activity.activity.name): the `\(figure.key.rawValue)` energy is multiplied by \(text(pue)) already, and the PUE of `\(site.id)` is applied to it again",
      at: figure.energy.span,
      hint:
        "leave the factor out, since the PUE adds the infrastructure, or state the product as `facility`"
    )
  }

  private static func ofFacility(
    _ figure: EnergyFigure, _ name: String, _ activity: ResolvedActivity, _ site: ResolvedSite,
    _ pue: Formula<Ratio>
  ) -> Diagnostic {
    Diagnostic(
      .warning, .pueTwice,
      "\(activity.activity.name): `\(name)` sounds like energy metered at the building, and the PUE of `\(site.id)`, \(text(pue)), is applied to it, stated as `\(figure.key.rawValue)`",
      at: figure.energy.span,
      hint: "facility energy holds the infrastructure: state it as `facility`, without a factor")
  }

  private static func whole(
    _ figure: EnergyFigure, _ activity: ResolvedActivity, _ pue: Formula<Ratio>
  ) -> Diagnostic {
    Diagnostic(
      .warning, .pueTwice,
      "\(activity.activity.name): the infrastructure is \(text(pue)) times the equipment energy, which is the facility with its equipment",
      at: figure.energy.span,
      hint: "the infrastructure alone is (PUE − 1) × equipment energy; or state this as `facility`")
  }

  private static func inGrid(
    _ site: ResolvedSite, _ pue: Formula<Ratio>, _ study: Study
  ) -> Diagnostic {
    Diagnostic(
      .warning, .pueTwice,
      "the intensity of `\(site.id)` is multiplied by its PUE, \(text(pue)), and the infrastructure is computed with that PUE again",
      at: study.sites.first { $0.id == site.id }?.span,
      hint: "an intensity is that of a kilowatt-hour, wherever it goes; leave the factor out")
  }
}

extension Term {
  /// Whether a PUE is a factor of this: the very same, or a pure number of the same value that is
  /// not a whole one, as a number of devices would be.
  func isMultiplied(by pue: Term) -> Bool {
    var seen: Set<ObjectIdentifier> = []
    let value = pue.value
    return isMultiplied(by: pue, value, isWhole: value == value.rounded(), &seen)
  }

  private func isMultiplied(
    by pue: Term, _ value: Double, isWhole: Bool, _ seen: inout Set<ObjectIdentifier>
  ) -> Bool {
    if self == pue { return true }
    if isPure {
      if !isWhole, abs(self.value - value) <= 1e-9 * value { return true }
    }
    switch self {
    case .number, .parameter: return false
    case .named(let definition):
      return seen.insert(ObjectIdentifier(definition)).inserted
        && definition.term.isMultiplied(by: pue, value, isWhole: isWhole, &seen)
    case .product(let left, let right):
      return left.isMultiplied(by: pue, value, isWhole: isWhole, &seen)
        || right.isMultiplied(by: pue, value, isWhole: isWhole, &seen)
    case .quotient(let left, _):
      return left.isMultiplied(by: pue, value, isWhole: isWhole, &seen)
    case .sum(let left, let right):
      return !isPure
        && (left.isMultiplied(by: pue, value, isWhole: isWhole, &seen)
          || right.isMultiplied(by: pue, value, isWhole: isWhole, &seen))
    case .difference(let left, _):
      return !isPure && left.isMultiplied(by: pue, value, isWhole: isWhole, &seen)
    }
  }

  /// Whether it is a pure number, as far as its outermost parts tell.
  private var isPure: Bool {
    switch self {
    case .number: true
    case .parameter(let parameter): parameter.unit.dimension == .none
    case .named(let definition): definition.dimension == .none
    case .sum(let left, _), .difference(let left, _): left.isPure
    case .product(let left, let right), .quotient(let left, let right):
      left.isPure && right.isPure
    }
  }

  /// The name of a factor that sounds like energy metered at the building.
  var facilityFactor: String? {
    var seen: Set<ObjectIdentifier> = []
    return facilityFactor(&seen)
  }

  private func facilityFactor(_ seen: inout Set<ObjectIdentifier>) -> String? {
    switch self {
    case .number, .quotient, .difference: return nil
    case .parameter(let parameter):
      return parameter.unit.dimension == .energy
        ? parameter.name.flatMap { $0.soundsLikeFacility ? $0 : nil } : nil
    case .named(let definition):
      if definition.dimension == .energy, definition.name.soundsLikeFacility {
        return definition.name
      }
      guard seen.insert(ObjectIdentifier(definition)).inserted else { return nil }
      return definition.term.facilityFactor(&seen)
    case .product(let left, let right), .sum(let left, let right):
      return left.facilityFactor(&seen) ?? right.facilityFactor(&seen)
    }
  }
}

extension String {
  /// `facility_energy`, `building_kwh`; a label of the reader such as `facility energy` is no name
  /// of the user's.
  fileprivate var soundsLikeFacility: Bool {
    guard !contains(" ") else { return false }
    let words = lowercased().split(separator: "_")
    return words.contains { ["facility", "building", "datacenter", "datacentre"].contains($0) }
  }
}
