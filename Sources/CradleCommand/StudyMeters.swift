import Diagnostics
import Reporting
import Studies
import StudySyntax
import Telemetry

/// What came of the logs of power that a study names.
struct MeterFindings {
  var mistakes: [Diagnostic] = []
  /// The logs that were read, each with its digest and what it covers.
  var logs: [String] = []
  /// Those of jobs, by their rows.
  var records: [LogRecord] = []
}

/// The logs of power that a study names under `energy:`, where its figures could stand.
///
/// They are read before the study is, and what they add up to takes their place in the tree, in the
/// long form of a quantity: measured, with the files, their digests and what they cover as its note.
extension Session {
  /// The tree with figures where it names logs of power.
  func metered(_ tree: Node, in study: String, _ found: inout MeterFindings) -> Node {
    guard case .mapping(var entries) = tree.content,
      let place = entries.firstIndex(where: { $0.key == "activities" }),
      case .sequence(var activities) = entries[place].value.content
    else { return tree }
    var isChanged = false
    for index in activities.indices {
      guard case .mapping(var activity) = activities[index].content else { continue }
      var isActivityChanged = false
      for key in activity.indices {
        if activity[key].key == "energy", Self.namesLog(activity[key].value) {
          activity[key].value = figures(of: activity[key].value, in: study, &found)
          isActivityChanged = true
        } else if activity[key].key == "equipment",
          let equipment = metered(equipment: activity[key].value, in: study, &found)
        {
          activity[key].value = equipment
          isActivityChanged = true
        }
      }
      if isActivityChanged {
        activities[index].content = .mapping(activity)
        isChanged = true
      }
    }
    guard isChanged else { return tree }
    entries[place].value.content = .sequence(activities)
    return Node(span: tree.span, content: .mapping(entries))
  }

  private func metered(
    equipment: Node, in study: String, _ found: inout MeterFindings
  ) -> Node? {
    guard case .mapping(var entries) = equipment.content else { return nil }
    var isChanged = false
    for index in entries.indices {
      guard case .mapping(var holding) = entries[index].value.content else { continue }
      if Self.namesJobs(holding) {
        holding = held(holding, in: study, &found)
        entries[index].value.content = .mapping(holding)
        isChanged = true
      }
      for key in holding.indices
      where holding[key].key == "energy" && Self.namesLog(holding[key].value) {
        holding[key].value = figures(of: holding[key].value, in: study, &found)
        entries[index].value.content = .mapping(holding)
        isChanged = true
      }
    }
    return isChanged ? Node(span: equipment.span, content: .mapping(entries)) : nil
  }

  private static func namesLog(_ energy: Node) -> Bool {
    guard case .mapping(let entries) = energy.content else { return false }
    for entry in entries where entry.key == "log" { return true }
    return false
  }

  /// The keys beside `log` that say how it is read.
  private static let beside = [
    "log", "baseline", "node", "meter", "columns", "gap", "counter-range",
  ]

  /// The mapping under `energy:` with figures for its log.
  private func figures(of energy: Node, in study: String, _ found: inout MeterFindings) -> Node {
    guard case .mapping(let entries) = energy.content,
      let log = entries.first(where: { $0.key == "log" })
    else { return energy }
    var rest = entries.filter { !Self.beside.contains($0.key) }
    func text(_ key: String) -> String? {
      guard let node = entries.first(where: { $0.key == key })?.value,
        case .scalar(let scalar) = node.content
      else { return nil }
      return scalar.text
    }
    do throws(Failure) {
      let baseline = try Self.baseline(entries.first { $0.key == "baseline" }?.value)
      guard let side = MeterPage.Side(rawValue: text("meter") ?? "it") else {
        throw Failure(1, Self.noSide(text("meter") ?? ""))
      }
      var terms = PowerLog.Terms()
      terms.node = text("node") ?? ""
      if let columns = entries.first(where: { $0.key == "columns" }) {
        terms.columns = try Self.powerColumns(columns.value)
      }
      if let gap = entries.first(where: { $0.key == "gap" }) {
        terms.bound = try Self.bound(gap.value)
      }
      if let ranges = entries.first(where: { $0.key == "counter-range" }) {
        (terms.range, terms.ranges) = try Self.counterRanges(ranges.value)
      }
      if case .stretch(let stretch) = baseline { terms.stretch = stretch }
      let page = try page(of: log.value, in: study, terms, baseline, side)
      found.logs.append(page.note)
      for (name, value) in page.page.figures {
        if let other = rest.first(where: { $0.key == name }) {
          throw Failure(1, Self.twice(name, other.keySpan))
        }
        rest.append(
          Entry(
            key: name, keySpan: log.keySpan,
            value: Self.measured(value, page.note, at: log.value.span)))
      }
    } catch {
      found.mistakes += error.diagnostics.map { diagnostic in
        var placed = diagnostic
        placed.span = diagnostic.span ?? log.value.span
        return placed
      }
      return Node(span: energy.span, content: .mapping(rest))
    }
    return Node(span: energy.span, content: .mapping(rest))
  }

