extension ToolSpec {
  /// All that the tool can be told.
  static func cradle(version: String) -> ToolSpec {
    ToolSpec(
      name: "cradle", version: version, commonOptions: common, command: CommandSpec.named,
      commands: {
        [
          .report, .compare, .levers, .check, .sci, .reproduce, .explain, .factors, .estimate,
          .traffic, .meter, .merge, .new, .publish, .syntax, .completions, .man, .help,
        ]
      }, prose: { prose })
  }

  private static var prose: ToolProse {
    ToolProse(
      summary: "Work out the life-cycle carbon footprint of a machine-learning model",
      description: [
        "A study is one text file that says what was held, run and metered, from the making of the "
          + "hardware to the requests served. Cradle answers with every tonne in it, where each "
          + "came from, how sure it is, and a table to put into a paper.",
        "What is asked for goes to standard output, messages go to standard error. Files are "
          + "written whole or not at all. Options may stand anywhere behind the command, common "
          + "options before it, too; `--` ends them.",
      ],
      exitStatuses: [
        HelpEntry("0", "done"),
        HelpEntry("1", "the answer is no: an invalid study, or an expectation missed"),
        HelpEntry(
          "2",
          "it could not be done: a usage error, no command at all, or a file that "
            + "cannot be read or written"),
      ],
      files: [
        HelpEntry(
          "STUDY",
          "a study file, by custom `NAME.yaml`; `cradle new` writes one to start from, and the "
            + "bundled studies need no file")
      ],
      environment: [
        HelpEntry(
          "NO_COLOR", "set to anything but nothing, it turns colours off, as `--color never`")
      ],
      examples: [
        HelpEntry(
          "cradle report bloom", "the footprint of BLOOM, a study that comes with the tool"),
        HelpEntry("cradle new study.yaml", "a study file to start from"),
        HelpEntry("cradle check study.yaml", "what is wrong with it, without a report"),
      ],
      seeAlso: [
        "`cradle help COMMAND` and `cradle explain`.",
        "A. S. Luccioni, S. Viguier and A.-L. Ligozat: Estimating the Carbon Footprint of BLOOM, a "
          + "176B Parameter Language Model. Journal of Machine Learning Research 24(253), 2023.",
      ])
  }

  private static let common: [OptionSpec] = [
    OptionSpec(long: "help", short: "h", help: "show this help", group: .common),
    OptionSpec(long: "version", help: "show the version of the tool", group: .common),
    OptionSpec(
      long: "message-format",
      value: ValueSpec(
        "FORMAT",
        .choices([
          ChoiceSpec("human", "the line and a caret under the place"),
          ChoiceSpec("short", "one line a message"),
          ChoiceSpec("json", "one object a line"),
        ])),
      help: "how messages are written", default: "human", group: .common),
    OptionSpec(
      long: "color",
      value: ValueSpec(
        "WHEN",
        .choices([
          ChoiceSpec("auto", "to a terminal only"),
          ChoiceSpec("always", "even into files"),
          ChoiceSpec("never", "not at all"),
        ])),
      help: "when to use colours", default: "auto", group: .common),
  ]
}

extension CommandSpec {
  /// The command of a name.
  static func named(_ name: String) -> CommandSpec? {
    switch name {
    case "report": report
    case "compare": compare
    case "levers": levers
    case "check": check
    case "sci": sci
    case "reproduce": reproduce
    case "explain": explain
    case "factors": factors
    case "traffic": traffic
    case "meter": meter
    case "merge": merge
    case "estimate": estimate
    case "new": new
    case "publish": publish
    case "syntax": syntax
    case "completions": completions
    case "man": man
    case "help": help
    default: nil
    }
  }
}
