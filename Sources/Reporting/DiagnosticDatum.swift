public import Diagnostics
public import Documents

/// A message as data and as running text, the same in every report.
extension Diagnostic {
  /// Code and message, with the place and the hint where there are any.
  public func datum(in sources: Sources) -> Datum {
    .record([
      ("code", .text(code.rawValue)), ("message", .text(message)),
      ("where", span.map { .text(sources.place(of: $0)) } ?? .null),
      ("hint", hint.map(Datum.text) ?? .null),
    ])
  }

  /// The same of a finding, led by how grave it is; without a place where it concerns several texts.
  func findingDatum(in sources: Sources?) -> Datum {
    var entries: [(key: String, value: Datum)] = [
      ("severity", .text(severity.rawValue)), ("code", .text(code.rawValue)),
      ("message", .text(message)),
    ]
    if let sources {
      entries.append(("where", span.map { .text(sources.place(of: $0)) } ?? .null))
    }
    return .record(entries + [("hint", hint.map(Datum.text) ?? .null)])
  }

  /// The message and its hint as sentences.
  var sentences: [Inline] {
    [.text(sentence(message))] + (hint.map { [.text(" " + sentence($0))] } ?? [])
  }

  /// Where to read more.
  var pointer: [Inline] {
    [.text(" See "), .code("cradle explain \(code.rawValue)"), .text(".")]
  }
}
