import Documents
import Foundation
import Rendering
import Testing

/// Programs that others wrote judge every sample chart: an XML parser, rsvg-convert, pdflatex.
/// Where one is missing its test is skipped and says so, unless CRADLE_JUDGES is `required`.
@Suite("Outside judges of charts")
struct ChartJudgeTests {
  @Test(
    "Every SVG is well-formed, stands alone, and is drawn within its box",
    .enabled(if: has("python3", "-c", "import xml.dom.minidom"), "python3 is not installed"))
  func svg() throws {
    try judge(ending: "svg") { SVGRenderer().render($0, remarks: [Samples.hostile, "]]> -->"]) }
  }

  @Test(
    "pdflatex compiles every chart with pgfplots alone, and without a warning",
    .enabled(
      if: has("pdflatex", "--version") && has("kpsewhich", "pgfplots.sty"),
      "pdflatex with pgfplots is not installed"))
  func latex() throws {
    try judge(ending: "tex", by: "latex") { LaTeXRenderer().fragment(chart: $0) }
  }

  @Test(
    "Every chart as data is valid by its schema",
    .enabled(if: has("python3", "-c", "import jsonschema"), "jsonschema is not installed"))
  func schema() throws {
    try judge(ending: "json", by: "schema", "Data/schema") { renderJSON($0) }
  }

  private func judge(
    ending: String, by name: String? = nil, _ arguments: String..., text: (Chart) -> String
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "cradle-\(ending)-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (index, chart) in try ChartSamples.all().enumerated() {
      let file = folder.appending(path: "\(index).\(ending)")
      try text(chart).write(to: file, atomically: true, encoding: .utf8)
    }
    let run = try Self.run(
      ["python3", ".ci/judges/\(name ?? ending).py"] + arguments + [folder.path])
    #expect(run.status == 0, "\(run.output)")
  }

  /// Whether a command succeeds here, or has to.
  private static func has(_ command: String...) -> Bool {
    ProcessInfo.processInfo.environment["CRADLE_JUDGES"] == "required"
      || (try? run(command).status) == 0
  }

  private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
