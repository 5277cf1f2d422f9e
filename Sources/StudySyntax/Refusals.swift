import Diagnostics

extension Reader {
  /// Goes past anchors, aliases and tags, and complains about each, unless `quietly`.
  mutating func refuseProperties(quietly: Bool = false) {
    while true {
      let byte = bytes[position]
      guard byte == .ampersand || byte == .star || byte == .exclamation else { return }
      let start = position
      while position < end, !isBlank(bytes[position]),
        flow.depth == 0 || !isFlowIndicator(bytes[position])
      {
        position += 1
      }
      // The colon behind an alias that is a key belongs to the entry.
      if bytes[position - 1] == .colon, position > start + 1, byte == .star { position -= 1 }
      let range = start..<position
      switch byte {
      case _ where quietly: break
      case .ampersand: report(.anchor(excerpt(range), span(range)))
      case .star: report(.alias(excerpt(range), span(range)))
      default: report(.tag(excerpt(range), span(range)))
      }
      skipSpaces()
    }
  }

  /// Complains if plain text starts with a byte that may not start it.
  mutating func refuseIndicator(parent: Int?) {
    let byte = bytes[position]
    switch byte {
    case .at, .backtick, .percent, .comma, .closeBracket, .closeBrace, .bar, .greater:
      break
    case .question, .colon:
      if parent == nil, byte == .colon, isBlank(bytes[position + 1]) { return }
    case .dash:
      let next = bytes[position + 1]
      guard isBlank(next) || flow.depth > 0 && isFlowIndicator(next) else { return }
    default: return
    }
    let place = position..<position + 1
    report(.indicator(byte == .backtick ? "a backtick" : "`\(text(place))`", span(place)))
  }
}

extension Diagnostic {
  fileprivate static func anchor(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .anchor, "\(text) is an anchor; anchors are not part of the study language", at: span,
      hint: "name the quantity under `values:` and use its name, or quote text that starts "
        + "with `&`")
  }

  fileprivate static func alias(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .alias, "\(text) is an alias; aliases are not part of the study language", at: span,
      hint: "name the quantity under `values:` and use its name, or quote text that starts "
        + "with `*`")
  }

  fileprivate static func tag(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .tag, "\(text) is a tag; tags are not part of the study language", at: span,
      hint: "take it away, or quote text that starts with `!`")
  }

  fileprivate static func indicator(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "text without quotes may not start with \(text)", at: span,
      hint: "put quotes around the text")
  }
}
