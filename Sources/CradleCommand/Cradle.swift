#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Accounting
import Diagnostics

/// The tool.
@main
enum Cradle {
  /// The version of the tool.
  static let version = "0.1.0"

  static func main() {
    exit(run(Array(CommandLine.arguments.dropFirst()), in: PosixSystem()))
  }

  /// Runs one command line and returns its exit status: 0 done, 1 the answer is no, 2 it could not
  /// be done.
  static func run(_ arguments: [String], in system: any System) -> Int32 {
    let tool = ToolSpec.cradle(version: version)
    switch tool.parse(arguments) {
    case .failure(let error):
      return refuse(error, arguments, tool, system)
    case .success(let invocation):
      let session = Session(system: system, tool: tool, invocation: invocation)
      do throws(Failure) {
        return try session.run()
      } catch {
        session.report(error.diagnostics)
        return error.status
      }
    }
  }

  /// A command line that cannot be read.
  private static func refuse(
    _ error: UsageError, _ arguments: [String], _ tool: ToolSpec, _ system: any System
  ) -> Int32 {
    if case .missingCommand = error.fact {
      system.talk(tool.help(bundledStudies: Session.bundledStudies))
    } else if tool.glimpse(of: "message-format", in: arguments) == "json" {
      let diagnostic = Diagnostic(
        .usage, error.message, hint: error.hints.joined(separator: "; "))
      system.talk(JSONMessage(sources: Sources()).text(of: diagnostic))
    } else {
      system.talk(error.text)
    }
    return 2
  }
}

extension Session {
  /// Does what the command line asks for.
  func run() throws(Failure) -> Int32 {
    switch invocation.task {
    case .version:
      try say("cradle \(tool.version)\n")
      return 0
    case .help(let name):
      let command = name.flatMap { tool.command(named: $0) }
      try say(command.map { tool.help(of: $0) } ?? tool.help(bundledStudies: Self.bundledStudies))
      return 0
    case .run(let name):
      switch name {
      case "report": return try report()
      case "compare": return try compare()
      case "levers": return try levers()
      case "check": return try check()
      case "sci": return try sci()
      case "reproduce": return try reproduce()
      case "explain": return try explain()
      case "estimate": return try estimate()
      case "factors": return try factors()
      case "traffic": return try traffic()
      case "meter": return try meter()
      case "merge": return try merge()
      case "new": return try new()
      case "publish": return try publish()
      case "syntax": return try syntax()
      case "completions": return try completions()
      case "man":
        try say(tool.manual())
        return 0
      default:
        try say(tool.help(bundledStudies: Self.bundledStudies))
        return 0
      }
    }
  }

  /// Writes to standard output.
  func say(_ text: String) throws(Failure) {
    do throws(SystemError) { try system.output(text) } catch {
      throw Failure(2, Diagnostic(.unreadable, "cannot write standard output: \(error.reason)"))
    }
  }

  /// The boundary asked for.
  var boundary: Boundary {
    invocation.value(of: "boundary").flatMap(Boundary.init(rawValue:)) ?? .full
  }
}
