import Diagnostics
import Quantities

/// What can be wrong with a quantity expression; ranges are bytes within it.
enum ExpressionProblem: Error {
  case comma(String, Range<Int>)
  case grouping(String, Range<Int>)
  case unexpected(String, Range<Int>)
  case expected(String, Range<Int>)
  case unclosed(Range<Int>)
  case nestedTooDeeply(Range<Int>)
  case tooLong(Range<Int>)
  case tooDeep(Range<Int>)
  case powerTooHigh(Range<Int>)
  case unknownName(String, suggestion: String?, Range<Int>)
  case gasMissing(String, Range<Int>)
  case nameAsUnit(String, number: String, Range<Int>)
  case unlike(Reading, Reading, sign: String, Range<Int>)
  case notFinite(String, Range<Int>)
  case tooSmall(String, Range<Int>)
  case resultNotFinite(Range<Int>)
  case spreadTwice(Range<Int>)
  case negativeSpread(Range<Int>)
  case percentOfPercentage(String, Range<Int>)
  case pointsOfOther(Range<Int>)
  case boundUnlike(value: Dimension, bound: Reading, Range<Int>)
  case bareSpread(String, unit: Unit?, Range<Int>)
  case bareBound(String, Dimension, Range<Int>)
  case rangeUpsideDown(Range<Int>)
  case outsideRange(Range<Int>)
  case reported

