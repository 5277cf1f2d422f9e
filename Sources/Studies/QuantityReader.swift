import Diagnostics
import Factors
import Formulas
import Quantities
import StudySyntax

/// A named value: where its name stands, and how far it is read.
struct DeclaredValue {
  let span: Span
  var state: ValueState
}

/// A named value on its way from text to reading.
enum ValueState {
  case unread(Entry)
  case reading
  /// With the number of values that rest upon each other in it.
  case done(Reading, depth: Int)
  case broken
}

/// What a quantity may be.
enum Bounds {
  /// Anything from zero up.
  case notNegative
  /// Anything above zero.
  case positive
  /// Above zero, up to 1.
  case positiveShare
  /// From zero to 1.
  case share
  /// From 1 up.
  case oneOrMore
}

extension StudyReader {
  /// A quantity of a measure, in its short or its long form.
  func quantity<M: Measure>(
    _ node: Node, _ key: String, place: String, label: String, _ bounds: Bounds = .notNegative,
    as measure: M.Type = M.self
  ) -> Stated<M>? {
    guard let reading = reading(node, key, place: place, label: label) else { return nil }
    let figure = node.figure
    guard check(reading, key, M.dimension, figure),
      within(bounds, reading, key, figure, spread: node)
    else { return nil }
    return Stated(Formula<M>(reading.term.limited(to: bounds)), at: figure.span)
  }

  /// A quantity of whatever it measures, in its short or its long form.
  func reading(_ node: Node, _ key: String, place: String, label: String) -> Reading? {
    switch node.content {
    case .scalar:
      return expression(node, key, ExpressionContext(place: place, label: label, sources: cite))
    case .mapping: return longForm(node, key, place: place, label: label)
    case .sequence:
      report(
        Diagnostic(
          .wrongShape, "`\(key)` is one quantity, not a list", at: Self.firstByte(node),
          hint: "write one; a range around it is written `in LOW .. HIGH`"))
      return nil
    }
  }

  func expression(_ node: Node, _ key: String, _ context: ExpressionContext) -> Reading? {
    guard let text = text(node, key), case .scalar(let scalar) = node.content else { return nil }
    let isVerbatim =
      scalar.style == .plain && node.span.upper - node.span.lower == text.utf8.count
    var found: [Diagnostic] = []
    let reading = ExpressionParser.read(
      text, at: node.span, isVerbatim: isVerbatim, context: context, diagnostics: &found,
      suggest: { name in
        guard self.suggestionsLeft > 0 else { return nil }
        return self.suggestion(for: name, among: self.valueNames.names.sorted())
          .map { "did you mean `\($0)`?" }
      },
      meaning: { self.meaning(of: $0) })
    diagnostics += found
    return reading
  }

  /// `{value: …, low: …, high: …, distribution: …, source: …, note: …, status: …}`.
  private func longForm(_ node: Node, _ key: String, place: String, label: String) -> Reading? {
    let known = [
      "value", "low", "high", "distribution", "gsd", "pedigree", "basic", "choices", "source",
      "note", "status",
    ]
    guard let fields = fields(of: node, known: known, what: "a quantity") else { return nil }
    guard let valueNode = fields["value"] else {
      guard !wasMisspelt(["value"]) else { return nil }
      report(
        Diagnostic(
          .missingKey, "the long form of `\(key)` has no `value`", at: Self.firstByte(node),
          hint: "write `{value: …, source: …}`"))
      return nil
    }
    let status = fields["status"].flatMap {
      choice($0, "status", among: ["measured", "stated", "assumed"])
    }
    var context = ExpressionContext(place: place, label: label, sources: cite)
    context.status = status.flatMap(Status.init(rawValue:)) ?? .stated
    context.note = fields["note"].flatMap { text($0, "note") }
    if let source = fields["source"] { context.sources = source.sources(self) }
    context.saysMore = status != nil || context.note != nil || fields["source"] != nil
    guard let value = expression(valueNode, "value", context) else { return nil }
    return estimated(value, fields, node, context)
  }

