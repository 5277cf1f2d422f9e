/// A page without a format: headings, prose, tables, equations; it has never heard of carbon.
public struct Document: Hashable, Sendable {
  /// The heading of the whole.
  public var title: [Inline]
  /// What stands on the page, in order.
  public var blocks: [Block]

  /// A page.
  public init(title: [Inline], blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}

/// One thing on a page.
public enum Block: Hashable, Sendable {
  /// A heading of level 1 or 2 under the title.
  case heading(Int, [Inline])
  /// Running text, broken into lines by the format.
  case paragraph([Inline])
  /// A list of short texts, each an item.
  case list([[Inline]])
  /// A table.
  case table(Table)
  /// A derivation: lines of an equation, aligned at their relation.
  case equations([Equation])
  /// Text whose lines and columns stand as they are, such as a message with its carets.
  case preformatted(String)
  /// Pairs of a name and a text, such as the sources of a report.
  case terms([Term])
  /// A chart.
  indirect case chart(Chart)
}

/// A name with what is said of it.
public struct Term: Hashable, Sendable {
  /// The name.
  public var name: [Inline]
  /// What is said of it.
  public var text: [Inline]

  /// A name with what is said of it.
  public init(_ name: [Inline], _ text: [Inline]) {
    self.name = name
    self.text = text
  }
}

/// A piece of running text.
public enum Inline: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Text as it stands; every format escapes it.
  case text(String)
  /// Text that carries weight.
  case strong(String)
  /// Text as it was typed: a path, a key, an expression.
  case code(String)
  /// A number already rounded and without grouping (`433196`, `24.7`), with its unit
  /// (`tCO2e`, `kWh`, `gCO2e/kWh`, `%`, or empty).
  case quantity(String, unit: String)
  /// The key of a source, such as `luccioni2023`.
  case cite(String)
  /// Text with a tone: what a terminal may colour.
  case tone(Tone, String)

  /// Text as it stands.
  public init(stringLiteral value: String) { self = .text(value) }
}

/// What a piece of text means to the reader, for formats that can show it.
public enum Tone: String, Hashable, Sendable {
  /// As it should be.
  case good
  /// Worth a look.
  case caution
  /// Wrong.
  case bad
  /// Of less weight than what surrounds it.
  case quiet
}
