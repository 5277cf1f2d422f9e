/// The labels of marked values, each beginning right of the line of its mark: the row over the
/// picture that each stands on, counted from the lowest.
///
/// A label stands above those of all marks whose lines it reaches, so that no line runs through a
/// label.
func markRows(_ marks: [(x: Double, width: Double)]) -> [Int] {
  var rows = [Int](repeating: 0, count: marks.count)
  let order = marks.indices.sorted { (marks[$1].x, $0) < (marks[$0].x, $1) }
  for (place, index) in order.enumerated() {
    var row = 0
    // Of many marks only so many are looked at, that a picture is not made in quadratic time.
    for other in order[..<place].suffix(100)
    where marks[other].x <= marks[index].x + marks[index].width {
      row = max(row, rows[other] + 1)
    }
    rows[index] = row
  }
  return rows
}

/// How far an axis that begins at `left` may go, for the labels right of its marks to end by
/// `limit`; `share` tells where on the axis a mark is.
func markLimit(
  _ marks: [(share: Double, width: Double)], left: Double, limit: Double
) -> Double {
  var right = limit
  for mark in marks where mark.share > 0 {
    right = min(right, left + (limit - mark.width - left) / mark.share)
  }
  return right
}
