/// The rule of choice: which of several rows stands for a figure when a study does not say.
///
/// 1. A row of low confidence yields to any better one, however new it is.
/// 2. Of figures that move from year to year (``FactorRow/movesWithTheYears``), the newest year. A
///    device does not change with the years, so for it a newer source is no better for being newer.
/// 3. The first in the file, whose order is that of preference.
///
/// The files of the catalogue stand in this order themselves, so the first row of a figure is the
/// one that stands for it.
extension FactorCatalog {
  /// The row that stands for a figure, of all those that tell it, or of those that are left when a
  /// study asks for a year or a method.
  public static func preferred(_ rows: [FactorRow]) -> FactorRow? {
    var best: FactorRow?
    for row in rows {
      if let other = best, !row.isPreferred(to: other) { continue }
      best = row
    }
    return best
  }
}

extension FactorRow {
  /// Whether the figure moves from year to year: intensities, PUEs and the energy of networks.
  public var movesWithTheYears: Bool {
    figure == "intensity" || figure == "pue" || figure == "transfer"
  }

  /// Whether the row stands before one that precedes it in the file.
  fileprivate func isPreferred(to other: FactorRow) -> Bool {
    let (isLow, otherIsLow) = (confidence == "low", other.confidence == "low")
    if isLow != otherIsLow { return otherIsLow }
    return movesWithTheYears && year > other.year
  }
}
