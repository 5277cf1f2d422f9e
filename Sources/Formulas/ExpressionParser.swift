public import Diagnostics
import Quantities

/// How an expression is to be read: where it stands and what its names mean.
public struct ExpressionContext {
  /// The place in the study by names, such as `equipment.gpu.power`.
  public var place: String
  /// What the value is called in a derivation, such as `power of gpu`.
  public var label: String
  /// How the value came to be known.
  public var status: Status
  /// The keys of its sources.
  public var sources: [String]
  /// What else is to be said of it.
  public var note: String?
  /// Whether a status, a source or a note was written for this place, which a named value that
  /// stands alone here does not say of itself.
  public var saysMore = false

  /// A place for an expression.
  public init(
    place: String, label: String, status: Status = .stated, sources: [String] = [],
    note: String? = nil
  ) {
    self.place = place
    self.label = label
    self.status = status
    self.sources = sources
    self.note = note
  }
}

/// Reads quantity expressions: `gpu_time * 400 W`, `57 gCO2e/kWh ± 10 %`,
/// `150 kgCO2e in 100 .. 570`.
///
/// Juxtaposition of number and unit binds tightest, then `* /`, then `+ -`; `±` and `in` come last
/// and bind the whole expression, or the whole of a pair of parentheses.
public struct ExpressionParser {
  private var lexer: ExpressionLexer
  private var token = ExpressionToken(kind: .end, range: 0..<0)
  private let place: (Range<Int>) -> Span
  private let context: ExpressionContext
  private let meaning: (String) -> NameMeaning
  private let suggest: (String) -> String?
  private var depth = 0
  private var operations = 0

  /// How deep parentheses may stand within each other.
  static let deepest = 32
  /// How many operations an expression may have.
  static let mostOperations = 400
  /// How many operations may rest upon each other, those of the values that it names included: what
  /// walks a term is recursive.
  static let deepestTerm = 800

  /// Reads `text`, which stands at `span`.
  ///
  /// - Parameters:
  ///   - isVerbatim: whether the bytes of `text` are those of the span, so that parts of it can be
  ///     pointed at.
  ///   - meaning: what a name stands for; own names win over units.
  ///   - suggest: the nearest known name, for a name that is none.
  /// - Returns: what the expression is, or nothing where it has a mistake, which is then in
  ///   `diagnostics`.
  public static func read(
    _ text: String, at span: Span, isVerbatim: Bool, context: ExpressionContext,
    diagnostics: inout [Diagnostic], suggest: (String) -> String? = { _ in nil },
    meaning: (String) -> NameMeaning = { _ in .unknown }
  ) -> Reading? {
    withoutActuallyEscaping(suggest) { suggest in
      withoutActuallyEscaping(meaning) { meaning in
        var parser = ExpressionParser(
          lexer: ExpressionLexer(text),
          place: { isVerbatim ? span.inside($0) : span },
          context: context, meaning: meaning, suggest: suggest)
        do throws(ExpressionProblem) {
          return try parser.whole()
        } catch {
          if let diagnostic = error.diagnostic(at: parser.place) { diagnostics.append(diagnostic) }
          return nil
        }
      }
    }
  }

  private init(
    lexer: ExpressionLexer, place: @escaping (Range<Int>) -> Span, context: ExpressionContext,
    meaning: @escaping (String) -> NameMeaning, suggest: @escaping (String) -> String?
  ) {
    self.lexer = lexer
    self.place = place
    self.context = context
    self.meaning = meaning
    self.suggest = suggest
  }

  private mutating func advance() throws(ExpressionProblem) { token = try lexer.next() }

  private mutating func whole() throws(ExpressionProblem) -> Reading {
    try advance()
    let start = token.range.lowerBound
    if token.kind == .end { throw .expected("a quantity", token.range) }
    var reading = try spread(sum())
    if token.kind != .end { throw .unexpected(lexer.text(token.range), token.range) }
    let range = start..<token.range.lowerBound
    guard reading.term.value.isFinite else { throw .resultNotFinite(range) }
    guard reading.term.extent.depth <= Self.deepestTerm else { throw .tooDeep(range) }
    name(&reading, at: place(range))
    return reading
  }