  /// Adds the range of a long form to its value.
  private func estimated(
    _ value: Reading, _ fields: Fields, _ node: Node, _ context: ExpressionContext
  ) -> Reading? {
    if let basic = fields["basic"], fields["pedigree"] == nil {
      report(
        Diagnostic(
          .badSpread, "`basic` stands beside a `pedigree`, and there is none", at: basic.span,
          hint: "write `pedigree: [2, 3, 1, 2, 4]` with it, or `gsd` where that is the whole spread"
        ))
      return nil
    }
    let others = Self.spreadKeys.filter { fields[$0] != nil }
    if let key = others.first, let spreadNode = fields[key] {
      guard others.count == 1, fields["low"] == nil, fields["high"] == nil,
        fields["distribution"] == nil
      else {
        report(
          Diagnostic(
            .badRange, "the value has a spread of its own beside `\(key)`", at: spreadNode.span,
            hint: "state one of the two"))
        return nil
      }
      return spread(key, spreadNode, of: value, fields, context).flatMap {
        with($0, on: value, beside: key, at: spreadNode, node, context)
      }
    }
    guard fields["low"] != nil || fields["high"] != nil || fields["distribution"] != nil else {
      return value
    }
    guard let lowNode = fields["low"], let highNode = fields["high"] else {
      let isMisspelt = ["low", "high"].contains { fields[$0] == nil && wasMisspelt([$0]) }
      guard !isMisspelt else { return nil }
      report(
        Diagnostic(
          .missingKey, "a range has both a `low` and a `high`", at: Self.firstByte(node),
          hint: "write `{value: …, low: …, high: …}`"))
      return nil
    }
    let name =
      fields["distribution"].map {
        choice($0, "distribution", among: Estimate.names)
      } ?? "triangular"
    guard let low = bound(lowNode, "low", of: value, context),
      let high = bound(highNode, "high", of: value, context), let name,
      let estimate = Estimate(named: name, low: low, high: high)
    else { return nil }
    guard low <= value.term.value, value.term.value <= high else {
      report(
        Diagnostic(
          .badRange,
          low > high ? "the range begins above its end" : "the value lies outside its own range",
          at: (low > value.term.value ? lowNode : highNode).span,
          hint: "`low` is at most the value, and `high` at least"))
      return nil
    }
    guard (high - low).isFinite, high.isFinite else {
      report(
        Diagnostic(
          .notFinite, "the range is too wide to be computed with", at: highNode.span,
          hint: "the largest number is 1.8e308"))
      return nil
    }
    if name == "lognormal", low <= 0 {
      report(
        Diagnostic(
          .badRange, "a lognormal quantity is more than zero, and so is its range",
          at: lowNode.span, hint: "choose a `low` above zero, or another distribution"))
      return nil
    }
    return with(estimate, on: value, beside: "low` and `high", at: lowNode, node, context)
  }

  /// A value with an estimate of the whole.
  private func with(
    _ estimate: Estimate, on value: Reading, beside keys: String, at place: Node, _ node: Node,
    _ context: ExpressionContext
  ) -> Reading? {
    if value.parameter?.estimate != nil, value.parameter?.name == context.label {
      report(
        Diagnostic(
          .badRange, "the value has a spread of its own beside `\(keys)`",
          at: place.span, hint: "state one of the two"))
      return nil
    }
    var copy = value
    if var parameter = value.parameter, parameter.name == context.label {
      parameter.estimate = estimate
      copy.term = .parameter(parameter)
    } else {
      var term = value.term
      if case .named(let definition) = term, definition.name == context.label,
        definition.estimate == nil
      {
        term = definition.term
      }
      copy.term = .named(
        Definition(
          context.label, term, value.dimension, origin: .study(node.span),
          status: context.status, estimate: estimate, place: context.place,
          sources: context.sources, note: context.note))
    }
    return copy
  }

  func bound(
    _ node: Node, _ key: String, of value: Reading, _ context: ExpressionContext
  ) -> Double? {
    var context = context
    context.label = key
    guard let bound = expression(node, key, context) else { return nil }
    if bound.isBare, let unit = value.unit { return unit.inBase(bound.term.value) }
    return check(bound, key, value.dimension, node) ? bound.term.value : nil
  }

  /// What to do where a power stands for an energy, or the reverse.
  private static func timeHint(_ found: Dimension, _ due: Dimension) -> String? {
    switch (found, due) {
    case (.power, .energy): "a power over a time is an energy, such as `430 kW * 40 h`"
    case (.energy, .power): "an energy over its time is a power, such as `700 Wh / 1 h`"
    default: nil
    }
  }

