/// A moment as a log tells it: nanoseconds since 1970-01-01T00:00:00Z, and whether the log says
/// from which zone they are counted.
public struct Timestamp: Hashable, Sendable {
  /// Nanoseconds since 1970, UTC; those of a clock without a zone are counted as if it showed UTC.
  public var nanoseconds: Int64
  /// Whether the text names its zone, as `Z`, `+02:00` and seconds since 1970 do.
  public var isZoned: Bool

  /// A moment.
  public init(nanoseconds: Int64, isZoned: Bool) {
    self.nanoseconds = nanoseconds
    self.isZoned = isZoned
  }

  /// A moment read from text; nothing for a text that is none or lies outside 1825 … 2115.
  ///
  /// Read are `2023-11-16T18:15:46.680590Z` and its kin (ISO 8601, RFC 3339: a blank for the `T`,
  /// `/` for the hyphens, seconds or their fraction left out, a comma for their point, `Z`, `UTC`,
  /// `GMT`, `+02:00`, `+0200`, `+02` or no zone), `16/Nov/2023:18:15:46 +0000` as web servers
  /// write it, a day alone, and seconds, milliseconds, microseconds or nanoseconds since 1970,
  /// told apart by their size (below 10^11, 10^14, 10^17). Digits beyond nanoseconds are dropped;
  /// the 60th second is the first of the next minute.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span, 0..<bytes.count)
  }

  /// A moment read from a range of bytes, blanks and quotes at its edges left aside.
  public init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var range = bytes.trimmed(range)
    if range.count >= 2, bytes[range.lowerBound] == 0x22, bytes[range.upperBound - 1] == 0x22 {
      range = bytes.trimmed(range.lowerBound + 1..<range.upperBound - 1)
    }
    guard !range.isEmpty else { return nil }
    var text = TimeText(range)
    if let moment = text.moment(bytes) { self = moment } else { return nil }
  }

  /// The day of a date, counted from 1970-01-01, in the Gregorian calendar; nothing for a date that
  /// no calendar has.
  ///
  /// After H. Hinnant, chrono-compatible low-level date algorithms, `days_from_civil`, 2013.
  public static func day(year: Int, month: Int, day: Int) -> Int? {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= length(of: month, year) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The moment as ISO 8601, with as many digits behind the seconds as it takes, in threes:
  /// `2023-11-16T18:15:46.680Z`. Without a zone there is no `Z`.
  public var text: String {
    let second: Int64 = 1_000_000_000
    var seconds = nanoseconds / second
    var rest = nanoseconds % second
    if rest < 0 {
      rest += second
      seconds -= 1
    }
    var day = seconds / 86_400
    var clock = seconds % 86_400
    if clock < 0 {
      clock += 86_400
      day -= 1
    }
    // The inverse of `day(year:month:day:)`, `civil_from_days` of the same source.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    let time = "\(padded(clock / 3600, 2)):\(padded(clock / 60 % 60, 2)):\(padded(clock % 60, 2))"
    var fraction = ""
    if rest != 0 {
      if rest % 1_000_000 == 0 {
        fraction = "." + padded(rest / 1_000_000, 3)
      } else if rest % 1000 == 0 {
        fraction = "." + padded(rest / 1000, 6)
      } else {
        fraction = "." + padded(rest, 9)
      }
    }
    return "\(date)T\(time)\(fraction)\(isZoned ? "Z" : "")"
  }
}

private func padded(_ number: Int64, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
