extension ToolSpec {
  /// A script for fish.
  func fishCompletions(names: KnownNames) -> String {
    let valued = placedOptions.filter { $0.option.value != nil }.flatMap { command, option in
      option.flags.map { flag in
        command.map { quoted("\($0.name) \(flag)") } ?? "\"$command \(flag)\""
      }
    }
    let commandLines = commands.map { command in
      "complete -c \(name) -n \"__\(name)_at ''\" -a \(command.name)"
        + " -d \(quoted(menuText(command.summary)))"
    }
    let commonLines = commonOptions.map { "complete -c \(name)" + flags($0, names) }
    let ownLines = commands.flatMap { command in
      command.options.map { option in
        "complete -c \(name) -n '__\(name)_at \(command.name)'" + flags(option, names)
      }
        + command.arguments.enumerated().compactMap { index, argument in
          offer(argument.completes, names).map { offer in
            let place = command.name + (argument.arity.isMany ? "" : " \(index)")
            return "complete -c \(name) -n '__\(name)_at \(place)'\(offer)"
          }
        }
    }
    return """
      # fish completion for \(name), printed by `\(name) completions fish`

      # The command before the cursor, and how many arguments stand behind it.
      function __\(name)_place
          set -l command ''
          set -l count 0
          set -l due 0
          set -l ended 0
          set -l words (commandline -opc)
          for word in $words[2..-1]
              if test $due = 1
                  set due 0
                  continue
              end
              if test $ended = 0
                  switch "$command $word"
                      case "$command --"
                          set ended 1
                          continue
                      case \(valued.joined(separator: " \\\n                    "))
                          set due 1
                          continue
                      case "$command -"
                      case "$command -*"
                          continue
                  end
              end
              if test -z "$command"
                  set command "$word"
              else
                  set count (math $count + 1)
              end
          end
          echo "$command"
          echo $count
      end

      # Whether the cursor is behind this command, at this argument where one is named.
      function __\(name)_at
          set -l place (__\(name)_place)
          test "$place[1]" = "$argv[1]"
          or return 1
          if set -q argv[2]
              test "$place[2]" = "$argv[2]"
          end
      end

      complete -c \(name) -e
      complete -c \(name) -f
      \((commandLines + commonLines + ownLines).joined(separator: "\n"))

      """
  }

  private func flags(_ option: OptionSpec, _ names: KnownNames) -> String {
    let short = option.short.map { " -s \($0)" } ?? ""
    let value = option.value.map { " -r" + (offer($0.completes, names) ?? " -f") } ?? ""
    return "\(short) -l \(option.long)\(value) -d \(quoted(menuText(option.help)))"
  }

  private func offer(_ completes: [Completes], _ names: KnownNames) -> String? {
    let described = choices(of: completes).map { "\($0.name)\\t\(quoted(menuText($0.help)))" }
    let plain = words(
      for: completes.filter { $0 == .bundledStudies || $0 == .rulesAndCodes }, names: names)
    var items = described + plain
    if completes.contains(.directories) { items.append("(__fish_complete_directories)") }
    let files = completes.contains(.files)
    if items.isEmpty { return files ? " -F" : nil }
    return (files ? " -F" : " -f") + " -k -a " + quoted(items.joined(separator: " "))
  }

  private func quoted(_ text: String) -> String {
    "'"
      + text.reduce(into: "") { result, letter in
        if letter == "\\" || letter == "'" { result.append("\\") }
        result.append(letter)
      } + "'"
  }
}
