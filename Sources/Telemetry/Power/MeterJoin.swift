extension MeterSummary {
  /// The summary with the runs of each device joined to one, in order of time, and the devices in
  /// the order of their names; and where runs overlap, which cannot be joined.
  ///
  /// It does not depend on the order in which the parts came.
  public func joined() -> (summary: MeterSummary, overlaps: [MeterDevice.Overlap]) {
    var whole = self
    var overlaps: [MeterDevice.Overlap] = []
    whole.devices.sort { $0.key < $1.key }
    for index in whole.devices.indices {
      let (runs, overlap) = whole.devices[index].ordered()
      let terms = terms.of(whole.devices[index].key)
      guard overlap == nil, !whole.devices[index].isDisordered, var run = runs.first else {
        overlaps.append(
          overlap
            ?? MeterDevice.Overlap(
              device: whole.devices[index].key, logs: runs.first.map { [$0.place.file] } ?? [],
              from: runs.first?.first.time ?? 0, to: runs.last?.last.time ?? 0))
        continue
      }
      for next in runs.dropFirst() {
        // Where a window begins is no row.
        guard let dropped = run.join(next, terms), dropped != MeterSample.begins else { continue }
        whole.rows.used -= 1
        whole.rows.add(.duplicate, places: [next.place])
        if !run.isCounter { whole.devices[index].draws.add(-1, at: DrawHistogram.step(dropped)) }
      }
      whole.devices[index].runs = [run]
    }
    return (whole, overlaps)
  }
}
