extension ToolSpec {
  /// A script for bash from 3.2 on, without the helpers of the bash-completion package.
  ///
  /// Bash breaks `--format=json` and `a:b` into words of their own, so the script joins them and
  /// cuts its answers accordingly.
  func bashCompletions(names: KnownNames) -> String {
    let valued = placedOptions.filter { $0.option.value != nil }
    let values = valued.map { place, option in
      let completes = option.value?.completes ?? []
      return "      \(pattern(place, option))) \(offer(completes, names)) ;;"
    }
    let flags = commands.map { command in
      "      \(command.name)) words=\"\(flagWords(options(of: command)))\" ;;"
    }
    let arguments = commands.flatMap { command in
      command.arguments.enumerated().map { index, argument in
        let place = argument.arity.isMany ? "*" : "\(index)"
        return "      \(command.name):\(place)) \(offer(argument.completes, names)) ;;"
      }
    }
    return """
      # bash completion for \(name), printed by `\(name) completions bash`

      _\(name)() {
        local i word cur value head tail breaks glue command option count ended words files
        local -a line
        command="" option="" count=0 ended="" words="" files="" glue="" head=""
        COMPREPLY=()

        # The words up to the cursor, with `=` and `:` back in them.
        line=("")
        for ((i = 1; i <= COMP_CWORD; i++)); do
          word="${COMP_WORDS[i]}"
          if ((i > 1)) && [[ -n $glue || $word == [=:]* ]]; then
            line[${#line[@]}-1]+="$word"
          else
            line[i == 1 ? 0 : ${#line[@]}]="$word"
          fi
          glue=""
          [[ $word == *[=:] ]] && ((i < COMP_CWORD)) && [[ -n ${COMP_WORDS[i+1]} ]] && glue=1
        done
        cur="${line[${#line[@]}-1]}"

        # What stands before the cursor.
        for ((i = 0; i < ${#line[@]} - 1; i++)); do
          word="${line[i]}"
          if [[ -n $option ]]; then
            option=""
          elif [[ -z $ended && $word == -- ]]; then
            ended=1
          elif [[ -z $ended && $word == -?* ]]; then
            case "$command $word" in
              \(valued.map { pattern($0.command, $0.option) }.joined(separator: " | \\\n        ")))
                option="$word" ;;
            esac
          elif [[ -z $command ]]; then
            command="$word"
          else
            count=$((count + 1))
          fi
        done

        # What may stand at it.
        value="$cur"
        if [[ -z $option && -z $ended && $cur == --*=* ]]; then
          option="${cur%%=*}"
          head="$option="
          value="${cur#*=}"
        fi
        if [[ -n $option ]]; then
          case "$command $option" in
      \(values.joined(separator: "\n"))
          esac
        elif [[ -z $ended && $cur == -* ]]; then
          case "$command" in
            "") words="\(flagWords(commonOptions))" ;;
      \(flags.joined(separator: "\n"))
          esac
        elif [[ -z $command ]]; then
          words="\(commands.map(\.name).joined(separator: " "))"
        else
          case "$command:$count" in
      \(arguments.joined(separator: "\n"))
          esac
        fi

        while IFS= read -r word; do
          [[ -n $word ]] && COMPREPLY+=("$head$word")
        done <<< "$(
          [[ -n $words ]] && compgen -W "$words" -- "$value"
          [[ -n $files ]] && compgen "$files" -- "$value"
        )"
        [[ -n $files ]] && compopt -o filenames -o default 2>/dev/null

        # Bash replaces only what is behind the last of its breaks.
        breaks=""
        [[ $COMP_WORDBREAKS == *=* ]] && breaks+="="
        [[ $COMP_WORDBREAKS == *:* ]] && breaks+=":"
        if [[ -n $breaks ]]; then
          tail="${cur##*[$breaks]}"
          head="${cur%"$tail"}"
          for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
            COMPREPLY[i]="${COMPREPLY[i]#"$head"}"
          done
        fi
        return 0
      }

      complete -F _\(name) \(name)

      """
  }

  /// `"report --format" | "report -f"`, a pattern of a case; any command for a common option.
  private func pattern(_ command: CommandSpec?, _ option: OptionSpec) -> String {
    option.flags.map { flag in command.map { "\"\($0.name) \(flag)\"" } ?? "*\" \(flag)\"" }
      .joined(separator: " | ")
  }

  private func flagWords(_ options: [OptionSpec]) -> String {
    options.flatMap(\.flags).joined(separator: " ")
  }

  private func offer(_ completes: [Completes], _ names: KnownNames) -> String {
    let words = words(for: completes, names: names)
    var parts = words.isEmpty ? [] : ["words=\"\(words.joined(separator: " "))\""]
    if completes.contains(.files) { parts.append("files=-f") }
    if completes.contains(.directories) { parts.append("files=-d") }
    return parts.isEmpty ? ":" : parts.joined(separator: " ")
  }
}
