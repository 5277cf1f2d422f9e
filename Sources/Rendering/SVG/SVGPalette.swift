/// The colours of data, after the palette of M. Okabe and K. Ito, "Color Universal Design" (2008),
/// each darkened or lightened until it stands out from white and from black by a contrast of at
/// least 3 (WCAG 2.2, 1.4.11). Neighbours are told apart with any kind of colour vision.
enum Palette {
  /// A colour, and whether black is read on it better than white.
  struct Color {
    /// As `#rrggbb`.
    let code: String
    let isLight: Bool
  }

  /// The colours of seven parts; more begin anew.
  static func color(_ index: Int) -> Color { colors[index % colors.count] }

  private static let colors = [
    Color(code: "#0072b2", isLight: false), Color(code: "#c98500", isLight: true),
    Color(code: "#009e73", isLight: true), Color(code: "#c873a2", isLight: true),
    Color(code: "#b8400e", isLight: false), Color(code: "#757575", isLight: false),
    Color(code: "#4a9ad4", isLight: true),
  ]

  /// The two colours that are hardest to confuse, for a pair.
  static func pair(_ index: Int) -> Color { colors[index == 0 ? 0 : 1] }
}