  /// Gives the whole its name and its identity.
  private func name(_ reading: inout Reading, at span: Span) {
    switch reading.term {
    case .parameter(var parameter) where parameter.name == nil:
      parameter.name = context.label
      parameter.isPart = false
      reading.term = .parameter(parameter)
    case .named(let definition)
    where definition.estimate != nil && definition.name == context.label:
      reading.term = definition.term
      wrap(&reading, estimate: definition.estimate, at: span)
    case .parameter, .named:
      // A value under its own name needs another only for what is said of it in this place.
      if context.saysMore { wrap(&reading, at: span) }
    default: wrap(&reading, at: span)
    }
  }

  private func wrap(_ reading: inout Reading, estimate: Estimate? = nil, at span: Span) {
    reading.term = .named(
      Definition(
        context.label, reading.term, reading.dimension, origin: .study(span),
        status: context.status, estimate: estimate, place: context.place,
        sources: context.sources, note: context.note))
  }

  private mutating func sum() throws(ExpressionProblem) -> Reading {
    var left = try product()
    while token.kind == .plus || token.kind == .minus {
      try countOperation()
      let minus = token.kind == .minus
      try advance()
      let start = token.range.lowerBound
      let right = try product()
      guard left.dimension == right.dimension else {
        throw .unlike(
          left, right, sign: minus ? "-" : "+", start..<max(start, token.range.lowerBound))
      }
      left.term = minus ? .difference(left.term, right.term) : .sum(left.term, right.term)
      left.unit = left.unit ?? right.unit
      left.isBare = left.isBare && right.isBare
    }
    return left
  }

  private mutating func product() throws(ExpressionProblem) -> Reading {
    var left = try factor()
    while token.kind == .times || token.kind == .over {
      try countOperation()
      let divide = token.kind == .over
      try advance()
      let start = token.range.lowerBound
      let right = try factor()
      left = Reading(
        term: divide ? .quotient(left.term, right.term) : .product(left.term, right.term),
        dimension: divide ? left.dimension / right.dimension : left.dimension * right.dimension,
        unit: Self.unit(left, right, divide: divide), isBare: left.isBare && right.isBare)
      guard left.dimension.degree <= Self.highestPower else {
        throw .powerTooHigh(start..<max(start, token.range.lowerBound))
      }
    }
    return left
  }

  /// The highest power of a unit that a quantity may have: a product of many has no meaning, and
  /// ``Dimension`` no room for it.
  private static let highestPower = 9

  private mutating func countOperation() throws(ExpressionProblem) {
    operations += 1
    if operations > Self.mostOperations { throw .tooLong(token.range) }
  }

  /// The unit that people expect of a product: that of the one factor that has a dimension.
  private static func unit(_ left: Reading, _ right: Reading, divide: Bool) -> Unit? {
    if right.dimension == .none { return left.dimension == .none ? nil : left.unit }
    if left.dimension == .none, !divide { return right.unit }
    return nil
  }

