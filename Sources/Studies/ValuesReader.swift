import Diagnostics
import Factors
import Formulas
import Quantities
import StudySyntax

/// Named values: quantities that others may use, in any order.
extension StudyReader {
  func readValues(_ node: Node) -> [NamedValue] {
    let entries = entries(of: node, "values", each: "a quantity by its name")
    for entry in entries where isName(entry) && valueNames.insert(entry.key).isNew {
      values.append(DeclaredValue(span: entry.keySpan, state: .unread(entry)))
    }
    return entries.compactMap { entry in
      guard case .value(let reading) = meaning(of: entry.key) else { return nil }
      return NamedValue(name: entry.key, reading: reading, span: entry.keySpan)
    }
  }

  /// What a name stands for; reads a value that was not read yet.
  func meaning(of name: String) -> NameMeaning {
    guard let place = valueNames[name] else { return .unknown }
    switch values[place].state {
    case .done(let found, let depth):
      if let last = depths.indices.last { depths[last] = max(depths[last], depth + 1) }
      return .value(found)
    case .broken: return .broken
    case .reading:
      reportCycle(name)
      return .broken
    case .unread(let entry):
      guard reading.count <= Self.deepestValue else { return tooDeep(name) }
      values[place].state = .reading
      reading.append(name)
      depths.append(0)
      let found = reading(entry.value, name, place: "values.\(name)", label: name)
      reading.removeLast()
      let depth = depths.removeLast()
      guard let found else {
        values[place].state = .broken
        return .broken
      }
      if depth > Self.deepestValue { return tooDeep(name) }
      if let last = depths.indices.last { depths[last] = max(depths[last], depth + 1) }
      let named = self.named(found, entry)
      if case .broken = values[place].state { return .broken }
      values[place].state = .done(named, depth: depth)
      return .value(named)
    }
  }

  /// How many values may rest upon each other.
  private static let deepestValue = 32

  /// Reports, once, a value that rests on too many others, whatever the order they stand in.
  private func tooDeep(_ name: String) -> NameMeaning {
    for member in reading + [name] {
      guard let place = valueNames[member] else { continue }
      if case .done = values[place].state { continue }
      values[place].state = .broken
    }
    guard !sawDeepValue else { return .broken }
    sawDeepValue = true
    report(
      Diagnostic(
        .nestedTooDeeply, "more than \(Self.deepestValue) values rest upon each other here",
        at: span(of: name), hint: "state a figure for one of them"))
    return .broken
  }

  private func span(of name: String) -> Span? { valueNames[name].map { values[$0].span } }

  /// A value that only renames another keeps a name of its own.
  private func named(_ reading: Reading, _ entry: Entry) -> Reading {
    if reading.parameter?.name == entry.key { return reading }
    if case .named(let definition) = reading.term, definition.name == entry.key { return reading }
    var copy = reading
    copy.term = .named(
      Definition(
        entry.key, reading.term, reading.dimension, origin: .study(entry.value.span)))
    return copy
  }

  private func reportCycle(_ name: String) {
    let start = reading.firstIndex(of: name) ?? 0
    let chain = (reading[start...] + [name]).map { "`\($0)`" }.joined(separator: " → ")
    guard let place = valueNames[name], case .reading = values[place].state else { return }
    report(
      Diagnostic(
        .cycle, "a value is defined by itself: \(chain)", at: values[place].span,
        hint: reading.count - start == 1 && Unit(named: name) != nil
          ? "own names win over units: give the value another name"
          : "give one of them a figure of its own"))
    for member in reading[start...] {
      if let place = valueNames[member] { values[place].state = .broken }
    }
  }

  private func isName(_ entry: Entry) -> Bool {
    let bytes = entry.key.utf8
    let isGood =
      bytes.allSatisfy {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F
      } && !(bytes.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? true) && entry.key != "in"
    if !isGood {
      report(
        Diagnostic(
          .badName, "`\(entry.key)` cannot name a value", at: entry.keySpan,
          hint: Self.goodName(entry.key).map { "write `\($0)`" }
            ?? "a name has letters, digits and `_`, and begins with a letter"))
    }
    return isGood
  }

  /// A name with `_` for the signs that it may not hold; nothing where that does not help.
  private static func goodName(_ name: String) -> String? {
    guard let first = name.utf8.first, name.utf8.count < 60, name != "in",
      (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7A,
      name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
    else { return nil }
    return name.map { $0.isLetter || $0.isNumber ? "\($0)" : "_" }.joined()
  }
}
