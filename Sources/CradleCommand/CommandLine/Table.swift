extension ToolSpec {
  /// All that the tool can be told.
  static func cradle(version: String) -> ToolSpec {
    ToolSpec(
      name: "cradle", version: version, commonOptions: common, command: CommandSpec.named,
      commands: {
        [
          .report, .compare, .check, .sci, .reproduce, .explain, .factors, .estimate,
          .traffic, .new, .publish, .syntax, .completions, .man, .help,
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
    case "check": check
    case "sci": sci
    case "reproduce": reproduce
    case "explain": explain
    case "factors": factors
    case "traffic": traffic
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

  static let report = CommandSpec(
    name: "report",
    summary: "Print the footprint of a study",
    about: [
      "The report names its boundary, shows the dynamic-only total beside it, and lists every "
        + "assumption and what is not covered. Its last line says what it was made from."
    ],
    arguments: [.study(.one)],
    options: [
      .format(.text, .json, .latex, .svg),
      OptionSpec(
        long: "chart",
        value: ValueSpec(
          "CHART",
          .choices([
            ChoiceSpec("processes", "the boundaries side by side, by process"),
            ChoiceSpec("stages", "the stages side by side, by process"),
          ])),
        help: "write only this chart; `processes` for `--format svg`", group: .output),
      .boundary,
      .output,
      .strict,
      .set("change the study before it is worked out; PATH leads to the place by names"),
      .allowPath,
      OptionSpec(
        long: "standalone", help: "write a whole document, not a part to include", group: .latex),
      OptionSpec(
        long: "table",
        value: ValueSpec(
          "TABLE",
          .choices([
            ChoiceSpec("processes", "a row for each process"),
            ChoiceSpec("stages", "a row for each stage"),
            ChoiceSpec("comparison", "the boundaries side by side"),
            ChoiceSpec("services", "services by request, token, hour and day"),
            ChoiceSpec("life", "making beside serving"),
          ])),
        help: "write only this table", group: .latex),
      .caption,
      .label,
      OptionSpec(
        long: "macros", value: ValueSpec("NAME"),
        help: "write commands for the totals; their names begin with NAME", group: .latex),
    ],
    examples: [
      HelpEntry("cradle report bloom", "the footprint of BLOOM, as a page of text"),
      HelpEntry(
        "cradle report study.yaml --set sites.jean-zay.grid=394gCO2e/kWh",
        "the same on another grid"),
      HelpEntry(
        "cradle report bloom -f latex --table processes -o table.tex",
        "one table to put into a paper"),
      HelpEntry(
        "cradle report bloom -f svg -o bloom.svg", "dynamic-only beside full, as a picture"),
    ])

  static let compare = CommandSpec(
    name: "compare",
    summary: "Print studies side by side",
    about: [
      "Each STUDY is one column; the same one may come more than once. Studies are ranked only "
        + "where their totals cover the same.",
      "A `--set` before the first STUDY changes all of them; one behind a STUDY changes that STUDY "
        + "alone.",
    ],
    arguments: [.study(.many)],
    options: [
      .format(.text, .json, .latex),
      .boundary,
      .output,
      .strict,
      .set("change the STUDY it stands behind, or all when it stands before the first"),
      .allowPath,
      .caption,
      .label,
    ],
    examples: [
      HelpEntry("cradle compare bloom study.yaml", "a study of yours beside BLOOM"),
      HelpEntry(
        "cradle compare bloom bloom --set sites.jean-zay.grid=394gCO2e/kWh",
        "BLOOM as it was, and BLOOM on another grid"),
    ])

  static let check = CommandSpec(
    name: "check",
    summary: "Say what is wrong with studies",
    about: [
      "All mistakes of a file are shown in one run, and so is every expectation that is missed. "
        + "Nothing is written but messages and a verdict for each STUDY."
    ],
    arguments: [.study(.many)],
    options: [
      .format(.text, .json),
      .strict,
      .set("change the STUDY it stands behind, or all when it stands before the first"),
      .allowPath,
      OptionSpec(
        long: "against", value: ValueSpec("CATALOGUE", .files),
        help: "tell which factors moved the total since a version of the catalogue, or since a "
          + "file that `cradle factors -f csv` wrote",
        group: .checks),
    ],
    examples: [
      HelpEntry("cradle check study.yaml", "every mistake in it"),
      HelpEntry("cradle check --strict studies/*.yaml", "defaults are mistakes, too"),
    ])

  static let sci = CommandSpec(
    name: "sci",
    summary: "Print the Software Carbon Intensity of a study",
    about: [
      "(E × I + M) per R, after ISO/IEC 21031: the location-based emissions of all hardware "
        + "reserved, and its embodied emissions by the time reserved over its lifetime, without "
        + "utilization, by functional unit. R is the study's `functional-unit`, or that of `--per`.",
      "What does not serve, such as training, is left out unless `--training` takes it in; the page "
        + "says which.",
    ],
    arguments: [.study(.one)],
    options: [
      .format(.text, .json),
      .output,
      OptionSpec(
        long: "per", value: ValueSpec("UNIT"), help: "the functional unit R, such as `request`",
        group: .score),
      OptionSpec(
        long: "training", help: "take in all activities, not only those that serve", group: .score),
      .set("change the study before it is worked out; PATH leads to the place by names"),
    ],
    examples: [
      HelpEntry("cradle sci bloom-api --per request", "the score of BLOOM behind an API")
    ])

  static let reproduce = CommandSpec(
    name: "reproduce",
    summary: "Print published figures beside computed ones",
    about: [
      "Each published figure of each STUDY stands beside the computed one, with the deviation and "
        + "whether it holds to the printed digits; where it cannot, with the reason that the study "
        + "documents. Without a STUDY, all bundled studies are reproduced.",
      "A figure that is missed without a reason is an answer of no.",
    ],
    arguments: [.study(.optionalMany)],
    options: [.format(.text, .json, .latex, .markdown), .output, .caption, .label, .allowPath],
    examples: [
      HelpEntry("cradle reproduce", "the whole record, and how much of it holds"),
      HelpEntry("cradle reproduce bloom -f markdown", "the figures of one study, for a web page"),
    ])

  static let explain = CommandSpec(
    name: "explain",
    summary: "Show how a figure came about, or what a rule or message means",
    about: [
      "With a study and a LINE, it prints the derivation of that figure down to the source of every "
        + "value. With the name of a rule, or the code in the brackets of an error, it tells what "
        + "is behind it. Without anything it lists what can be explained."
    ],
    arguments: [
      ArgumentSpec(
        name: "TOPIC", help: "a study, a rule, or the code of a message", arity: .optional,
        completes: [.files, .bundledStudies, .rulesAndCodes]),
      ArgumentSpec(
        name: "LINE", help: "the id of a line of the study, or a total such as `full`",
        arity: .optional),
    ],
    options: [
      .format(.text, .latex), .output,
      .set("change the study before it is worked out; PATH leads to the place by names"),
      .allowPath,
    ],
    examples: [
      HelpEntry("cradle explain", "what can be explained"),
      HelpEntry("cradle explain study", "every key of a study file"),
      HelpEntry("cradle explain bloom full", "how the total of BLOOM came about"),
      HelpEntry("cradle explain tab-indentation", "what an error means"),
    ])

  static let factors = CommandSpec(
    name: "factors",
    summary: "Search the catalogue of hardware, grids, cloud regions and sites",
    about: [
      "Each WORD is a name or a part of one, a kind, a figure, a method, a source, or a year: "
        + "`h100`, `grid france`, `pue google 2022`. Case and punctuation do not count, and names "
        + "that instruments print are understood. A year asks for what held then.",
      "The first row of a figure is the one that stands for it where a study does not say: a row "
        + "of low confidence yields to any better one; of intensities, PUEs and networks the "
        + "newest is taken; else the order of the catalogue decides. Without a WORD it says how "
        + "much there is.",
    ],
    arguments: [
      ArgumentSpec(
        name: "WORD", help: "what to look for; each narrows the search", arity: .optionalMany)
    ],
    options: [
      .format(
        .text, .json, ChoiceSpec("csv", "the rows as the catalogue has them"),
        ChoiceSpec("bibtex", "the sources of the rows")),
      OptionSpec(
        long: "catalogue", value: ValueSpec("FILE", .files),
        help: "a catalogue of yours, whose figures go before; the last one wins", repeats: true,
        group: .input),
      .output,
    ],
    examples: [
      HelpEntry("cradle factors grid france", "intensities of France, by source"),
      HelpEntry("cradle factors embodied a100 -f bibtex", "the sources to cite for them"),
    ])

  static let estimate = CommandSpec(
    name: "estimate",
    summary: "Estimate a footprint from an accelerator, hours and a region",
    about: [
      "All that is not said is assumed from the catalogue, and every assumption is named with its "
        + "range, its source and its effect on the total, the largest first. Without a number of "
        + "accelerators HOURS is device-time: 8 accelerators over 10 h are 80 h.",
      "With `--table` each line of a CSV file with the columns accelerator, hours and region, and "
        + "count and name where they are known, is an activity of one study.",
      "The estimate is a study: `--study` prints it, so that what is known better can be written "
        + "in its place.",
    ],
    arguments: [
      .accelerator,
      ArgumentSpec(
        name: "HOURS", help: "a time with its unit, such as `1000h` or `30d`", arity: .optional),
      ArgumentSpec(
        name: "REGION",
        help: "a cloud region, a grid zone or a site of the catalogue, or an intensity such as "
          + "`57gCO2e/kWh`",
        arity: .optional),
    ],
    options: [
      .format(.text, .json, ChoiceSpec("latex", "a whole document")),
      .boundary,
      .output,
      OptionSpec(
        long: "study", help: "print the study that the estimate is, to be edited", group: .output),
      OptionSpec(
        long: "table", value: ValueSpec("FILE", .files),
        help: "read the jobs from a CSV file, a job a line; `-` is standard input", group: .known),
      OptionSpec(
        long: "count", value: ValueSpec("N"),
        help: "how many accelerators there are, for HOURS each", group: .known),
      OptionSpec(
        long: "busy", value: ValueSpec("SHARE"),
        help: "the share of HOURS at work, such as `80%`; else 100 % is assumed", group: .known),
      OptionSpec(
        long: "pue", value: ValueSpec("PUE"),
        help: "facility energy by equipment energy; else that of the region or its provider, or "
          + "the average of a survey",
        group: .known),
      OptionSpec(
        long: "stage", value: ValueSpec("STAGE"), help: "what was done", default: "training",
        group: .known),
      OptionSpec(
        long: "name", value: ValueSpec("NAME"), help: "what it is called", group: .known),
      .set("change the study before it is worked out; PATH leads to the place by names"),
    ],
    examples: [
      HelpEntry(
        "cradle estimate A100-SXM4-80GB 1000h us-central1", "1000 hours of device-time"),
      HelpEntry("cradle estimate 8xH100 30d FR", "eight for thirty days, on the French grid"),
      HelpEntry(
        "cradle estimate 8xH100 30d FR --study -o study.yaml", "the same, to go on from"),
    ])

  static let traffic = CommandSpec(
    name: "traffic",
    summary: "Summarize logs of requests",
    about: [
      "Each LOG is read as a whole in memory that does not grow with it: CSV or TSV with a header, "
        + "JSON lines, the combined log format of web servers, or windows of time with their "
        + "number of requests. The format shows in the first lines. Compressed logs come through "
        + "standard input.",
      "Requests that were served, refused and failed are told apart; every row is used, or "
        + "rejected with its reason. A log that cannot be read is named, and the others are read.",
    ],
    arguments: [
      ArgumentSpec(
        name: "LOG", help: "a path, or `-` for standard input", arity: .many, completes: [.files])
    ],
    options: [
      .format(.text, .json),
      .output,
      OptionSpec(
        long: "columns", value: ValueSpec("ROLE=COLUMN,..."),
        help: "the column, or key, of each role: `time`, `input`, `output`, `requests`, `status`, "
          + "`id`, `path`, `bytes`, `error`; `#3` is the third column",
        group: .log),
      OptionSpec(
        long: "path-filter", value: ValueSpec("PATH"),
        help: "count only requests whose path begins so; `*` stands for any text", group: .log),
      OptionSpec(
        long: "window", value: ValueSpec("LENGTH"),
        help: "how long a window of time is: `30s`, `15min`, `1h`, `1d`", default: "1h",
        group: .log),
    ],
    examples: [
      HelpEntry("cradle traffic requests.csv", "requests and tokens by hour"),
      HelpEntry(
        "zcat access.log.gz | cradle traffic - --path-filter /v1/", "the requests of an API"),
      HelpEntry(
        "cradle traffic log.csv --columns time=ts,input=prompt,output=completion",
        "columns of other names"),
    ])

  static let new = CommandSpec(
    name: "new",
    summary: "Write a study to start from, with comments",
    arguments: [
      ArgumentSpec(
        name: "FILE", help: "the file to write; without it, or with `-`, standard output",
        arity: .optional,
        completes: [.files])
    ],
    options: [
      OptionSpec(long: "force", help: "overwrite FILE if it is there", group: .output)
    ],
    examples: [HelpEntry("cradle new study.yaml", "a file to fill in")])

  static let publish = CommandSpec(
    name: "publish",
    summary: "Write every report of studies into a folder",
    about: ["The reports of each STUDY go into a folder of its name in DIR, one file a format."],
    arguments: [.study(.many)],
    options: [
      .allowPath,
      OptionSpec(
        long: "into", value: ValueSpec("DIR", .directories),
        help: "the folder that the reports go into", isNeeded: true, group: .output),
    ],
    examples: [HelpEntry("cradle publish bloom --into Reports", "the files below Reports/bloom")])

  static let syntax = CommandSpec(
    name: "syntax",
    summary: "Print the tree of a file as it was read, as JSON",
    arguments: [
      ArgumentSpec(
        name: "FILE", help: "a path, or `-` for standard input", arity: .one, completes: [.files])
    ],
    examples: [HelpEntry("cradle syntax study.yaml", "keys, values and their places")])

  static let completions = CommandSpec(
    name: "completions",
    summary: "Print the completion script for a shell",
    arguments: [
      ArgumentSpec(
        name: "SHELL", help: "the shell that is to read it: bash, zsh or fish", arity: .one,
        completes: [
          .choices([
            ChoiceSpec("bash", "from version 3.2"), ChoiceSpec("zsh", "from version 5"),
            ChoiceSpec("fish", "from version 3"),
          ])
        ])
    ],
    examples: [
      HelpEntry("source <(cradle completions bash)", "for bash, as a line of ~/.bashrc"),
      HelpEntry("cradle completions zsh > \"${fpath[1]}/_cradle\"", "for zsh"),
      HelpEntry("cradle completions fish > ~/.config/fish/completions/cradle.fish", "for fish"),
    ])

  static let man = CommandSpec(
    name: "man",
    summary: "Print the manual page",
    examples: [
      HelpEntry("cradle man > ~/.local/share/man/man1/cradle.1", "so that `man cradle` shows it")
    ])

  static let help = CommandSpec(
    name: "help",
    summary: "Show the help of a command, or of the tool",
    arguments: [
      ArgumentSpec(
        name: "COMMAND", help: "the command to tell of", arity: .optional, completes: [.commands])
    ],
    examples: [HelpEntry("cradle help report", "the same as `cradle report --help`")])
}

extension ArgumentSpec {
  fileprivate static let accelerator = ArgumentSpec(
    name: "ACCELERATOR",
    help: "a name as `cradle factors` knows it; `8x…` in front makes HOURS those of each of 8",
    arity: .optional)

  static func study(_ arity: Arity) -> ArgumentSpec {
    ArgumentSpec(
      name: "STUDY",
      help: "a path, `-` for standard input, or the name of a bundled study; a file of that name "
        + "wins",
      arity: arity, completes: [.files, .bundledStudies])
  }
}

extension OptionSpec {
  static func format(_ choices: ChoiceSpec...) -> OptionSpec {
    OptionSpec(
      long: "format", short: "f", value: ValueSpec("FORMAT", .choices(choices)),
      help: "how the answer is written", default: choices.first?.name, group: .output)
  }

  static let boundary = OptionSpec(
    long: "boundary",
    value: ValueSpec(
      "BOUNDARY",
      .choices([
        ChoiceSpec("dynamic", "what equipment draws at work"),
        ChoiceSpec("it", "dynamic and idle"),
        ChoiceSpec("operational", "it, infrastructure and network"),
        ChoiceSpec("full", "operational, embodied and end-of-life"),
      ])),
    help: "which processes count", default: "full", group: .output)

  static let output = OptionSpec(
    long: "output", short: "o", value: ValueSpec("FILE", .files),
    help: "the file to write; `-` is standard output", default: "-", group: .output)

  static let strict = OptionSpec(
    long: "strict", help: "make every default that had to be assumed an error", group: .checks)

  static let allowPath = OptionSpec(
    long: "allow-path", value: ValueSpec("DIR", .directories),
    help: "a folder beside its own from which a study may name files", repeats: true,
    group: .input)

  static let caption = OptionSpec(
    long: "caption", value: ValueSpec("TEXT"), help: "the caption of the table", group: .latex)

  static let label = OptionSpec(
    long: "label", value: ValueSpec("NAME"), help: "the label of the table, for `\\ref`",
    group: .latex)

  static func set(_ help: String) -> OptionSpec {
    OptionSpec(
      long: "set", value: ValueSpec("PATH=VALUE"), help: help, repeats: true, group: .whatIf)
  }
}

extension ChoiceSpec {
  static let text = ChoiceSpec("text", "a page to read in a terminal")
  static let json = ChoiceSpec("json", "every figure in full precision")
  static let latex = ChoiceSpec("latex", "a part of a paper")
  static let svg = ChoiceSpec("svg", "a picture of a chart")
  static let markdown = ChoiceSpec("markdown", "a page for the web")
}

extension String {
  fileprivate static let common = "Common options"
  fileprivate static let output = "Output"
  fileprivate static let input = "Input"
  fileprivate static let checks = "Checks"
  fileprivate static let score = "Score"
  fileprivate static let latex = "LaTeX"
  fileprivate static let known = "What is known"
  fileprivate static let log = "The log"
  fileprivate static let whatIf = "What-if"
}
