/// A log of windows of time, each with the requests in it and the energy metered over it: the pairs
/// through which a line is drawn that tells idle power from the energy of a request.
public struct PairedLog: Sendable {
  /// Where its bytes come from.
  public let source: any ByteSource
  /// The columns that the user names; none for those known by their names.
  public let columns: ColumnNames
  /// The joules of the unit of its energies; nothing where the name of the column tells it.
  public let joules: Double?

  /// A log, its columns and the unit of its energies.
  public init(
    _ source: any ByteSource, columns: ColumnNames = ColumnNames(), joules: Double? = nil
  ) {
    self.source = source
    self.columns = columns
    self.joules = joules
  }

  /// A window.
  public struct Pair: Hashable, Sendable {
    /// The requests in it.
    public var requests: Double
    /// The energy metered over it, in J.
    public var joules: Double
  }

  /// What was read.
  public struct Reading: Hashable, Sendable {
    /// The windows, in the order of the log.
    public internal(set) var pairs: [Pair] = []
    /// The rows that were read, used and rejected.
    public internal(set) var rows = RowCount()
    /// What stands between two cells.
    public internal(set) var separator: UInt8 = 0x2C
    /// The times of the windows, in nanoseconds since 1970, in the order of the log.
    public internal(set) var times: [Int64] = []
    /// Whether every time names its zone.
    public internal(set) var isZoned = true

    /// The length of a window in nanoseconds: the step from one to the next that is the median;
    /// nothing where fewer than half of the steps lie within a hundredth of it.
    public var window: Int64? {
      let sorted = times.sorted()
      var steps: [Int64] = []
      for (earlier, later) in zip(sorted, sorted.dropFirst()) where later > earlier {
        steps.append(later - earlier)
      }
      steps.sort()
      guard !steps.isEmpty else { return nil }
      let median = steps[steps.count / 2]
      var alike = 0
      for step in steps where abs(step - median) <= median / 100 { alike += 1 }
      return alike * 2 > steps.count ? median : nil
    }
  }

  /// Why a log cannot be read.
  public enum Failure: Error, Hashable, Sendable {
    /// Its bytes cannot be had.
    case unreadable(ReadFailure)
    /// There is no header in it.
    case empty
    /// Its header lacks a column that is needed.
    case columns(header: [String])
    /// The unit of the energies is told neither by the name of their column nor by the user.
    case unit(column: String)
    /// There are more windows than are held.
    case tooMany
  }

  /// The most windows that are held: nineteen years of ten minutes.
  public static let mostPairs = 1_000_000

  /// Reads all rows.
  public func read() throws(Failure) -> Reading {
    var reader = PairedReader(columns, joules, file: source.name)
    var blocks = LineBlocks(source)
    while true {
      do throws(ReadFailure) { guard try blocks.advance() else { break } } catch {
        throw .unreadable(error)
      }
      if blocks.followsOverlong { reader.rejectOverlong() }
      try reader.read(blocks.buffer.span, blocks.lines)
    }
    guard reader.hasHeader else { throw .empty }
    return reader.reading
  }
}

/// Reads rows of a paired log, one after the other.
private struct PairedReader {
  var reading = PairedLog.Reading()
  let columns: ColumnNames
  let file: String
  var joules: Double?
  var cells = Cells(separator: 0x2C)
  var places: [Int] = []

  init(_ columns: ColumnNames, _ joules: Double?, file: String) {
    self.columns = columns
    self.joules = joules
    self.file = file
  }

  var hasHeader: Bool { !places.isEmpty }

  mutating func rejectOverlong() {
    reading.rows.lines += 1
    reject(.lineTooLong, 1)
  }

  mutating func read(
    _ bytes: Span<UInt8>, _ block: Range<Int>
  ) throws(PairedLog.Failure) {
    var index = block.lowerBound
    while index < block.upperBound {
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      reading.rows.lines += 1
      var line = index..<end
      index = end + 1
      if reading.rows.lines == 1, line.count >= 3, bytes[line.lowerBound] == 0xEF {
        line = line.lowerBound + 3..<line.upperBound
      }
      if bytes.trimmed(line).isEmpty || bytes[line.lowerBound] == 0x23 { continue }
      if hasHeader { try readRow(bytes, line) } else { try readHeader(bytes, line) }
    }
  }

