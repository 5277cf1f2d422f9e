import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

/// Reads the words of `cradle estimate`; throws with the place in the word that cannot be read.
struct EstimateReader {
  let catalogue = FactorCatalog.embedded

  /// `8xH100`, `30 d`, `FR`.
  func estimate(
    accelerator word: String, hours: String, region: String, count: String?,
    _ sources: inout Sources
  ) throws(Failure) -> RoughEstimate {
    let (prefix, name) = Self.split(word)
    let counted = try self.count(prefix, count)
    let found = try accelerator(name)
    let (time, value) = try self.hours(hours, isCounted: counted != nil, &sources)
    var estimate = RoughEstimate(
      accelerator: found.entry, asked: name, count: counted, hours: time, hoursValue: value,
      place: try place(region, &sources))
    estimate.variants = found.variants
    guard (value * Double(counted ?? 1)).isFinite else {
      throw Self.refused(.notFinite, "`\(hours)` by `\(count ?? prefix ?? "")` is too long a time")
    }
    return estimate
  }

  // How many.

  /// `8xH100` as `8` and `H100`.
  private static func split(_ word: String) -> (count: String?, name: String) {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    let rest = word[digits.endIndex...].drop { $0 == " " }
    guard !digits.isEmpty, let sign = rest.first, "xX×*".contains(sign) else { return (nil, word) }
    let name = rest.dropFirst().drop { $0 == " " }
    return name.isEmpty ? (nil, word) : (String(digits), String(name))
  }

  private func count(_ prefix: String?, _ option: String?) throws(Failure) -> Int? {
    if prefix != nil, option != nil {
      throw Self.refused(
        .usage, "how many accelerators there are is said twice",
        "write `\(prefix ?? "8")x…` or `--count`, not both")
    }
    guard let text = prefix ?? option else { return nil }
    guard let count = Int(text), count <= 1_000_000_000 else {
      throw Self.refused(
        .usage, "`\(text)` is no number of accelerators", "write a whole number, such as 8")
    }
    guard count > 0 else {
      throw Self.refused(
        .notPositive, "`\(text)` accelerators have no footprint", "write a number from 1 up")
    }
    return count
  }

  // What.

  /// The accelerator of a name, or of a part of one that tells its model, such as `H100`: then the
  /// one of which the catalogue knows most, beside the others.
  private func accelerator(
    _ name: String
  ) throws(Failure) -> (entry: CatalogueEntry, variants: [CatalogueEntry]) {
    if let entry = catalogue.entry(name) {
      guard entry.kind == .accelerator else { throw Self.noAccelerator(name, entry) }
      return (entry, [])
    }
    let asked = Self.words(of: name)
    let tellsModel = asked.contains { word in
      word.utf8.count > 2 && !word.hasSuffix("gb") && word.contains { $0.isNumber }
        && word.contains { $0.isLetter }
    }
    var found: [CatalogueEntry] = []
    for entry in catalogue.entries where tellsModel && entry.kind == .accelerator {
      let known = Self.words(of: ([entry.id, entry.name] + entry.aliases).joined(separator: " "))
      if asked.allSatisfy({ known.contains($0) }) { found.append(entry) }
    }
    var best: CatalogueEntry?
    for entry in found {
      if let best, catalogue.rows(of: best.id).count >= catalogue.rows(of: entry.id).count {
        continue
      }
      best = entry
    }
    guard let best else { throw unknown(name) }
    return (best, found.filter { $0 != best })
  }

  private static func words(of name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(40).map(String.init)
  }

  // How long.

  private func hours(
    _ text: String, isCounted: Bool, _ sources: inout Sources
  ) throws(Failure) -> (text: String, hours: Double) {
    let letters = text.lowercased().filter(\.isLetter)
    if [
      "gpuh", "gpuhour", "tpuh", "tpuhour", "deviceh", "devicehour", "acceleratorhour",
    ]
    .contains(where: { letters.hasPrefix($0) }) {
      let number = text.prefix { $0.isNumber || "_.,".contains($0) }.filter { $0 != "," }
      throw Self.refused(
        .unknownName, "`\(text)` names a device in its unit; a time is in `h` or `d`",
        isCounted
          ? "leave the number of accelerators out and write `\(number) h`, which is device-time then"
          : "write `\(number) h`: without a number of accelerators it is device-time")
    }
    let (reading, span) = try read(text, "HOURS", &sources)
    guard reading.dimension == .time else {
      if reading.isBare {
        throw Self.refused(
          .missingUnit, "`\(text)` is a time and needs a unit", at: span,
          "write `\(text) h` if hours are meant")
      }
      throw Self.refused(
        .wrongDimension,
        "HOURS is a time, such as `1000 h`; `\(text)` is \(reading.dimension.name)",
        at: span)
    }
    guard reading.term.value > 0 else {
      throw Self.refused(
        .notPositive, "HOURS must be more than zero", at: span,
        "nothing held for no time has a footprint")
    }
    return (text, reading.term.value / 3600)
  }

  /// `--busy`: a share of the time.
  func busy(_ text: String, _ sources: inout Sources) throws(Failure) -> String {
    let (reading, span) = try read(text, "--busy", &sources)
    let value = reading.term.value
    guard reading.dimension == .none, value >= 0, value <= 1 else {
      throw Self.refused(
        .outOfRange, "`--busy` is the share of the time at work, from 0 to 100 %", at: span,
        reading.isBare && value > 1 && value <= 100 ? "write `\(text)%`" : nil)
    }
    return text
  }

