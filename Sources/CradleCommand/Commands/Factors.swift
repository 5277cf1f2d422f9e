import Diagnostics
import Factors
import Rendering
import Reporting

extension CommandSpec {
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
}

extension Session {
  /// `cradle factors [WORD…]`: what the catalogue tells, with its sources.
  func factors() throws(Failure) -> Int32 {
    var catalogue = FactorCatalog.embedded
    let own = try ownCatalogues
    if !own.isEmpty { catalogue = catalogue.under(own) }
    let words = invocation.arguments
    guard !words.isEmpty else {
      try deliver(overview(of: catalogue))
      return 0
    }
    let matches = catalogue.search(words)
    guard !matches.isEmpty else { throw Self.unknownFactor(words, in: catalogue) }
    let page = FactorPage(
      matches, query: words, in: catalogue, bibliography: Self.bibliography(of: catalogue))
    switch invocation.value(of: "format") {
    case "json": try deliver(renderJSON(page.datum))
    case "csv": try deliver(page.csv)
    case "bibtex": try deliver(page.bibTeX)
    default: try deliver(textRenderer.render(page.document))
    }
    return 0
  }

  /// The bundled sources, and those that own catalogues describe.
  private static func bibliography(of catalogue: FactorCatalog) -> Bibliography {
    catalogue.sources.isEmpty ? .embedded : Bibliography.embedded.under(catalogue.sources)
  }

  /// Without words: how much there is; as data, all of it.
  private func overview(of catalogue: FactorCatalog) -> String {
    let everything = FactorPage(
      catalogue.everything, query: [], in: catalogue, bibliography: Self.bibliography(of: catalogue)
    )
    return switch invocation.value(of: "format") {
    case "json": renderJSON(everything.datum)
    case "csv": everything.csv
    case "bibtex": everything.bibTeX
    default: textRenderer.render(catalogue.overview)
    }
  }
}

// The messages.
extension Session {
  private static func unknownFactor(_ words: [String], in catalogue: FactorCatalog) -> Failure {
    let asked = words.joined(separator: " ")
    let near = catalogue.suggestion(forSearch: words)?.joined(separator: " ")
    return Failure(
      2,
      Diagnostic(
        .unknownFactor, "nothing in the catalogue answers to `\(asked)`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? (words.count > 1
            ? "leave a word out; `cradle factors` tells what there is"
            : "`cradle factors` tells what there is")))
  }
}