  /// The message; nothing where the mistake was reported where it was made.
  func diagnostic(at place: (Range<Int>) -> Span) -> Diagnostic? {
    switch self {
    case .comma(let number, let range):
      return Diagnostic(
        .commaInNumber, "a number holds no comma: `\(number)`", at: place(range),
        hint: Self.commaHint(number))
    case .grouping(let number, let range):
      let digits = number.map { $0 == " " || $0 == "'" ? "_" : "\($0)" }.joined()
      return Diagnostic(
        .expression, "`\(number)` is not one number", at: place(range),
        hint: "write `\(digits)`; `_` groups digits")
    case .unexpected(let text, let range):
      let isWord = text.utf8.first.map { $0 == 0x28 || $0 >= 0x30 && $0 <= 0x39 || $0 > 0x40 }
      return Diagnostic(
        .expression, "`\(text)` has no meaning here in a quantity", at: place(range),
        hint: isWord ?? false
          ? "a unit stands right behind its number, and `*` between what is multiplied"
          : "a quantity is a number with a unit, or arithmetic with + - * / and parentheses")
    case .expected(let what, let range):
      return Diagnostic(.expression, "\(what) is missing here", at: place(range))
    case .unclosed(let range):
      return Diagnostic(
        .expression, "this `(` is not closed", at: place(range), hint: "close it with `)`")
    case .nestedTooDeeply(let range):
      return Diagnostic(
        .nestedTooDeeply,
        "this expression is nested more than \(ExpressionParser.deepest) deep", at: place(range),
        hint: "name its parts under `values:`")
    case .tooLong(let range):
      return Diagnostic(
        .tooLarge,
        "this expression has more than \(ExpressionParser.mostOperations) terms and factors",
        at: place(range), hint: "name its parts under `values:`")
    case .tooDeep(let range):
      return Diagnostic(
        .nestedTooDeeply,
        "this rests on more than \(ExpressionParser.deepestTerm) terms and factors upon each other",
        at: place(range), hint: "state a figure for one of the values that it names")
    case .powerTooHigh(let range):
      return Diagnostic(
        .expression, "the power of a unit is too high to mean anything", at: place(range),
        hint: "a unit has a power such as that of `mm2`; look for a factor too many")
    case .unknownName(let name, let suggestion, let range):
      return Diagnostic(
        .unknownName, "`\(name)` is neither a unit nor a named value", at: place(range),
        hint: suggestion ?? "name it under `values:`, or see `cradle explain units` for the units")
    case .gasMissing(let name, let range):
      return Diagnostic(
        .gasMissing,
        name.hasSuffix("CO2")
          ? "`\(name)` is carbon dioxide alone; emissions are counted as CO2 equivalents"
          : "`\(name)` does not say a mass of what",
        at: place(range), hint: "the gas is part of the unit: write `\(Self.withGas(name))`")
    case .nameAsUnit(let name, let number, let range):
      return Diagnostic(
        .expression, "`\(name)` is a named value of this study, not a unit", at: place(range),
        hint: "write `\(number) * \(name)` to multiply by it, or give the value another name")
    case .unlike(let left, let right, let sign, let range):
      let verb = sign == "+" ? "added to" : "taken from"
      return Diagnostic(
        .wrongDimension,
        "\(right.dimension.name) cannot be \(verb) \(left.dimension.name)", at: place(range),
        hint: right.isBare ? "give the number a unit" : nil)
    case .notFinite(let text, let range):
      return Diagnostic(
        .notFinite, "`\(text)` is too large a number", at: place(range),
        hint: "the largest number that can be computed with is 1.8e308, in any unit")
    case .tooSmall(let text, let range):
      return Diagnostic(
        .notFinite, "`\(text)` is too small a number to be told from zero", at: place(range),
        hint: "the smallest number that can be computed with is 2.2e-308, in any unit")
    case .negativeSpread(let range):
      return Diagnostic(
        .badRange, "a spread has no sign: it reaches as far below as above", at: place(range),
        hint: "write `± 10 %`, or `in LOW .. HIGH` where the two are not alike")
    case .spreadTwice(let range):
      return Diagnostic(
        .badRange, "the quantity has a spread already", at: place(range),
        hint: "state one spread, of the whole")
    case .resultNotFinite(let range):
      return Diagnostic(
        .notFinite, "this comes to no finite number", at: place(range),
        hint: "nothing is divided by zero, and the largest number is 1.8e308")
    case .percentOfPercentage(let spread, let range):
      return Diagnostic(
        .percentOfPercentage, "`± \(spread)` of a percentage can be read in two ways",
        at: place(range),
        hint: "write `± \(spread.filter { $0 != "%" && $0 != " " }) points` for percentage points")
    case .pointsOfOther(let range):
      return Diagnostic(
        .wrongDimension, "points are the spread of a percentage, and this is none",
        at: place(range), hint: "write a share such as `± 10 %`, or a figure with its unit")
    case .boundUnlike(let value, let bound, let range):
      return Diagnostic(
        .wrongDimension,
        "the bound of \(value.name) must be one too; this is \(bound.dimension.name)",
        at: place(range))
    case .bareSpread(let number, let unit, let range):
      let hint =
        unit == .percent
        ? "write `± \(number) points` for percentage points"
        : "write `± \(number) \(unit?.symbol ?? "kWh")`, or a share such as `± 10 %`"
      return Diagnostic(
        .missingUnit, "`\(number)` needs a unit", at: place(range), hint: hint)
    case .bareBound(let number, let dimension, let range):
      return Diagnostic(
        .missingUnit, "the bound `\(number)` needs a unit", at: place(range),
        hint: "it bounds \(dimension.name): write `\(number) \(dimension.usualUnit)`")
    case .rangeUpsideDown(let range):
      return Diagnostic(
        .badRange, "the range begins above its end", at: place(range),
        hint: "write the lower bound first")
    case .outsideRange(let range):
      return Diagnostic(
        .badRange, "the value lies outside its own range", at: place(range),
        hint: "a range holds its value: `150 kgCO2e in 100 .. 570`")
    case .reported: return nil
    }
  }

  private static func commaHint(_ number: String) -> String {
    let groups = number.split(separator: ",", omittingEmptySubsequences: false)
    let grouped = groups.dropFirst().allSatisfy {
      $0.prefix { $0 != "." }.count == 3
    }
    let isFraction = groups.first?.contains(".") ?? false
    if isFraction { return "digits are grouped by `_`, and the decimal point is a `.`" }
    if grouped { return "write `\(groups.joined(separator: "_"))`; `_` groups digits" }
    if groups.count == 2 { return "write `\(groups.joined(separator: "."))`; the point is a `.`" }
    return "digits are grouped by `_`, and the decimal point is a `.`"
  }

  private static func withGas(_ name: String) -> String {
    let mass = name.hasSuffix("CO2") ? String(name.dropLast(3)) : name
    switch mass {
    case "ton", "tons", "tonne", "tonnes": return "tCO2e"
    case "gram", "grams": return "gCO2e"
    case "kilogram", "kilograms": return "kgCO2e"
    default: return "\(mass)CO2e"
    }
  }
}