  private mutating func readHeader(
    _ bytes: Span<UInt8>, _ line: Range<Int>
  ) throws(PairedLog.Failure) {
    var best: [String] = []
    for separator: UInt8 in [0x2C, 0x09, 0x3B, 0x7C] {
      var cells = Cells(separator: separator)
      cells.split(bytes, line)
      let header = cells.texts(bytes)
      if header.count > best.count { best = header }
      guard let found = places(header) else { continue }
      places = found
      self.cells = cells
      reading.separator = separator
      let column = found[2] < header.count ? header[found[2]] : "#\(found[2] + 1)"
      guard let unit = joules ?? PairedRole.joules(ofColumn: column) else {
        throw .unit(column: column)
      }
      joules = unit
      return
    }
    throw .columns(header: best)
  }

  /// The indices of the columns of time, requests and energy.
  private func places(_ header: [String]) -> [Int]? {
    var found: [PairedRole: (index: Int, rank: Int)] = [:]
    if columns.entries.isEmpty {
      for (index, name) in header.enumerated() {
        guard let (role, rank) = PairedRole.known(name), rank < found[role]?.rank ?? .max else {
          continue
        }
        found[role] = (index, rank)
      }
    } else {
      for role in PairedRole.allCases {
        if let index = columns.index(of: role.rawValue, in: header) { found[role] = (index, 0) }
      }
    }
    guard let time = found[.time], let requests = found[.requests], let energy = found[.energy],
      header.count > 2
    else { return nil }
    return [time.index, requests.index, energy.index]
  }

  private mutating func readRow(
    _ bytes: Span<UInt8>, _ line: Range<Int>
  ) throws(PairedLog.Failure) {
    cells.split(bytes, line)
    func column(_ index: Int) -> Int { bytes.column(of: index, from: line.lowerBound) }
    if bytes.index(of: 0, from: line.lowerBound, to: line.upperBound) < line.upperBound {
      return reject(
        .nulByte, column(bytes.index(of: 0, from: line.lowerBound, to: line.upperBound)))
    }
    if let quote = cells.unclosedQuote { return reject(.quoteUnclosed, column(quote)) }
    for place in places where place >= cells.count {
      return reject(.columnMissing, column(line.upperBound))
    }
    let (timeCell, requestCell, energyCell) = (
      cells.ranges[places[0]], cells.ranges[places[1]], cells.ranges[places[2]]
    )
    guard let time = Timestamp(bytes, timeCell) else {
      return reject(
        TrafficRow.saysNothing(bytes, timeCell) ? .valueMissing : .timeInvalid,
        column(timeCell.lowerBound))
    }
    var numbers: [Double] = []
    for cell in [requestCell, energyCell] {
      if TrafficRow.saysNothing(bytes, cell) {
        return reject(.valueMissing, column(cell.lowerBound))
      }
      guard let number = bytes.decimal(cell) else {
        return reject(.numberInvalid, column(cell.lowerBound))
      }
      if number < 0 { return reject(.negative, column(cell.lowerBound)) }
      if number > 1e18 { return reject(.outOfRange, column(cell.lowerBound)) }
      numbers.append(number)
    }
    guard reading.pairs.count < PairedLog.mostPairs else { throw .tooMany }
    reading.rows.used += 1
    reading.times.append(time.nanoseconds)
    if !time.isZoned { reading.isZoned = false }
    reading.pairs.append(
      PairedLog.Pair(requests: numbers[0], joules: numbers[1] * (joules ?? 1)))
  }

  private mutating func reject(_ reason: RejectionReason, _ column: Int) {
    reading.rows.reject(
      reason, at: RowPlace(file: file, line: reading.rows.lines, column: column))
  }
}

extension Span where Element == UInt8 {
  /// A decimal number, with a sign, a point and an exponent where there are such.
  fileprivate func decimal(_ range: Range<Int>) -> Double? {
    for index in range {
      switch self[index] {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: continue
      default: return nil
      }
    }
    return Double(text(range)).flatMap { $0.isFinite ? $0 : nil }
  }
}
