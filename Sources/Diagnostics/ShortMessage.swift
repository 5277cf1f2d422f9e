/// Writes a message on one line, as compilers and editors know it.
public struct ShortMessage {
  private let places: Places

  /// Writes about these texts.
  public init(sources: Sources) { places = Places(sources) }

  /// `my.yaml:5:12: error[wrong-dimension]: what is the matter`, and a newline.
  public func text(of diagnostic: Diagnostic) -> String {
    var text = ""
    if let span = diagnostic.span {
      let place = places.place(of: span.lower, in: span.file)
      let name = printableLine(places.sources[span.file].name)
      text = "\(name):\(place.line):\(place.column): "
    }
    text += "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]: "
    return text + printableLine(diagnostic.message) + "\n"
  }
}
