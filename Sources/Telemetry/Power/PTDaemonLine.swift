/// A line of a power meter under SPEC PTDaemon, as MLPerf keeps them in `spl.txt`:
/// `Time,07-23-2024 15:47:16.858,Watts,172.900000,Volts,118.000000,…`, the local time without zone.
enum PTDaemonLine {
  static let table = PowerTable(
    separator: 0x2C, roles: [nil, .time, nil, .power], unit: .watt, kind: .ptdaemon,
    valueName: "Watts")

  /// How many cells a line has: time, watts, volts, amperes, power factor and mark, each behind its
  /// name, and what further channels add.
  static let cells = 12...Int.max

  static func matches(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var cells = Cells(separator: 0x2C)
    cells.split(bytes, line)
    guard cells.count >= 4 else { return false }
    return bytes.holds("Time", in: cells.ranges[0]) && bytes.holds("Watts", in: cells.ranges[2])
  }

  /// The moment of `07-23-2024 15:47:16.858`: month, day and year in that order.
  static func moment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
    let start = range.lowerBound
    guard range.count > 10, bytes[start + 2] == 0x2D, bytes[start + 5] == 0x2D else { return nil }
    var text: [UInt8] = []
    for index in start + 6..<start + 10 { text.append(bytes[index]) }
    text.append(0x2D)
    for index in start..<start + 5 { text.append(bytes[index]) }
    for index in start + 10..<range.upperBound { text.append(bytes[index]) }
    return Timestamp(text.span, 0..<text.count)
  }
}
