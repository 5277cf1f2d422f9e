public import Diagnostics

/// A piece of a study: a scalar, a mapping or a sequence, and where it stands.
public struct Node: Hashable, Sendable {
  /// The source text of the piece.
  ///
  /// A plain or quoted scalar's span covers its text, quotes included; an absent value has an
  /// empty span behind its colon or dash. A block collection's span runs from its first entry to
  /// the end of its last one; a flow collection's covers its brackets.
  public var span: Span
  /// What the piece is.
  public var content: Content

  /// A piece of a study at a place.
  public init(span: Span, content: Content) {
    self.span = span
    self.content = content
  }
}

/// The three kinds of a piece.
public enum Content: Hashable, Sendable {
  /// A text.
  case scalar(Scalar)
  /// Keys with values, in the order of the file; no key occurs twice.
  case mapping([Entry])
  /// Items in a row.
  case sequence([Node])
}

/// A text as it is meant, and how it was written.
public struct Scalar: Hashable, Sendable {
  /// How a scalar was written.
  public enum Style: String, Hashable, Sendable {
    /// Without quotes: `400 W`.
    case plain
    /// `'…'`, in which only `''` stands for something else.
    case singleQuoted = "single-quoted"
    /// `"…"`, with escapes.
    case doubleQuoted = "double-quoted"
    /// A block behind `|`, which keeps its line breaks.
    case literal
    /// A block behind `>`, whose lines are joined by spaces.
    case folded
  }

  /// The text without quotes, escapes, folds and indentation.
  public var text: String
  /// How it was written.
  public var style: Style

  /// A text in a style.
  public init(_ text: String, style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// One key of a mapping with its value.
public struct Entry: Hashable, Sendable {
  /// The key's text.
  public var key: String
  /// The key's source text, quotes included.
  public var keySpan: Span
  /// The value; a plain scalar of no text where there is none.
  public var value: Node

  /// A key with its value.
  public init(key: String, keySpan: Span, value: Node) {
    self.key = key
    self.keySpan = keySpan
    self.value = value
  }
}
