import Diagnostics
import Documents
import Rendering
import Reporting

extension CommandSpec {
  static let check = CommandSpec(
    name: "check",
    summary: "Say what is wrong with studies",
    about: [
      "All mistakes of a file are shown in one run, and so is every expectation that is missed. "
        + "Nothing is written but messages and a verdict for each STUDY."
    ],
    arguments: [.study(.many)],
    options: [
      .format(.text, .json),
      .strict,
      .set("change the STUDY it stands behind, or all when it stands before the first"),
      .allowPath,
      OptionSpec(
        long: "against", value: ValueSpec("CATALOGUE", .files),
        help: "tell which factors moved the total since a version of the catalogue, or since a "
          + "file that `cradle factors -f csv` wrote",
        group: .checks),
    ],
    examples: [
      HelpEntry("cradle check study.yaml", "every mistake in it"),
      HelpEntry("cradle check --strict studies/*.yaml", "defaults are mistakes, too"),
    ])
}

extension Session {
  /// `cradle check STUDY…`: every mistake of every study, then what is missing, assumed or missed.
  func check() throws(Failure) -> Int32 {
    let placed = invocation.placed("set")
    var status: Int32 = 0
    var data: [Datum] = []
    var pages = ""
    let older = try olderCatalogue()
    for argument in placed.arguments {
      do throws(Failure) {
        let loaded = try load(
          argument.word, changes: placed.shared + argument.values, against: older)
        report(loaded.misses)
        if !loaded.misses.isEmpty { status = max(status, 1) }
        if invocation.value(of: "format") == "json" {
          data.append(loaded.report.checkDatum(loaded.misses, changes: loaded.changes))
        } else {
          let page =
            textRenderer
            .render(loaded.report.checkDocument(loaded.misses, changes: loaded.changes))
          pages += pages.isEmpty ? page : "\n" + page
        }
      } catch {
        report(error.diagnostics)
        status = max(status, error.status)
        if invocation.value(of: "format") == "json" {
          data.append(refused(argument.word, error.diagnostics))
        }
      }
    }
    if invocation.value(of: "format") == "json" {
      try say(renderJSON(data.count == 1 ? data[0] : .list(data)))
    } else {
      try say(pages)
    }
    return status
  }

  /// A study that cannot be read, as data.
  private func refused(_ name: String, _ diagnostics: [Diagnostic]) -> Datum {
    .record([
      ("schema", .text("cradle.check/1")), ("ok", .bool(false)),
      (
        "errors",
        .list(diagnostics.filter { $0.severity == .error }.map { $0.datum(in: sources) })
      ),
      ("study", .record([("name", .text(name)), ("digest", .null)])),
    ])
  }
}
