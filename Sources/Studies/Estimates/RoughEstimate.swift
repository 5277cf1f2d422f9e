public import Factors

/// One job of which little is known: an accelerator, hours, a place, and nothing else.
///
/// It is written out as a study (``text(of:with:)``) in which everything else stands as an assumed
/// value, with its range and its source, so that whoever knows better puts it in its place.
public struct RoughEstimate: Sendable {
  /// The accelerator.
  public var accelerator: CatalogueEntry
  /// The other accelerators that the name may have meant.
  public var variants: [CatalogueEntry] = []
  /// The name under which it was asked for.
  public var asked: String
  /// On how many accelerators for `hours` each; nothing where `hours` is device-time.
  public var count: Int?
  /// The time as an expression: `1000 h`.
  public var hours: String
  /// The value of that expression in hours.
  public var hoursValue: Double
  /// Where.
  public var place: RoughPlace
  /// The stage, such as `training`.
  public var stage = "training"
  /// What it is called; by its accelerator where nothing is said.
  public var name: String?
  /// The share of the time at work, as an expression; assumed where nothing is said.
  public var busy: String?
  /// The PUE, as an expression; assumed where nothing is said.
  public var pue: String?

  /// A job on an accelerator of the catalogue, for a time, at a place.
  public init(
    accelerator: CatalogueEntry, asked: String, count: Int? = nil, hours: String,
    hoursValue: Double, place: RoughPlace
  ) {
    self.accelerator = accelerator
    self.asked = asked
    self.count = count
    self.hours = hours
    self.hoursValue = hoursValue
    self.place = place
  }
}

/// Where an estimate takes place.
public enum RoughPlace: Hashable, Sendable {
  /// A cloud region, a grid zone or a site of the catalogue.
  case entry(CatalogueEntry)
  /// An intensity that somebody stated: `57 gCO2e/kWh`.
  case intensity(String)

  /// The name under which people know it.
  public var name: String {
    switch self {
    case .entry(let entry): entry.kind == .grid ? entry.name : entry.id
    case .intensity(let text): "a grid of \(text)"
    }
  }
}

extension RoughEstimate {
  /// Device-time in hours.
  var deviceHours: Double { hoursValue * Double(count ?? 1) }

  /// The device-time as an expression: `8 * 30 d`.
  var deviceTime: String {
    guard let count else { return hours }
    let isPlain = hours.utf8.allSatisfy { byte in
      byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
        || [0x20, 0x2E, 0x5F].contains(byte)
    }
    return isPlain ? "\(count) * \(hours)" : "\(count) * (\(hours))"
  }

  /// What the hours were taken for, and the accelerator where its name fits several.
  var note: String {
    var note: String
    let total = grouped(deviceHours) + (deviceHours == 1 ? " device-hour" : " device-hours")
    if let count {
      let whose = count == 1 ? "1 accelerator" : "\(grouped(Double(count))) accelerators"
      note = "\(whose) for \(hours) = \(total)"
    } else {
      note = "\(total), on however many accelerators"
    }
    if !variants.isEmpty {
      let others = variants.prefix(4).map(\.name) + (variants.count > 4 ? ["others"] : [])
      note += "; “\(asked)” is taken for \(accelerator.name), and may be \(anyOf(others))"
    }
    return note + "."
  }
}

extension RoughEstimate {
  /// The same jobs with names that tell them apart: a second one of a name gets a number.
  public static func distinguished(_ estimates: [RoughEstimate]) -> [RoughEstimate] {
    var taken: Set<String> = []
    return estimates.map { estimate in
      let name = estimate.name ?? estimate.accelerator.name
      var unique = name
      var number = 2
      while !taken.insert(slug(unique)).inserted {
        unique = "\(name) (\(number))"
        number += 1
      }
      var copy = estimate
      copy.name = unique
      return copy
    }
  }
}

/// `a, b or c`.
private func anyOf(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
