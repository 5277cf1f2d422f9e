extension ToolSpec {
  /// Reads a command line, without the name of the program.
  ///
  /// The manners are GNU's: `--opt value`, `--opt=value`, `-o value`, `-ovalue`, short flags in
  /// one word, options anywhere, `--` to end them, `-` an argument. Names are never shortened. A
  /// value that begins with a hyphen is written `--opt=-value`, so that a forgotten one does not
  /// swallow the next option; and `-format` is refused rather than read as `-f ormat`. `--help`
  /// and `--version` hold from where they stand: what follows is not judged.
  func parse(_ words: [String]) -> Result<Invocation, UsageError> {
    var reader = Reader(tool: self, rest: words[...])
    do throws(UsageError) {
      return .success(try reader.read())
    } catch {
      return .failure(error)
    }
  }

  /// What a line says of a common option, even where the line as a whole cannot be read: so that
  /// a usage error comes in the format and the colours that were asked for.
  func glimpse(of option: String, in words: [String]) -> String? {
    guard let option = commonOptions.first(where: { $0.long == option }), let value = option.value
    else { return nil }
    let choices = choices(of: value.completes).map(\.name)
    let isFit = { (text: String) in choices.isEmpty || choices.contains(text) }
    for (index, word) in words.enumerated() {
      if word == "--" { break }
      if word == option.flag, index + 1 < words.count, isFit(words[index + 1]) {
        return words[index + 1]
      }
      let (name, text) = split(word)
      if name == option.flag, let text, isFit(text) { return text }
    }
    return option.default
  }
}

private struct Reader {
  let tool: ToolSpec
  var rest: ArraySlice<String>
  var command: CommandSpec?
  var events: [Invocation.Event] = []
  var said: [String] = []
  var asked: Invocation.Task?

  mutating func read() throws(UsageError) -> Invocation {
    var ended = false
    while asked == nil, let word = rest.popFirst() {
      let bytes = word.utf8
      if ended || bytes.first != 0x2D || bytes.count == 1 {
        try take(argument: word)
      } else if word == "--" {
        ended = true
      } else if bytes.starts(with: "--".utf8) {
        try take(long: word)
      } else {
        try take(shorts: word)
      }
    }
    if let asked { return invocation(asked) }
    guard let command else { throw error(.missingCommand) }
    try check(command)
    if command.name == "help" {
      let topic = events.lazy.compactMap { if case .argument(let word) = $0 { word } else { nil } }
        .first
      return invocation(.help(of: topic))
    }
    return invocation(.run(command.name))
  }

  /// Where only help or the version is wanted, nothing but common options counts.
  private func invocation(_ task: Invocation.Task) -> Invocation {
    var events = events
    if case .run = task {
    } else {
      events.removeAll { event in
        guard case .option(let name, _) = event else { return true }
        return !tool.commonOptions.contains { $0.long == name }
      }
    }
    let defaults = tool.options(of: command).compactMap { option in
      option.default.map { Invocation.Default(option: option.long, value: $0) }
    }
    return Invocation(task: task, events: events, defaults: defaults)
  }

  private mutating func take(argument word: String) throws(UsageError) {
    if case .some = command {
      events.append(.argument(word))
    } else if let found = tool.command(named: word) {
      command = found
    } else {
      throw error(
        .unknownCommand(word, nearest: nearest(to: word, among: tool.commands.map(\.name))))
    }
  }

  private mutating func take(long word: String) throws(UsageError) {
    let (flag, text) = split(word)
    guard let option = options.first(where: { $0.flag == flag }) else { throw unknown(flag) }
    guard let value = option.value else {
      if let text { throw error(.unexpectedValue(flag: flag, value: text)) }
      return try note(option, as: flag, nil)
    }
    guard let text else { return try note(option, as: flag, try nextValue(of: flag, value)) }
    try note(option, as: flag, text)
  }