  /// `--pue`: facility energy by equipment energy.
  func pue(_ text: String, _ sources: inout Sources) throws(Failure) -> String {
    let (reading, span) = try read(text, "--pue", &sources)
    guard reading.dimension == .none, reading.term.value >= 1 else {
      throw Self.refused(
        .outOfRange, "`--pue` is a number from 1 up, such as 1.2", at: span,
        "it divides the energy of the facility by that of its equipment")
    }
    return text
  }

  private func read(
    _ text: String, _ name: String, _ sources: inout Sources
  ) throws(Failure) -> (Reading, Span) {
    let file = sources.add(SourceText(name: name, bytes: Array(text.utf8)))
    let span = Span(file: file, lower: 0, upper: text.utf8.count)
    var diagnostics: [Diagnostic] = []
    let reading = ExpressionParser.read(
      text, at: span, isVerbatim: true, context: ExpressionContext(place: name, label: name),
      diagnostics: &diagnostics,
      suggest: { _ in
        "the order is ACCELERATOR HOURS REGION; a time is in `h` or `d`, see `cradle explain units`"
      })
    guard let reading, diagnostics.isEmpty else { throw Failure(2, all: diagnostics) }
    return (reading, span)
  }

  // Where.

  /// A cloud region by its id, with its provider or without; a grid zone; a site; an intensity.
  private func place(_ text: String, _ sources: inout Sources) throws(Failure) -> RoughPlace {
    if let first = text.utf8.first, first >= 0x30, first <= 0x39 {
      let (reading, span) = try read(text, "REGION", &sources)
      guard reading.dimension == .intensity, reading.term.value >= 0 else {
        throw Self.refused(
          .wrongDimension,
          "REGION is a region or a grid zone, or an intensity such as `57 gCO2e/kWh`", at: span)
      }
      return .intensity(text)
    }
    if let entry = catalogue.entry(text), hasIntensity(entry) { return .entry(entry) }
    let regions = catalogue.entries.filter { $0.kind == .region }
    let asked = Self.id(text)
    var found = regions.filter { Self.behindProvider($0.id) == text.lowercased() }
    if found.isEmpty { found = regions.filter { Self.id(Self.behindProvider($0.id)) == asked } }
    if found.count == 1 { return .entry(found[0]) }
    throw found.isEmpty ? unknown(region: text, regions) : Self.ambiguous(text, found)
  }

  private func hasIntensity(_ entry: CatalogueEntry) -> Bool {
    [.grid, .region, .site].contains(entry.kind)
      && (catalogue.row(of: entry.id, figure: "intensity") != nil
        || catalogue.row(of: entry.id, figure: "zone") != nil)
  }

  private static func behindProvider(_ id: String) -> String {
    id.firstIndex(of: "/").map { String(id[id.index(after: $0)...]) } ?? id
  }

  /// Letters and digits alone.
  private static func id(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

// The messages.
extension EstimateReader {
  private static func refused(
    _ code: Code, _ message: String, at span: Span? = nil, _ hint: String? = nil
  ) -> Failure {
    Failure(2, Diagnostic(code, message, at: span, hint: hint))
  }

  private static func noAccelerator(_ name: String, _ entry: CatalogueEntry) -> Failure {
    return refused(
      .unknownEquipment,
      "`\(name)` is no accelerator but \(entry.name), of the kind \(entry.kind.rawValue)",
      [.server, .component].contains(entry.kind)
        ? "hold it in a study of its own: `cradle new` writes one to start from"
        : "the order is ACCELERATOR HOURS REGION")
  }

  private func unknown(_ name: String) -> Failure {
    let near = catalogue.nearest(to: name, kinds: [.accelerator])
    return Self.refused(
      .unknownEquipment, "the catalogue has no accelerator `\(name)`",
      near.isEmpty
        ? "`cradle factors accelerator` lists them; another is described in a study of its own"
        : "did you mean \(Self.anyOf(near))?")
  }

  private func unknown(region: String, _ regions: [CatalogueEntry]) -> Failure {
    if let entry = catalogue.entry(region), entry.kind == .site {
      return Self.refused(
        .unknownRegion, "the catalogue does not know the grid of `\(entry.id)`",
        "name a region or a grid zone, and give its PUE with `--pue`")
    }
    var near = catalogue.nearest(to: region, kinds: [.grid, .region, .site], limit: 2)
    let ids = nearest(to: region, among: regions.map { Self.behindProvider($0.id) }, limit: 2)
    for id in ids.reversed() where !near.contains(where: { Self.behindProvider($0) == id }) {
      near.insert(id, at: 0)
    }
    return Self.refused(
      .unknownRegion, "the catalogue has neither a cloud region nor a grid zone `\(region)`",
      near.isEmpty
        ? "`cradle factors region` and `cradle factors grid` list them; an intensity such as "
          + "`57 gCO2e/kWh` will do, too"
        : "did you mean \(Self.anyOf(Array(near.prefix(3))))?")
  }

  private static func ambiguous(_ text: String, _ found: [CatalogueEntry]) -> Failure {
    refused(
      .unknownRegion, "`\(text)` may be a region of several providers",
      "write \(anyOf(found.map(\.id)))")
  }

  private static func anyOf(_ names: [String]) -> String {
    let quoted = names.map { "`\($0)`" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
