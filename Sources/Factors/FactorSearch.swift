/// An entry that a search found, with the rows of it that were asked for.
public struct FactorMatch: Hashable, Sendable {
  /// What was found.
  public let entry: CatalogueEntry
  /// The rows, figure by figure, in the order of the file.
  public let figures: [[FactorRow]]

  /// The rows of all figures.
  public var rows: [FactorRow] { figures.flatMap(\.self) }
}

extension FactorCatalog {
  /// The entries and rows that words ask for, such as `embodied a100` or `pue google 2022`.
  ///
  /// Every word must be one of an entry's identifier, name, aliases or kind, or of a row's figure,
  /// method, source or confidence, or begin one; case and punctuation do not count. A year asks for
  /// what held then: the rows of that year or, for a figure that has none, of the newest year before
  /// it. What has just this name comes first, then the rest by kind and identifier.
  public func search(_ words: [String]) -> [FactorMatch] {
    let query = Query(words)
    guard !query.words.isEmpty else { return [] }
    let exact = entry(words.joined(separator: " "))
    let rowWords = rowWords(of: query)
    var matches = entries.compactMap { match($0, query, rowWords) }
    if matches.isEmpty, let exact { matches = [everything(of: exact)] }
    let order = Dictionary(
      uniqueKeysWithValues: EntryKind.allCases.enumerated().map { ($1, $0) })
    return matches.enumerated().sorted { first, second in
      let (a, b) = (first.element.entry, second.element.entry)
      if (a == exact) != (b == exact) { return a == exact }
      if a.kind != b.kind { return order[a.kind, default: 0] < order[b.kind, default: 0] }
      return first.offset < second.offset
    }.map(\.element)
  }

  /// What a search that found nothing may have meant, spelt as the catalogue spells it; nothing if
  /// no spelling finds anything.
  public func suggestion(forSearch words: [String]) -> [String]? {
    var known: Set<[UInt8]> = []
    var vocabulary: [String] = []
    func learn(_ text: String) {
      for word in searchWords(text) where word.count > 1 && known.insert(word).inserted {
        vocabulary.append(String(decoding: word, as: UTF8.self))
      }
    }
    for entry in entries {
      for text in [entry.id, entry.name, entry.kind.rawValue] + entry.aliases { learn(text) }
    }
    for figure in Set(layers.flatMap { $0.allRows.map(\.figure) }).sorted() { learn(figure) }
    var isChanged = false
    let spelt = Query(words).words.map { word -> String in
      let text = String(decoding: word, as: UTF8.self)
      guard !vocabulary.contains(where: { mentions($0.utf8, word) }),
        Query.year(word) == nil,
        let near = Factors.nearest(to: text, among: vocabulary, limit: 1).first
      else { return text }
      isChanged = true
      return near
    }
    if isChanged, !search(spelt).isEmpty { return spelt }
    let entry = nearest(to: words.joined(separator: " "), limit: 1).first
    return entry.map { [$0] }
  }

  /// Every entry with every row.
  public var everything: [FactorMatch] { entries.map(everything(of:)) }

  private func everything(of entry: CatalogueEntry) -> FactorMatch {
    FactorMatch(entry: entry, figures: grouped(rows(of: entry.id)))
  }

  private func match(_ entry: CatalogueEntry, _ query: Query, _ rowWords: Set<[UInt8]>)
    -> FactorMatch?
  {
    var year: Int?
    var others: [[UInt8]] = []
    for word in query.words where !isNamed(entry, by: word) {
      if let asked = Query.year(word) {
        year = asked
      } else if rowWords.contains(word) {
        others.append(word)
      } else {
        return nil
      }
    }
    let rows = rows(of: entry.id).filter { row in
      others.allSatisfy { word in
        [row.figure, row.method, row.source, row.confidence].contains { mentions($0.utf8, word) }
      }
    }
    var figures = grouped(rows)
    if let year { figures = figures.compactMap { held($0, in: year) } }
    return figures.isEmpty ? nil : FactorMatch(entry: entry, figures: figures)
  }

  private func isNamed(_ entry: CatalogueEntry, by word: [UInt8]) -> Bool {
    mentions(entry.id.utf8, word) || mentions(entry.name.utf8, word)
      || entry.aliases.contains { mentions($0.utf8, word) }
      || mentions(entry.kind.rawValue.utf8, word)
      || entry.kind == .accelerator && word.elementsEqual("gpu".utf8)
  }

  /// Those of the words that some row has in its figure, method, source or confidence.
  private func rowWords(of query: Query) -> Set<[UInt8]> {
    Set(
      query.words.filter { word in
        layers.contains { layer in
          layer.figures.contains { table in
            table.contains(inColumns: [1, 5, 6, 7]) { mentions($0, word) }
          }
        }
      })
  }

  private func grouped(_ rows: [FactorRow]) -> [[FactorRow]] {
    var groups: [[FactorRow]] = []
    for row in rows {
      if groups.last?.first?.figure == row.figure {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  /// The rows of a year or, failing that, of the newest year before it.
  private func held(_ rows: [FactorRow], in year: Int) -> [FactorRow]? {
    guard let newest = rows.lazy.map(\.year).filter({ $0 <= year }).max() else { return nil }
    return rows.filter { $0.year == newest }
  }
}

/// The words of a search, in lower case and without punctuation.
private struct Query {
  let words: [[UInt8]]

  init(_ texts: [String]) {
    // What is longer than any name finds nothing anyway.
    words = Array(texts.flatMap { searchWords(String($0.prefix(200))) }.prefix(20))
  }

  /// The year that a word means.
  static func year(_ word: [UInt8]) -> Int? {
    guard word.count == 4, let year = Int(String(decoding: word, as: UTF8.self)),
      (1990...2050).contains(year)
    else { return nil }
    return year
  }
}

/// The stretches of letters and digits in a text.
private func searchWords(_ text: String) -> [[UInt8]] {
  text.utf8.split { normalized($0) == nil }.map { $0.compactMap(normalized) }
}

/// Whether a text has a word that begins with what was asked for: `instinct` with `inst`, `7643p`
/// with `7643`; but `a100` not with `a10`, and what is shorter than three letters only where it is
/// the whole word. The text without its spaces and punctuation counts as a word, too.
private func mentions(_ text: some Collection<UInt8>, _ asked: [UInt8]) -> Bool {
  guard let last = asked.last else { return false }
  let endsInDigit = isDigit(last)
  // How much of what was asked for the current word has matched, and how much the whole text has;
  // nothing once a letter differs.
  var matched: Int? = 0
  var whole: Int? = 0
  func isWord(_ matched: Int?, before next: UInt8?) -> Bool {
    guard matched == asked.count else { return false }
    guard let next else { return true }
    return asked.count >= 3 && !(endsInDigit && isDigit(next))
  }
  for byte in text {
    guard let letter = normalized(byte) else {
      if isWord(matched, before: nil) { return true }
      matched = 0
      continue
    }
    if isWord(matched, before: letter) || isWord(whole, before: letter) { return true }
    matched = matched.flatMap { $0 < asked.count && asked[$0] == letter ? $0 + 1 : nil }
    whole = whole.flatMap { $0 < asked.count && asked[$0] == letter ? $0 + 1 : nil }
  }
  return isWord(matched, before: nil) || isWord(whole, before: nil)
}

extension FactorCatalog.Layer {
  /// Every row of every file.
  fileprivate var allRows: [FactorRow] {
    figures.flatMap { table in table.allRows().compactMap { FactorRow($0, of: table) } }
  }
}