  private mutating func take(shorts word: String) throws(UsageError) {
    if let option = options.first(where: {
      $0.long.utf8.count > 1 && "-" + $0.long == split(word).0
    }) {
      throw error(
        .unknownOption(split(word).0, nearest: option.flag, takenBy: [], before: command == nil))
    }
    var letters = Substring(word.utf8.dropFirst())
    while asked == nil, let letter = letters.popFirst() {
      let flag = "-\(letter)"
      guard let option = options.first(where: { $0.short == letter }) else { throw unknown(flag) }
      guard let value = option.value else {
        try note(option, as: flag, nil)
        continue
      }
      let text = letters.isEmpty ? try nextValue(of: flag, value) : String(letters)
      return try note(option, as: flag, text)
    }
  }

  private mutating func nextValue(of flag: String, _ value: ValueSpec) throws(UsageError) -> String
  {
    guard let next = rest.first, next.utf8.first != 0x2D || next == "-" else {
      throw error(
        .missingValue(
          flag: flag, value: value.name, choices: tool.choices(of: value.completes).map(\.name),
          next: rest.first))
    }
    rest.removeFirst()
    return next
  }

  private mutating func note(
    _ option: OptionSpec, as flag: String, _ text: String?
  ) throws(UsageError) {
    switch option.long {
    case "help":
      asked = .help(of: command?.name ?? rest.first { tool.command(named: $0) != nil })
      return
    case "version":
      asked = .version
      return
    default: break
    }
    if said.contains(option.long) && !option.repeats { throw error(.repeated(flag: flag)) }
    said.append(option.long)
    if let text, let value = option.value { try check(text, of: flag, value.completes) }
    events.append(.option(option.long, text))
  }

  private func check(_ command: CommandSpec) throws(UsageError) {
    let words = events.compactMap { if case .argument(let word) = $0 { word } else { nil } }
    for (index, word) in words.enumerated() {
      let last = command.arguments.last.flatMap { $0.arity.isMany ? $0 : nil }
      guard let spec = index < command.arguments.count ? command.arguments[index] : last else {
        throw error(.unexpectedArgument(word))
      }
      if spec.completes == [.commands], tool.command(named: word) == nil {
        let near = nearest(to: word, among: tool.commands.map(\.name))
        throw error(.unknownCommand(word, nearest: near))
      }
      try check(word, of: spec.name, spec.completes)
    }
    if words.count < command.arguments.count {
      if let spec = command.arguments[words.count...].first(where: \.arity.isNeeded) {
        throw error(.missingArgument(spec))
      }
    }
    if let option = command.options.first(where: { $0.isNeeded && !said.contains($0.long) }) {
      throw error(.missingOption(option))
    }
  }

  private func check(
    _ text: String, of place: String, _ completes: [Completes]
  ) throws(UsageError) {
    let choices = tool.choices(of: completes).map(\.name)
    if !choices.isEmpty && !choices.contains(text) {
      let near = nearest(to: text, among: choices)
      throw error(.notAChoice(place: place, value: text, choices: choices, nearest: near))
    }
  }

  private var options: [OptionSpec] { tool.options(of: command) }

  private func unknown(_ flag: String) -> UsageError {
    let takers = tool.commands.filter { $0.options.contains { $0.flags.contains(flag) } }
    let near = takers.isEmpty ? nearest(to: flag, among: options.map(\.flag)) : nil
    return error(
      .unknownOption(
        flag, nearest: near, takenBy: takers.map(\.name), before: command == nil))
  }

  private func error(_ fact: UsageError.Fact) -> UsageError {
    UsageError(fact: fact, tool: tool.name, command: command?.name)
  }
}

/// A word at its first equals sign.
private func split(_ word: String) -> (String, String?) {
  guard let sign = word.utf8.firstIndex(of: 0x3D) else { return (word, nil) }
  let behind = word.utf8.index(after: sign)
  return (String(Substring(word.utf8[..<sign])), String(Substring(word.utf8[behind...])))
}
