/// A command line that cannot be read: the fact, and below it the words for it.
struct UsageError: Error, Hashable, Sendable {
  enum Fact: Hashable, Sendable {
    /// Nothing to do was named; the caller shows the help of the tool instead of the message.
    case missingCommand
    case unknownCommand(String, nearest: String?)
    /// `takenBy` names the commands that do have it, `before` says that no command came before.
    case unknownOption(String, nearest: String?, takenBy: [String], before: Bool)
    case unexpectedValue(flag: String, value: String)
    case missingValue(flag: String, value: String, choices: [String], next: String?)
    case notAChoice(place: String, value: String, choices: [String], nearest: String?)
    case repeated(flag: String)
    case missingArgument(ArgumentSpec)
    case missingOption(OptionSpec)
    case unexpectedArgument(String)
  }

  let fact: Fact
  let tool: String
  /// The command, where one was understood.
  let command: String?

  /// The message as people see it, ending in a line feed.
  var text: String {
    (["error[usage]: " + message] + hints.map { "hint: " + $0 }).joined(separator: "\n") + "\n"
  }

  /// What next; the last one always names the page of help.
  var hints: [String] { advice + ["see `\(asker) --help`"] }

  private var asker: String { command.map { "\(tool) \($0)" } ?? tool }
}

extension UsageError {
  /// What is the matter, in one sentence without a full stop.
  var message: String {
    switch fact {
    case .missingCommand: "no command is given"
    case .unknownCommand(let word, _): "unknown command \(quoted(word))"
    case .unknownOption(let flag, _, _, _): "unknown option \(quoted(flag))"
    case .unexpectedValue(let flag, let value):
      "\(quoted(flag)) takes no value, but \(quoted(value)) is given"
    case .missingValue(let flag, let value, _, _):
      "\(quoted(flag)) needs a value: \(quoted("\(flag) \(value)"))"
    case .notAChoice(let place, let value, _, _):
      "\(quoted(value)) is not a value of \(quoted(place))"
    case .repeated(let flag): "\(quoted(flag)) is given twice"
    case .missingArgument(let spec): "\(quoted(asker)) needs \(quoted(spec.usage))"
    case .missingOption(let option):
      "\(quoted(asker)) needs \(quoted("\(option.flag) \(option.value?.name ?? "")"))"
    case .unexpectedArgument(let word): "unexpected argument \(quoted(word))"
    }
  }

  /// What next, where more can be said than where to read on.
  private var advice: [String] {
    switch fact {
    case .missingCommand, .repeated, .unexpectedArgument: []
    case .unknownCommand(_, let near?): [didYouMean(near)]
    case .unknownCommand(let word, nil):
      command == nil && looksLikeFile(word) ? [didYouMean("\(tool) report \(word)")] : []
    case .unknownOption(_, let near?, _, _): [didYouMean(near)]
    case .unknownOption(let flag, nil, let takers, let before):
      if takers.isEmpty {
        []
      } else if before {
        ["it stands behind a command, as in \(quoted("\(tool) \(takers[0]) \(flag)"))"]
      } else {
        ["it is an option of \(listed(takers.map { quoted("\(tool) \($0)") }, "and"))"]
      }
    case .unexpectedValue(let flag, _): ["write \(quoted(flag)) alone"]
    case .missingValue(let flag, _, let choices, let next):
      if !choices.isEmpty {
        [oneOf(choices)]
      } else if let next {
        ["if \(quoted(next)) is the value, write \(quoted(joined(flag, next)))"]
      } else {
        []
      }
    case .notAChoice(_, _, let choices, let near):
      (near.map { [didYouMean($0)] } ?? []) + [oneOf(choices)]
    case .missingArgument(let spec): ["\(quoted(spec.name)) is \(spec.help)"]
    case .missingOption(let option):
      ["\(quoted(option.value?.name ?? option.flag)) is \(option.help)"]
    }
  }

  private func didYouMean(_ text: String) -> String { "did you mean \(quoted(text))?" }

  private func oneOf(_ choices: [String]) -> String {
    "it is one of \(listed(choices.map { quoted($0) }, "and"))"
  }
}

/// `--caption=-x`, or `-o-x` for a short flag.
private func joined(_ flag: String, _ value: String) -> String {
  flag.utf8.count == 2 ? flag + value : "\(flag)=\(value)"
}

private func looksLikeFile(_ word: String) -> Bool {
  word == "-" || word.utf8.contains(0x2E) || word.utf8.contains(0x2F)
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ items: [String], _ last: String) -> String {
  guard items.count > 1, let end = items.last else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " \(last) " + end
}

/// A text of the user's in backticks, on one line and not too long of it.
private func quoted(_ text: String) -> String {
  var shown = ""
  for (count, scalar) in text.unicodeScalars.enumerated() {
    if count == 120 {
      shown += "…"
      break
    }
    switch scalar.value {
    case 0x0A: shown += "\\n"
    case 0x09: shown += "\\t"
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
      shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return "`\(shown)`"
}