  /// Reports a quantity of another dimension than the one due.
  func check(_ reading: Reading, _ key: String, _ dimension: Dimension, _ node: Node) -> Bool {
    if reading.dimension == dimension { return true }
    let text = sources.text(of: node.span)
    let example = dimension == .none ? "`85 %` or `1.2`" : "`\(dimension.example)`"
    if reading.isBare {
      report(
        Diagnostic(
          .missingUnit, "`\(key)` is \(dimension.name) and needs a unit", at: node.span,
          hint:
            "write `\(text) \(key == "lifetime" ? "yr" : dimension.usualUnit)` if that is what is meant"
        ))
    } else {
      report(
        Diagnostic(
          .wrongDimension,
          "`\(key)` is \(dimension.name), such as \(example); `\(text)` is \(reading.dimension.name)",
          at: node.span, hint: Self.timeHint(reading.dimension, dimension)))
    }
    return false
  }

  /// Reports a quantity outside of what it can be, or whose range is; that of a long form is pointed
  /// at where it is `spread`.
  func within(
    _ bounds: Bounds, _ reading: Reading, _ key: String, _ node: Node, spread: Node? = nil
  ) -> Bool {
    if let (code, text, hint) = Self.message(bounds, reading.term.value, key, reading.isBare) {
      report(Diagnostic(code, text, at: node.span, hint: hint))
      return false
    }
    let estimate: Estimate?
    switch reading.term {
    case .parameter(let parameter): estimate = parameter.estimate
    case .named(let definition): estimate = definition.estimate
    default: estimate = nil
    }
    // The tails of a normal spread, and of one by its deviation, reach as far as one likes and are cut
    // off by name; other ranges end.
    if case .normal = estimate { return true }
    var parts: [String: Node] = [:]
    if case .mapping(let entries) = spread?.content {
      for entry in entries { parts[entry.key] = entry.value }
    }
    if parts["gsd"] != nil || parts["pedigree"] != nil { return true }
    guard let range = estimate?.bounds(around: reading.term.value) else { return true }
    let low = Self.message(bounds, range.lowerBound, key, false)
    guard let (_, text, _) = low ?? Self.message(bounds, range.upperBound, key, false) else {
      return true
    }
    let place = parts[low == nil ? "high" : "low"] ?? parts["choices"]
    let span = place.map { part in
      if case .scalar = part.content { part.span } else { Self.firstByte(part) }
    }
    report(
      Diagnostic(
        .badRange, "the range of `\(key)` holds what it cannot be", at: span ?? node.span,
        hint: text))
    return false
  }

  /// What is wrong with a value, if anything is.
  private static func message(
    _ bounds: Bounds, _ value: Double, _ key: String, _ isBare: Bool
  ) -> (Code, String, String?)? {
    let message: (Code, String, String?)?
    switch bounds {
    case .notNegative where value < 0, .share where value < 0:
      message = (
        .notPositive, "`\(key)` cannot be negative",
        "leave it out where it is not known; a missing figure is named, never taken for zero"
      )
    case .positive where value <= 0:
      message = (
        .notPositive, "`\(key)` must be more than zero", "leave it out where it is not known"
      )
    case .positiveShare where value <= 0:
      message = (
        .notPositive, "`\(key)` must be a share of more than zero",
        "leave it out where it is not known; 100 % is then assumed, by name"
      )
    case .positiveShare where value > 1, .share where value > 1:
      message = (
        .outOfRange, "`\(key)` is a share, of at most 100 %",
        isBare ? shareHint(value) : nil
      )
    case .oneOrMore where value < 1:
      message = (
        .outOfRange, "`\(key)` must be at least 1",
        "it divides the energy of the facility by that of its equipment"
      )
    default: message = nil
    }
    return message
  }

  private static func shareHint(_ value: Double) -> String? {
    value <= 100 ? "write `\(plain(value, digits: 6)) %` if that is what is meant" : nil
  }
}

extension Node {
  /// The figure of a quantity: the `value` of its long form, or itself.
  var figure: Node {
    guard case .mapping(let entries) = content else { return self }
    return entries.first { $0.key == "value" }?.value ?? self
  }

  /// The sources that a `source:` names: keys of the bibliography, or a source in words.
  fileprivate func sources(_ reader: StudyReader) -> [String] {
    reader.items(of: self).compactMap { item in
      guard let text = reader.text(item, "source") else { return nil }
      if looksLikeKey(text), !reader.isSource(text) {
        reader.report(reader.unknownSource(text, at: item.span))
      }
      return text
    }
  }

  /// Whether a text is meant as a key such as `luccioni2023`: letters, then a year, no space.
  private func looksLikeKey(_ text: String) -> Bool {
    let letters = text.utf8.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    let rest = text.utf8.dropFirst(letters.count)
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    return letters.count > 1 && digits.count == 4 && rest.dropFirst(4).count <= 12
      && !text.contains(" ")
  }
}
