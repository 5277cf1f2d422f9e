extension LaTeXRenderer {
  /// Lines of comment, such as what a table was made from; nothing in a text can end its line.
  public func comment(_ lines: [String]) -> String {
    lines.reduce("") { $0 + "% " + commentLine($1) + "\n" }
  }
}
