/// How a log of power or energy is written, as its first lines show.
public enum PowerFormat: Hashable, Sendable {
  /// A table with one reading of one device a line.
  case table(PowerTable)
  /// CodeCarbon's `emissions.csv`.
  case codeCarbon(CodeCarbonTable)
  /// The text format of Prometheus, with times.
  case prometheus
  /// Windows of time with the energy of each device in them.
  case windows(WindowTable)
  /// What `perf stat -I` writes of energy.
  case perf
  /// What MLPerf training and HPC runs log, with readings of power among it.
  case mlperf
  /// The accounting of a batch system: jobs, which a meter does not add up.
  case jobs

  /// Why a log is not read.
  public enum Unknown: Error, Hashable, Sendable {
    /// There is no line in it.
    case empty
    /// It holds bytes that no text has.
    case binary
    /// It has a header, in which something is missing: what the user named, or what is needed.
    case columns(header: [String])
    /// Two columns could name the device, and they do not agree.
    case rivals(String, String)
    /// It is a scrape of Prometheus, whose samples have no times.
    case noTimes
    /// Its numbers have commas where commas part its columns, as `perf stat` writes them in some
    /// locales.
    case decimalCommas
    /// It begins in the middle of a sample of Prometheus, and no whole one with its time follows.
    case cutSample
    /// It is none of the formats.
    case unlike(String)
  }

  /// The format of a log that begins with these bytes.
  static func recognize(
    _ bytes: Span<UInt8>, _ block: Range<Int>, columns: ColumnNames
  ) throws(Unknown) -> PowerFormat {
    var start = block.lowerBound
    if block.count >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB, bytes[start + 2] == 0xBF {
      start += 3
    }
    while start < block.upperBound {
      let end = bytes.index(of: 0x0A, from: start, to: block.upperBound)
      let whole = start..<end
      let line = bytes.trimmed(whole)
      start = end + 1
      if line.isEmpty || bytes[line.lowerBound] == 0x23 { continue }
      if columns.entries.isEmpty, PTDaemonLine.matches(bytes, line) {
        return .table(PTDaemonLine.table)
      }
      if columns.entries.isEmpty, let sample = PrometheusReader.Line(bytes, line), sample.isTold {
        guard sample.time != nil || PrometheusReader.isIn(bytes, start..<block.upperBound) else {
          throw .noTimes
        }
        return .prometheus
      }
      if columns.entries.isEmpty, MLPerfReader.matches(bytes, whole) { return .mlperf }
      if columns.entries.isEmpty, PerfLine(bytes, line) != nil { return .perf }
      if columns.entries.isEmpty, PerfLine.isTorn(bytes, line) { throw .decimalCommas }
      let format: PowerFormat
      do throws(Unknown) { format = try table(bytes, whole, columns) } catch {
        // A run may print other lines first, or count other events; a slice of samples may begin in
        // the middle of a line.
        guard columns.entries.isEmpty else { throw error }
        if MLPerfReader.matches(bytes, block) { return .mlperf }
        if PerfLine.isIn(bytes, block, torn: false) { return .perf }
        if PerfLine.isIn(bytes, block, torn: true) { throw .decimalCommas }
        if start < block.upperBound, PrometheusReader.isIn(bytes, start..<block.upperBound) {
          return .prometheus
        }
        throw bytes.text(line).holds("\"} ") ? .cutSample : error
      }
      guard case .table(var table) = format else { return format }
      if !table.rivals.isEmpty { try compareRivals(table, bytes, start, block.upperBound) }
      table.isDated = isDated(table, bytes, whole.lowerBound, block.upperBound)
      return .table(table)
    }
    throw .empty
  }

  private static func table(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ columns: ColumnNames
  ) throws(Unknown) -> PowerFormat {
    var best: [String] = []
    for separator: UInt8 in [0x2C, 0x09, 0x3B, 0x7C] {
      var cells = Cells(separator: separator)
      cells.split(bytes, line)
      let header = cells.texts(bytes)
      if header.contains("JobID"), header.contains("Elapsed") { return .jobs }
      if columns.entries.isEmpty, let table = CodeCarbonTable(header: header) {
        return .codeCarbon(table)
      }
      if columns.entries.isEmpty, let table = WindowTable(header: header, separator: separator) {
        return .windows(table)
      }
      if header.count > 1,
        let table = PowerTable(header: header, separator: separator, named: columns)
      {
        return .table(table)
      }
      if header.count > best.count { best = header }
    }
    for index in line where bytes[index] < 0x20 && !isBlank(bytes[index]) { throw .binary }
    if best.count > 1 { throw .columns(header: best) }
    throw .unlike(bytes.text(line.lowerBound..<min(line.upperBound, line.lowerBound + 60)))
  }

  /// Whether the times of the first rows are dates and no numbers.
  private static func isDated(
    _ table: PowerTable, _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    guard let column = table.roles.firstIndex(of: .time), table.kind != .ptdaemon else {
      return false
    }
    var cells = Cells(separator: table.separator)
    var (row, count) = (start, 0)
    var (dates, numbers) = (0, 0)
    while row < end, count < 64 {
      let stop = bytes.index(of: 0x0A, from: row, to: end)
      cells.split(bytes, row..<stop)
      row = stop + 1
      count += 1
      guard column < cells.count, Timestamp(bytes, cells.ranges[column]) != nil else { continue }
      if bytes.isNumber(cells.ranges[column]) { numbers += 1 } else { dates += 1 }
    }
    return dates > numbers
  }

  /// Columns that each name the device have to agree on which rows are of the same one: where a
  /// header stands over other columns than its own, they do not.
  private static func compareRivals(
    _ table: PowerTable, _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) throws(Unknown) {
    guard table.rivals.count > 1 else { return }
    let (first, second) = (table.rivals[0], table.rivals[1])
    var cells = Cells(separator: table.separator)
    var pairs: [String: String] = [:]
    var seconds: Set<String> = []
    var row = start
    var count = 0
    while row < end, count < 256 {
      let stop = bytes.index(of: 0x0A, from: row, to: end)
      cells.split(bytes, row..<stop)
      row = stop + 1
      count += 1
      guard cells.count > max(first, second) else { continue }
      let (a, b) = (bytes.text(cells.ranges[first]), bytes.text(cells.ranges[second]))
      seconds.insert(b)
      if pairs[a] == nil { pairs[a] = b }
      if pairs[a] != b { throw .rivals(table.header[first], table.header[second]) }
    }
    if seconds.count != pairs.count {
      throw .rivals(table.header[first], table.header[second])
    }
  }
}