  private mutating func factor() throws(ExpressionProblem) -> Reading {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw .nestedTooDeeply(token.range) }
    switch token.kind {
    case .minus:
      try countOperation()
      try advance()
      let value = try factor()
      if var parameter = value.parameter, parameter.name == nil, parameter.estimate == nil {
        parameter.value = -parameter.value
        let isNegative = parameter.digits.hasPrefix("-")
        parameter.digits = isNegative ? "\(parameter.digits.dropFirst())" : "-\(parameter.digits)"
        return Reading(
          term: .parameter(parameter), dimension: value.dimension, unit: value.unit,
          isBare: value.isBare)
      }
      return Reading(
        term: .product(.number(-1), value.term), dimension: value.dimension, unit: value.unit,
        isBare: value.isBare)
    case .number: return try number()
    case .name: return try name()
    case .open:
      let start = token.range.lowerBound
      try advance()
      let inner = try spread(sum())
      guard token.kind == .close else {
        if token.kind == .end { throw .unclosed(start..<start + 1) }
        throw .unexpected(lexer.text(token.range), token.range)
      }
      try advance()
      return inner
    case .end: throw .expected("a number or a name", token.range)
    default: throw .unexpected(lexer.text(token.range), token.range)
    }
  }

  private mutating func number() throws(ExpressionProblem) -> Reading {
    let literal = token
    let digits = lexer.digits(literal.range)
    guard let number = Double(digits), number.isFinite else {
      throw .notFinite(lexer.text(literal.range), literal.range)
    }
    if number == 0, Self.isNotZero(digits) {
      throw .tooSmall(lexer.text(literal.range), literal.range)
    }
    try advance()
    let found = try unitBehind(literal.range)
    // Asked by pattern: `== nil` would compare units, and make the means to do so at first use.
    let isBare = if case .none = found { true } else { false }
    let unit = found ?? .one
    let value = unit.inBase(number)
    guard value.isFinite else { throw .notFinite(lexer.text(literal.range), literal.range) }
    let parameter = Parameter(
      place: context.place, value: value, unit: unit, digits: digits,
      status: context.status,
      origin: .study(place(literal.range.lowerBound..<end(of: literal))),
      sources: context.sources, note: context.note)
    return Reading(
      term: .parameter(parameter), dimension: unit.dimension, unit: found, isBare: isBare)
  }

  /// Whether a number has a digit above zero before its exponent.
  private static func isNotZero(_ digits: String) -> Bool {
    digits.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
      .contains { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  private func end(of literal: ExpressionToken) -> Int {
    max(literal.range.upperBound, min(token.range.lowerBound, literal.range.upperBound + 1))
  }

  /// The unit behind a number, simple or compound; the names of values end it.
  private mutating func unitBehind(_ number: Range<Int>) throws(ExpressionProblem) -> Unit? {
    if token.kind == .percent {
      try advance()
      return .percent
    }
    guard token.kind == .name, token.name != "in", token.name != "points", token.name != "point"
    else { return nil }
    switch meaning(token.name) {
    case .unknown: break
    case .broken: throw .reported
    case .value: throw .nameAsUnit(token.name, number: lexer.text(number), token.range)
    }
    var unit = try unitNamed(token)
    try advance()
    while token.kind == .over || token.kind == .times {
      try countOperation()
      let saved = (lexer, token)
      let divide = token.kind == .over
      try advance()
      guard token.kind == .name, case .unknown = meaning(token.name) else {
        (lexer, token) = saved
        break
      }
      let next = try unitNamed(token)
      unit = divide ? unit / next : unit * next
      guard unit.dimension.degree <= Self.highestPower else { throw .powerTooHigh(token.range) }
      try advance()
    }
    if token.kind == .name, token.name != "in" {
      throw .unexpected(lexer.text(token.range), token.range)
    }
    return unit
  }

  private func unitNamed(_ token: ExpressionToken) throws(ExpressionProblem) -> Unit {
    if let unit = Unit(named: token.name) { return unit }
    if UnitSpelling.massWithoutGas.contains(token.name) {
      throw .gasMissing(token.name, token.range)
    }
    let hint = UnitSpelling.hint(for: token.name) ?? suggest(token.name)
    throw .unknownName(token.name, suggestion: hint, token.range)
  }

  private mutating func name() throws(ExpressionProblem) -> Reading {
    let word = token
    switch meaning(word.name) {
    case .value(let reading):
      try advance()
      return reading
    case .broken: throw .reported
    case .unknown: break
    }
    let unit = try unitNamed(word)
    try advance()
    let parameter = Parameter(
      place: context.place, value: unit.inBase(1), unit: unit,
      digits: "1", status: context.status, origin: .study(place(word.range)))
    return Reading(term: .parameter(parameter), dimension: unit.dimension, unit: unit)
  }
}

extension ExpressionParser {
  /// Reads `± …` or `in … .. …` behind a value, if it stands there.
  fileprivate mutating func spread(_ value: Reading) throws(ExpressionProblem) -> Reading {
    if token.kind == .plusMinus { return try plusMinus(value) }
    if token.kind == .name, token.name == "in" { return try range(value) }
    return value
  }

  private mutating func plusMinus(_ value: Reading) throws(ExpressionProblem) -> Reading {
    let start = token.range.lowerBound
    try advance()
    if token.kind == .minus { throw .negativeSpread(start..<token.range.upperBound) }
    guard token.kind == .number else { throw .expected("the figure of the spread", token.range) }
    let spread = try number()
    let half = spread.term.value
    let text = spread.parameter?.written ?? ""
    let end = token.range.lowerBound
    let isPercentage = value.unit == .percent
    if token.kind == .name, token.name == "points" || token.name == "point", spread.isBare {
      guard isPercentage else { throw .pointsOfOther(token.range) }
      try advance()
      return try with(.normal(halfWidth: half / 100), on: value, at: start)
    }
    if spread.unit == .percent {
      if isPercentage { throw .percentOfPercentage(text, start..<end) }
      return try with(.normal(halfWidth: abs(value.term.value) * half), on: value, at: start)
    }
    if spread.isBare, value.dimension != .none || isPercentage {
      let usual = Unit(parsing: value.dimension.usualUnit)
      throw .bareSpread(text, unit: value.unit ?? usual, start..<end)
    }
    guard spread.dimension == value.dimension else {
      throw .boundUnlike(value: value.dimension, bound: spread, start..<end)
    }
    return try with(.normal(halfWidth: half), on: value, at: start)
  }

  private mutating func range(_ value: Reading) throws(ExpressionProblem) -> Reading {
    let start = token.range.lowerBound
    try advance()
    let low = try bound(of: value)
    guard token.kind == .range else {
      throw .expected("the `..` between the bounds", token.range)
    }
    try advance()
    let high = try bound(of: value)
    let range = start..<max(start, token.range.lowerBound)
    if low > high { throw .rangeUpsideDown(range) }
    if value.term.value < low || value.term.value > high { throw .outsideRange(range) }
    return try with(.triangular(low: low, high: high), on: value, at: start)
  }

  /// A bound in base units; a bare one takes the unit of its value.
  private mutating func bound(of value: Reading) throws(ExpressionProblem) -> Double {
    let start = token.range.lowerBound
    let bound = try sum()
    let range = start..<max(start, token.range.lowerBound)
    guard bound.term.value.isFinite else { throw .resultNotFinite(range) }
    if bound.isBare, value.dimension != .none || value.unit != nil {
      guard let unit = value.unit else {
        throw .bareBound(plain(bound.term.value), value.dimension, range)
      }
      let inUnit = unit.inBase(bound.term.value)
      guard inUnit.isFinite else { throw .resultNotFinite(range) }
      return inUnit
    }
    guard bound.dimension == value.dimension else {
      throw .boundUnlike(value: value.dimension, bound: bound, range)
    }
    return bound.term.value
  }

  private func with(
    _ estimate: Estimate, on value: Reading, at start: Int
  ) throws(ExpressionProblem) -> Reading {
    let range = start..<max(start, token.range.lowerBound)
    if case .normal(let half) = estimate, !half.isFinite { throw .resultNotFinite(range) }
    if value.parameter?.estimate != nil, value.parameter?.name == nil { throw .spreadTwice(range) }
    var copy = value
    if var parameter = value.parameter, parameter.name == nil {
      parameter.estimate = estimate
      copy.term = .parameter(parameter)
    } else {
      copy.term = .named(
        Definition(
          context.label, value.term, value.dimension,
          origin: .study(place(0..<start)), status: context.status, estimate: estimate,
          place: context.place, sources: context.sources, note: context.note))
    }
    return copy
  }
}
