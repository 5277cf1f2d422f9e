import Accounting
import Diagnostics
import Documents
import Factors
import Rendering
import Reporting

extension CommandSpec {
  static let publish = CommandSpec(
    name: "publish",
    summary: "Write every report of studies into a folder",
    about: [
      "The reports of each STUDY go into a folder of its name in DIR, one file a format.",
      "Where a value has a spread, its intervals, what makes them wide, and pictures of both go "
        + "there, too: from 10 000 samples of seed 1, unless `--samples` and `--seed` say otherwise.",
    ],
    arguments: [.study(.many)],
    options: [
      .allowPath,
      OptionSpec(
        long: "into", value: ValueSpec("DIR", .directories),
        help: "the folder that the reports go into", isNeeded: true, group: .output),
      .samples,
      .seed,
    ],
    examples: [HelpEntry("cradle publish bloom --into Reports", "the files below Reports/bloom")])
}

extension Session {
  /// `cradle publish STUDY… --into DIR`: every report of each study, in a folder of its name.
  func publish() throws(Failure) -> Int32 {
    let folder = invocation.value(of: "into") ?? "."
    let drawing = try drawing ?? Drawing(samples: 10_000, seed: 1)
    var status: Int32 = 0
    var names = NameIndex()
    for name in invocation.arguments where !names.insert(Self.folderName(name)).isNew {
      throw Self.sameFolder(name, folder)
    }
    for name in invocation.arguments {
      let loaded = try load(name)
      report(loaded.misses)
      if !loaded.misses.isEmpty { status = 1 }
      let directory = "\(folder)/\(Self.folderName(name))"
      do throws(SystemError) {
        try system.makeFolder(directory)
        for (file, text) in Self.reports(of: loaded, drawing) {
          try system.write("\(directory)/\(file)", text)
        }
      } catch {
        throw Failure(2, Diagnostic(.unreadable, "cannot write `\(directory)`: \(error.reason)"))
      }
    }
    return status
  }

  private static func sameFolder(_ study: String, _ folder: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "two studies would be published as `\(folder)/\(folderName(study))`",
        hint: "give the files different names, or publish into two folders"))
  }

  /// The name of a study without its folders and its ending.
  static func folderName(_ study: String) -> String {
    let file = study.split(separator: "/").last.map(String.init) ?? study
    return file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file == "-" ? "study" : file
  }

  /// Every report of a study: the name of its file, and its text.
  static func reports(
    of loaded: LoadedStudy, _ drawing: Drawing
  ) -> [(file: String, text: String)] {
    let report = loaded.report
    let sampled = report.hasSpread ? report.sampled(drawing) : report
    let latex = LaTeXRenderer()
    let text = TextRenderer()
    let comparison = Comparison([(loaded.name, report)])
    let name = folderName(loaded.name)
    func fragment(_ table: Table) -> String {
      latex.comment(report.remarks) + latex.fragment(table: table, label: "\(name)-\(table.name)")
    }
    let macroName = name.split(separator: "-").map {
      $0.prefix(1).uppercased() + $0.dropFirst()
    }.joined()
    var files: [(file: String, text: String)] = [
      ("report.txt", text.render(report.document)),
      ("report.json", renderJSON(report.datum)),
      ("report.tex", latex.standalone(report.document)),
      ("processes.tex", fragment(report.processTable)),
      ("stages.tex", fragment(report.stageTable)),
      ("comparison.tex", fragment(report.boundaryTable)),
      ("parameters.tex", fragment(report.parameterTable)),
      ("comparison.txt", text.render(comparison.document)),
      ("comparison.json", renderJSON(comparison.datum)),
      (
        "macros.tex",
        latex.comment(sampled.remarks)
          + latex.macros(name: macroName, definitions: sampled.macros.map(\.latex))
      ),
      ("check.txt", text.render(report.checkDocument(loaded.misses))),
    ]
    if report.mayServe, let table = report.serviceTable {
      files.append(("services.tex", fragment(table)))
    }
    if let chart = try? sampled.processChart() {
      files.append(("processes.svg", SVGRenderer().render(chart, remarks: sampled.remarks)))
    }
    if report.mayServe, let chart = try? report.trafficChart() {
      files.append(("traffic.svg", SVGRenderer().render(chart, remarks: report.remarks)))
    }
    if let document = sampled.intervalDocument {
      files += [
        ("intervals.txt", text.render(document)), ("intervals.json", renderJSON(sampled.datum)),
      ]
      for table in [sampled.intervalTable, sampled.driverTable].compactMap(\.self) {
        files.append(
          (
            "\(table.name).tex",
            latex.comment(sampled.remarks)
              + latex.fragment(table: table, label: "\(name)-\(table.name)")
          ))
      }
      for chart in [try? sampled.densityChart(), try? sampled.tornadoChart()].compactMap(\.self) {
        files.append(
          ("\(chart.name).svg", SVGRenderer().render(chart, remarks: sampled.remarks)))
      }
    }
    if let derivation = Derivation.document(report, of: nil) {
      files += [
        ("derivation.txt", text.render(derivation)),
        ("derivation.tex", latex.standalone(derivation)),
      ]
    }
    return files
  }
}
