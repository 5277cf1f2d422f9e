/// Writes a message as a JSON object on one line, for programs.
public struct JSONMessage {
  private let places: Places

  /// Writes about these texts.
  public init(sources: Sources) { places = Places(sources) }

  /// The object, and a newline. What the message does not have is null.
  public func text(of diagnostic: Diagnostic) -> String {
    var text = "{\"severity\":\(quotedJSON(diagnostic.severity.rawValue))"
    text += ",\"code\":\(quotedJSON(diagnostic.code.rawValue))"
    text += ",\"message\":\(quotedJSON(diagnostic.message))"
    text += ",\(place(of: diagnostic.span))"
    text += ",\"hint\":\(diagnostic.hint.map(quotedJSON) ?? "null")"
    let related = diagnostic.related.map {
      "{\"message\":\(quotedJSON($0.message)),\(place(of: $0.span))}"
    }
    return text + ",\"related\":[" + related.joined(separator: ",") + "]}\n"
  }

  /// The members that say where; ends are the places behind the last character.
  private func place(of span: Span?) -> String {
    var values = Array(repeating: "null", count: 7)
    if let span {
      let start = places.place(of: span.lower, in: span.file)
      let end = places.place(of: span.upper, in: span.file)
      values = [
        quotedJSON(places.sources[span.file].name), "\(start.line)", "\(start.column)",
        "\(end.line)", "\(end.column)", "\(span.lower)", "\(span.upper - span.lower)",
      ]
    }
    let names = ["file", "line", "column", "endLine", "endColumn", "offset", "length"]
    return zip(names, values).map { "\"\($0)\":\($1)" }.joined(separator: ",")
  }
}

/// A text as a JSON string; what a terminal might obey is escaped too.
public func quotedJSON(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where isUnprintable(scalar):
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
