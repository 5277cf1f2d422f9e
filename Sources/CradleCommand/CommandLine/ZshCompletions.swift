extension ToolSpec {
  /// A script for zsh, to be read as `_cradle` from a folder of `fpath` or with `source`.
  func zshCompletions(names: KnownNames) -> String {
    let mixed = mixtures.map { completes in
      """
      \(function(for: completes))() {
        _alternative \\
      \(completes.compactMap { alternative($0, names) }.map { "    " + $0 }.joined(separator: " \\\n"))
      }


      """
    }
    let described = commands.map { "    " + quoted("\($0.name):\(menuText($0.summary))") }
    let cases = commands.map { command in
      let specs = options(of: command).map(spec) + command.arguments.enumerated().map(spec)
      return """
              \(command.name))
                _arguments -s -S \\
                  \(specs.joined(separator: " \\\n            "))
                ;;
        """
    }
    return """
      #compdef \(name)
      # zsh completion for \(name), printed by `\(name) completions zsh`

      _\(name)_commands() {
        local -a commands
        commands=(
      \(described.joined(separator: "\n"))
        )
        _describe -t commands command commands
      }

      \(mixed.joined())_\(name)() {
        local curcontext="$curcontext" state state_descr line
        typeset -A opt_args
        _arguments -C -S -s -A '-*' \\
          \(commonOptions.map(spec).joined(separator: " \\\n    ")) \\
          '1:command:_\(name)_commands' \\
          '*::argument:->argument' && return 0
        if [[ $state == argument ]]; then
          curcontext="${curcontext%:*:*}:\(name)-$words[1]:"
          case $words[1] in
      \(cases.joined(separator: "\n"))
          esac
        fi
      }

      if [[ $funcstack[1] == _\(name) ]]; then
        _\(name) "$@"
      else
        compdef _\(name) \(name)
      fi

      """
  }

  /// Whether a place is best served by a function of its own.
  private func isMixture(_ place: [Completes]) -> Bool {
    place.count > 1 || place == [.bundledStudies] || place == [.rulesAndCodes]
  }

  /// The places that have a function of their own, each once.
  private var mixtures: [[Completes]] {
    var found: [[Completes]] = []
    let places =
      commands.flatMap { $0.arguments.map(\.completes) }
      + placedOptions.compactMap { $0.option.value?.completes }
    for place in places where isMixture(place) && !found.contains(place) { found.append(place) }
    return found
  }

  private func function(for completes: [Completes]) -> String {
    completes.reduce("_\(name)") { name, kind in
      switch kind {
      case .files: name + "_files"
      case .directories: name + "_directories"
      case .bundledStudies: name + "_studies"
      case .rulesAndCodes: name + "_topics"
      case .commands: name + "_commands"
      case .choices(let choices): choices.reduce(name) { $0 + "_" + $1.name }
      }
    }
  }

  private func alternative(_ kind: Completes, _ names: KnownNames) -> String? {
    let words = words(for: [kind], names: names).joined(separator: " ")
    return switch kind {
    case .files: "'files:file:_files'"
    case .directories: "'directories:folder:_files -/'"
    case .bundledStudies: words.isEmpty ? nil : "'studies:bundled study:(\(words))'"
    case .rulesAndCodes: words.isEmpty ? nil : "'topics:rule or message:(\(words))'"
    case .commands: "'commands:command:_\(name)_commands'"
    case .choices: "'choices:choice:(\(words))'"
    }
  }

  private func action(_ completes: [Completes]) -> String {
    if isMixture(completes) { return function(for: completes) }
    switch completes.first {
    case nil: return " "
    case .files: return "_files"
    case .directories: return "_files -/"
    case .commands: return "_\(name)_commands"
    case .bundledStudies, .rulesAndCodes: return function(for: completes)
    case .choices(let choices):
      let items = choices.map { "\($0.name)\\:\"\(escaped(menuText($0.help)))\"" }
      return "((\(items.joined(separator: " "))))"
    }
  }

  /// `'(-f --format)'{-f+,--format=}'[how the answer is written]:FORMAT:(...)'`.
  private func spec(_ option: OptionSpec) -> String {
    let long = option.flag + (option.value == nil ? "" : "=")
    let value = option.value.map { ":\(escaped($0.name)):\(action($0.completes))" } ?? ""
    let rest = "[\(escaped(menuText(option.help)))]\(value)"
    let star = option.repeats ? "*" : ""
    guard let short = option.short else { return quoted(star + long + rest) }
    let letter = "-\(short)" + (option.value == nil ? "" : "+")
    let others = option.repeats ? star : "(-\(short) \(option.flag))"
    return "'\(others)'{\(letter),\(long)}\(quoted(rest))"
  }

  private func spec(_ index: Int, _ argument: ArgumentSpec) -> String {
    let place =
      switch argument.arity {
      case .one: "\(index + 1):"
      case .optional: "\(index + 1)::"
      case .many, .optionalMany: "*:"
      }
    return quoted("\(place)\(argument.name):\(action(argument.completes))")
  }

  /// A text inside a description or a message of `_arguments`.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, letter in
      if "\\:[]\"$`".contains(letter) { result.append("\\") }
      result.append(letter)
    }
  }

  private func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
