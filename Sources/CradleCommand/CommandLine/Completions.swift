/// A shell that completes command lines.
enum Shell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}

/// The names that only the caller knows and the shells offer.
struct KnownNames: Sendable {
  let studies: [String]
  let topics: [String]

  /// Names that a shell might read as more than a name are not offered.
  init(studies: [String], topics: [String]) {
    self.studies = studies.filter(isPlain)
    self.topics = topics.filter(isPlain)
  }
}

extension ToolSpec {
  /// The script that teaches a shell the table; it asks for nothing when it runs.
  func completions(for shell: Shell, names: KnownNames) -> String {
    switch shell {
    case .bash: bashCompletions(names: names)
    case .zsh: zshCompletions(names: names)
    case .fish: fishCompletions(names: names)
    }
  }

  /// The words that fit a place.
  func words(for completes: [Completes], names: KnownNames) -> [String] {
    completes.flatMap { (kind) -> [String] in
      switch kind {
      case .bundledStudies: names.studies
      case .rulesAndCodes: names.topics
      case .commands, .choices: choices(of: [kind]).map(\.name)
      case .files, .directories: []
      }
    }
  }

  /// Each option with the command it belongs to; nil for one that all commands take.
  var placedOptions: [(command: CommandSpec?, option: OptionSpec)] {
    commonOptions.map { (nil, $0) }
      + commands.flatMap { command in command.options.map { (command, $0) } }
  }
}

/// The first clause of a help, for a menu, without the backticks of its prose.
func menuText(_ help: String) -> String {
  let bytes = help.utf8
  let end = bytes.firstIndex { $0 == 0x3B || $0 == 0x3A } ?? bytes.endIndex
  return String(decoding: bytes[..<end].filter { $0 != 0x60 }, as: UTF8.self)
}

/// Whether a name is letters, digits and `._+-/` only, and does not look like an option.
private func isPlain(_ name: String) -> Bool {
  !name.isEmpty && name.utf8.first != 0x2D
    && name.utf8.allSatisfy { byte in
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x2F, 0x5F: true
      default: false
      }
    }
}
