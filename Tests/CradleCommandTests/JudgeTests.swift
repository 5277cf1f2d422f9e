import Foundation
import Testing

/// Programs that others wrote judge what the tool writes: PyYAML, a JSON Schema validator and
/// pdflatex. Where one is missing its test is skipped and says so, unless CRADLE_JUDGES is
/// `required`.
@Suite("Outside judges")
struct JudgeTests {
  @Test(
    "PyYAML reads every study as Cradle does, and what Cradle alone refuses is named",
    .enabled(if: Judge.has("python3", "-c", "import yaml"), "PyYAML is not installed"))
  func yaml() throws {
    try Judge.expectSuccess(
      "python3", ".ci/judges/yaml_subset.py", "\(Judge.tool.path) syntax", "Data")
  }

  @Test(
    "Every JSON report is valid by its schema",
    .enabled(if: Judge.has("python3", "-c", "import jsonschema"), "jsonschema is not installed"))
  func schema() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "cradle-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = [
      "report bloom --format json", "report bloom --format json --boundary dynamic",
      "report bloom-api --format json --boundary it", "compare bloom bloom-api --format json",
      "check bloom bloom-api --format json", "check Tests/Fixtures/hostile.yaml --format json",
      "report Tests/Fixtures/hostile.yaml --format json",
      "report Tests/Fixtures/everything.yaml --format json", "reproduce --format json",
      "check Tests/Fixtures/everything.yaml --against Tests/Fixtures/then.yaml --format json",
      "factors --catalogue Tests/Fixtures/my-factors.yaml --format json a100 sxm4 80gb",
      "report power-hungry-life --format json", "sci bloom-api --per request --format json",
      "sci sci-example --per h --format json",
      "traffic Tests/Fixtures/traffic.csv --format json",
      "traffic Tests/Fixtures/traffic.csv --window 10min --format json",
      "report bloom --chart processes --format json",
      "levers bloom --format json", "explain bloom --format json",
      "explain bloom-api embodied --format json",
      "explain bloom embodied --samples 1000 --format json",
      "levers bloom-api bloom --format json",
      "report Tests/Fixtures/uncertain.yaml --samples 1000 --format json",
      "report Tests/Fixtures/uncertain.yaml --samples 1000 --chart density --format json",
      "report Tests/Fixtures/uncertain.yaml --samples 1000 --chart tornado --format json",
      "report bloom --samples 100 --format json",
      "compare Tests/Fixtures/uncertain.yaml bloom --samples 1000 --format json",
      "report Tests/Fixtures/logged.yaml --format json",
      "meter Tests/Fixtures/meters/spl.txt --format json",
      "meter Tests/Fixtures/meters/spl.txt --idle 10W --meter facility --format json",
      "meter Tests/Fixtures/meters/nvidia_smi_8xh100_idle.csv --format json "
        + "--columns time=timestamp,power=power.draw,device=gpu",
      "report Tests/Fixtures/campaign.yaml --format json",
      "meter Tests/Fixtures/jobs.psv --format json",
      "meter Tests/Fixtures/jobs.psv --by account --node-cpus 64 --format json",
      "report Tests/Fixtures/logged.yaml --chart traffic --format json",
    ]
    for (index, line) in lines.enumerated() {
      let run = try Judge.run([Judge.tool.path] + line.split(separator: " ").map(String.init))
      #expect(run.status == 0, "\(line): \(run.output)")
      try run.output.write(
        to: folder.appending(path: "\(index).json"), atomically: true, encoding: .utf8)
    }
    try Judge.expectSuccess(
      "python3", ".ci/judges/schema.py", "Data/schema", "Reports", folder.path)
  }

  @Test(
    "Apache Spark adds logs up, slice by slice, to the bytes of one pass",
    .enabled(
      if: Judge.has("python3", "-c", "import pyspark") && Judge.has("java", "-version"),
      "pyspark or a Java runtime is not installed"))
  func spark() throws {
    try Judge.expectSuccess("python3", ".ci/judges/spark.py", Judge.tool.path)
  }

  @Test(
    "Every picture among the reports is well-formed and stands alone",
    .enabled(if: Judge.has("python3", "-c", "import xml.dom.minidom"), "python3 is not installed"))
  func svg() throws {
    try Judge.expectSuccess("python3", ".ci/judges/svg.py", "Reports")
  }

  @Test(
    "pdflatex compiles every LaTeX report without a warning",
    .enabled(
      if: Judge.has("pdflatex", "--version")
        && Judge.has("kpsewhich", "siunitx.sty", "pgfplots.sty"),
      "pdflatex with booktabs, siunitx and pgfplots is not installed"))
  func latex() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "cradle-reports-tex-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for study in ["hostile", "everything", "logged"] {
      let run = try Judge.run([
        Judge.tool.path, "publish", "Tests/Fixtures/\(study).yaml", "--into", folder.path,
      ])
      #expect(run.status == 0, "\(run.output)")
    }
    try Judge.expectSuccess(
      Judge.tool.path, "reproduce", "--format", "latex", "-o", "\(folder.path)/record.tex")
    for option in ["--label=chart", "--standalone"] {
      try Judge.expectSuccess(
        Judge.tool.path, "report", "bloom", "--chart", "processes", "--format", "latex", option,
        "-o", "\(folder.path)/chart\(option.prefix(5)).tex")
    }
    for study in ["bloom", "Tests/Fixtures/hostile.yaml", "Tests/Fixtures/everything.yaml"] {
      let name = study.split(separator: "/").last ?? ""
      try Judge.expectSuccess(
        Judge.tool.path, "explain", study, "full", "--format", "latex", "--samples", "1000", "-o",
        "\(folder.path)/\(name)-full.tex")
    }
    try Judge.expectSuccess("python3", ".ci/judges/latex.py", "Reports", folder.path)
  }
}

/// Runs other programs from the root of the project.
private enum Judge {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The tool beside the tests.
  static var tool: URL {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let tool = folder.appending(path: "cradle")
      if FileManager.default.isExecutableFile(atPath: tool.path) { return tool }
      folder.deleteLastPathComponent()
    }
    return folder
  }

  /// Whether a command succeeds here, or has to.
  static func has(_ command: String...) -> Bool {
    ProcessInfo.processInfo.environment["CRADLE_JUDGES"] == "required"
      || (try? run(command).status) == 0
  }

  static func expectSuccess(_ command: String...) throws {
    let run = try run(command)
    #expect(run.status == 0, "\(run.output)")
  }

  /// Runs a command; its output is what it writes to standard output, or else to standard error.
  static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = root
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let talk = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus,
      String(decoding: data.isEmpty ? talk : data, as: UTF8.self)
    )
  }
}
