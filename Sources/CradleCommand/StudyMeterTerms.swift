import Diagnostics
import StudySyntax
import Telemetry

/// How a study says that its logs of power are read: `columns`, `gap` and `counter-range` beside `log`.
extension Session {
  /// The columns of logs of power: `{time: ts, power: draw}`, or the text that `--columns` takes.
  static func powerColumns(_ node: Node) throws(Failure) -> ColumnNames {
    let roles = PowerRole.allCases.map(\.rawValue)
    var columns = ColumnNames()
    do throws(ColumnNames.Mistake) {
      switch node.content {
      case .scalar(let scalar): columns = try ColumnNames(scalar.text, roles: roles)
      case .mapping(let entries):
        for entry in entries {
          guard roles.contains(entry.key) else { throw .unknownRole(entry.key) }
          guard case .scalar(let name) = entry.value.content, !name.text.isEmpty else {
            throw .form(entry.key)
          }
          columns.entries.append(.init(role: entry.key, column: name.text))
        }
      case .sequence: throw .form("columns")
      }
      if columns["time"] == nil { throw .missing("time") }
      if columns["power"] == nil, columns["energy"] == nil { throw .missing("power") }
      return columns
    } catch {
      let example = "time=ts,power=draw,device=gpu"
      throw Failure(
        1, noColumns(error, roles, at: node.span, example, "{time: ts, power: draw, device: gpu}"))
    }
  }

  /// How the draw without work is found, if it is asked for.
  static func baseline(_ node: Node?) throws(Failure) -> Metered.Baseline {
    guard let node else { return .none }
    guard case .scalar(let scalar) = node.content else { throw Failure(1, noBaseline(node.span)) }
    do throws(Failure) { return try baseline(scalar.text) } catch {
      throw Failure(
        1,
        all: error.diagnostics.map { diagnostic in
          var placed = diagnostic
          placed.span = node.span
          return placed
        })
    }
  }

  /// Where counters begin again: an energy for all, or one for each name.
  static func counterRanges(
    _ node: Node
  ) throws(Failure) -> (all: Int64?, named: [CounterRange]) {
    var pairs: [(name: String?, energy: String)] = []
    switch node.content {
    case .scalar(let scalar): pairs = rangePairs(scalar.text)
    case .mapping(let entries):
      for entry in entries {
        guard case .scalar(let scalar) = entry.value.content else {
          throw Failure(1, noCounterRanges(node.span))
        }
        pairs.append((entry.key, scalar.text))
      }
    case .sequence: throw Failure(1, noCounterRanges(node.span))
    }
    pairs = pairs.map { ($0.name, $0.energy.filter { $0 != " " }) }
    guard let ranges = counterRanges(pairs) else { throw Failure(1, noCounterRanges(node.span)) }
    return ranges
  }

  /// The longest step that is bridged, in nanoseconds.
  static func bound(_ node: Node) throws(Failure) -> Int64 {
    guard case .scalar(let scalar) = node.content, let bound = length(scalar.text) else {
      throw Failure(1, noBound(node.span))
    }
    return bound
  }
}

// The messages.
extension Session {
  private static func noBaseline(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongShape, "`baseline` tells how much a device draws without work", at: span,
      hint: "write a draw such as `60 W`, `measured`, an entry of the catalogue, or a stretch "
        + "without work such as `2026-06-18T00:00/2026-06-18T00:10`")
  }

  private static func noCounterRanges(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongShape, "`counter-range` tells after how much counters begin again", at: span,
      hint: "write an energy for all of them, `262143.328850 J`, or one for each name, "
        + "`{package-0: 262143.328850 J, dram: 65712.999613 J}`")
  }

  private static func noBound(_ span: Span) -> Diagnostic {
    Diagnostic(
      .wrongShape, "`gap` is the longest step between two samples that is bridged", at: span,
      hint: "write a number of `ms`, `s`, `min` or `h`: `gap: 30s`")
  }
}
