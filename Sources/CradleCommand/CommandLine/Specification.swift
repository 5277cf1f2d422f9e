/// What the tool can be told: the one description behind parser, help, completions and manual.
///
/// Texts are edited prose in which backticks enclose what is typed. A summary is one line that
/// begins with a capital; the help of an option or argument is a phrase that begins without one
/// and whose first clause, up to a semicolon or colon, can stand alone in a menu.
///
/// Only what a line names is made: all commands, and the texts of the manual, when asked for.
struct ToolSpec: Sendable {
  let name: String
  let version: String
  /// The options that every command takes and that may stand before the command, too.
  let commonOptions: [OptionSpec]
  private let find: @Sendable (String) -> CommandSpec?
  private let all: @Sendable () -> [CommandSpec]
  private let prose: @Sendable () -> ToolProse

  /// A tool whose commands are found by name.
  init(
    name: String, version: String, commonOptions: [OptionSpec],
    command: @escaping @Sendable (String) -> CommandSpec?,
    commands: @escaping @Sendable () -> [CommandSpec], prose: @escaping @Sendable () -> ToolProse
  ) {
    self.name = name
    self.version = version
    self.commonOptions = commonOptions
    find = command
    all = commands
    self.prose = prose
  }

  /// A tool of a few commands.
  init(
    name: String, version: String, commands: [CommandSpec], commonOptions: [OptionSpec],
    prose: ToolProse
  ) {
    self.init(
      name: name, version: version, commonOptions: commonOptions,
      command: { name in commands.first { $0.name == name } }, commands: { commands },
      prose: { prose })
  }

  var commands: [CommandSpec] { all() }
  var summary: String { prose().summary }
  var description: [String] { prose().description }
  var exitStatuses: [HelpEntry] { prose().exitStatuses }
  var files: [HelpEntry] { prose().files }
  var environment: [HelpEntry] { prose().environment }
  var examples: [HelpEntry] { prose().examples }
  var seeAlso: [String] { prose().seeAlso }

  func command(named name: String) -> CommandSpec? { find(name) }

  /// Every option that may stand behind this command, its own first.
  func options(of command: CommandSpec?) -> [OptionSpec] {
    (command?.options ?? []) + commonOptions
  }

  /// What a value has to be one of; empty when it is free.
  func choices(of completes: [Completes]) -> [ChoiceSpec] {
    completes.flatMap { (kind) -> [ChoiceSpec] in
      switch kind {
      case .choices(let choices): choices
      case .commands: commands.map { ChoiceSpec($0.name, $0.summary) }
      case .files, .directories, .bundledStudies, .rulesAndCodes: []
      }
    }
  }
}

/// What the help and the manual say of the tool as a whole.
struct ToolProse: Sendable {
  let summary: String
  var description: [String] = []
  var exitStatuses: [HelpEntry] = []
  var files: [HelpEntry] = []
  var environment: [HelpEntry] = []
  var examples: [HelpEntry] = []
  var seeAlso: [String] = []
}

/// A name with what is said of it: an exit status, a file, a variable, an example.
struct HelpEntry: Hashable, Sendable {
  let name: String
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// One command of the tool. What only its help shows is made when that is asked for.
final class CommandSpec: Sendable {
  let name: String
  let summary: String
  let arguments: [ArgumentSpec]
  let options: [OptionSpec]
  private let makeAbout: @Sendable () -> [String]
  private let makeExamples: @Sendable () -> [HelpEntry]

  init(
    name: String, summary: String, about: @escaping @Sendable @autoclosure () -> [String] = [],
    arguments: [ArgumentSpec] = [], options: [OptionSpec] = [],
    examples: @escaping @Sendable @autoclosure () -> [HelpEntry] = []
  ) {
    self.name = name
    self.summary = summary
    self.arguments = arguments
    self.options = options
    makeAbout = about
    makeExamples = examples
  }

  var about: [String] { makeAbout() }
  var examples: [HelpEntry] { makeExamples() }
}

/// One place for words that are not options.
struct ArgumentSpec: Hashable, Sendable {
  enum Arity: Sendable {
    case one, optional, many, optionalMany

    var isNeeded: Bool { self == .one || self == .many }
    var isMany: Bool { self == .many || self == .optionalMany }
  }

  let name: String
  let help: String
  let arity: Arity
  var completes: [Completes] = []

  /// `STUDY...`, as in a usage line.
  var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .many: "\(name)..."
    case .optionalMany: "[\(name)]..."
    }
  }
}

/// One option, with or without a value.
struct OptionSpec: Hashable, Sendable {
  /// The name behind the two hyphens.
  let long: String
  var short: Character?
  var value: ValueSpec?
  let help: String
  /// The value that holds when nothing is said.
  var `default`: String?
  var repeats = false
  var isNeeded = false
  /// The heading under which help shows it.
  let group: OptionGroup

  /// `--format`.
  var flag: String { "--" + long }

  /// All spellings, the short one first.
  var flags: [String] { (short.map { ["-\($0)"] } ?? []) + [flag] }
}

/// The value of an option.
struct ValueSpec: Hashable, Sendable {
  let name: String
  var completes: [Completes] = []

  init(_ name: String, _ completes: Completes...) {
    self.name = name
    self.completes = completes
  }
}

/// One of the values that an option or argument can have.
struct ChoiceSpec: Hashable, Sendable {
  let name: String
  let help: String

  init(_ name: String, _ help: String) {
    self.name = name
    self.help = help
  }
}

/// What a shell offers where a value or an argument is due; nothing at all is the empty list.
enum Completes: Hashable, Sendable {
  case files
  case directories
  /// The names of the studies that come with the tool.
  case bundledStudies
  /// The names of rules and the codes of messages, for `explain`.
  case rulesAndCodes
  /// The commands of the tool, and nothing else is right.
  case commands
  /// These, and nothing else is right.
  case choices([ChoiceSpec])
}