  static func measured(_ value: String, _ note: String, at span: Span) -> Node {
    func scalar(_ text: String) -> Node {
      Node(span: span, content: .scalar(Scalar(text, style: .doubleQuoted)))
    }
    return Node(
      span: span,
      content: .mapping([
        Entry(key: "value", keySpan: span, value: scalar(value)),
        Entry(key: "status", keySpan: span, value: scalar("measured")),
        Entry(key: "note", keySpan: span, value: scalar(note)),
      ]))
  }

  /// What the logs add up to, and which they are.
  private func page(
    of node: Node, in study: String, _ told: PowerLog.Terms, _ baseline: Metered.Baseline,
    _ side: MeterPage.Side
  ) throws(Failure) -> (page: MeterPage, note: String) {
    var whole = told.summary
    var logs: [(log: PowerLog, name: String)] = []
    var names: [String] = []
    for file in try files(node, in: study) {
      let path = try path(of: file, in: study)
      var terms = told
      if told.node == "*" { terms.node = path }
      let source: any ByteSource
      do throws(SystemError) { source = try system.source(path) } catch {
        throw Self.cannotRead(path, error.reason)
      }
      let log = PowerLog(source, terms)
      let reading = try Self.reading(log, path)
      report(Self.meterDoubts(path, reading.summary))
      whole.merge(reading.summary)
      logs.append((log, path))
      do throws(ReadFailure) {
        names.append("\(file.name) sha256:\(try digest(of: source).prefix(16))")
      } catch { throw Self.cannotRead(path, error.reason) }
    }
    let joined = try sorted(whole, logs, isNodeTold: !told.node.isEmpty)
    let metered = try metered(joined, baseline)
    guard metered.energy.halves > 0 else { throw Failure(1, Self.noEnergy) }
    if side == .facility, metered.isOfSensors { throw Self.noBuildingInStudy }
    let page = MeterPage(metered, side: side)
    var note = names.prefix(4).joined(separator: ", ")
    if names.count > 4 { note += " and \(names.count - 4) more" }
    return (page, "\(note); \(page.summary)")
  }

  /// The files that a path, which may hold a `*` in its last part, or a list of paths names.
  func files(_ node: Node, in study: String) throws(Failure) -> [Reference] {
    var paths: [(text: String, span: Span)] = []
    switch node.content {
    case .scalar(let scalar): paths = [(scalar.text, node.span)]
    case .sequence(let items):
      for item in items {
        guard case .scalar(let scalar) = item.content else {
          throw Failure(1, Self.noPaths(item.span))
        }
        paths.append((scalar.text, item.span))
      }
    case .mapping: throw Failure(1, Self.noPaths(node.span))
    }
    var references: [Reference] = []
    for (text, span) in paths {
      guard text.utf8.contains(0x2A) else {
        references.append(Reference(text, at: span))
        continue
      }
      var folder = ""
      if let slash = text.lastIndex(of: "/") { folder = String(text[...slash]) }
      let pattern = String(text.dropFirst(folder.count))
      let base = try path(of: Reference(folder.isEmpty ? "." : folder, at: span), in: study)
      let names = system.names(in: base).filter { Self.matches($0, pattern) }.sorted()
      guard !names.isEmpty else { throw Failure(1, Self.nothingMatches(text, span)) }
      for name in names { references.append(Reference(folder + name, at: span)) }
    }
    guard references.count <= 10_000 else { throw Failure(1, Self.noPaths(node.span)) }
    return references
  }

  /// Whether a name is what a pattern with `*` for any text says; hidden files are not.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    guard !name.hasPrefix(".") || pattern.hasPrefix(".") else { return false }
    let (name, pattern) = (Array(name.utf8), Array(pattern.utf8))
    var (index, place) = (0, 0)
    var star: (place: Int, index: Int)?
    while index < name.count {
      if place < pattern.count, pattern[place] == 0x2A {
        star = (place, index)
        place += 1
      } else if place < pattern.count, pattern[place] == name[index] {
        place += 1
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == 0x2A { place += 1 }
    return place == pattern.count
  }

  func digest(of source: any ByteSource) throws(ReadFailure) -> String {
    var digest = Digest()
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var offset = 0
    while true {
      let count = try source.read(at: offset, into: &buffer, from: 0)
      if count <= 0 { return digest.hexadecimal }
      digest.add(buffer, 0..<count)
      offset += count
    }
  }
}

// The messages.
extension Session {
  private static func noSide(_ text: String) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "`\(text)` is no side of a meter",
      hint: "write `it` for the equipment, or `facility` for the building")
  }

  static func twice(_ name: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .countedTwice, "`\(name)` is stated beside a log that holds it", at: span,
      hint: "leave one of the two out")
  }

  private static func noPaths(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongShape, "`log` is a path or a list of paths", at: span,
      hint: "write for example `log: power/*.csv`")
  }

  private static func nothingMatches(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unreadable, "no file is named `\(text)`", at: span,
      hint: "paths are relative to the study; `*` stands for any text in a name")
  }
}
