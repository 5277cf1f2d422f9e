extension ArgumentSpec {
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

  static let samples = OptionSpec(
    long: "samples", value: ValueSpec("NUMBER"),
    help: "draw so many samples of all that has a spread, and print intervals; `auto` for as many "
      + "as the printed digits need",
    group: .uncertainty)

  static let seed = OptionSpec(
    long: "seed", value: ValueSpec("NUMBER"),
    help: "where the samples begin: the same seed gives the same ones; 1 if left out",
    group: .uncertainty)

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

/// The heading under which the help lists an option.
enum OptionGroup: String {
  case common = "Common options"
  case output = "Output"
  case input = "Input"
  case checks = "Checks"
  case score = "Score"
  case latex = "LaTeX"
  case known = "What is known"
  case log = "The log"
  case whatIf = "What-if"
  case uncertainty = "Uncertainty"
}
