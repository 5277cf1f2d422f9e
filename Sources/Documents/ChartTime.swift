extension SeriesPlot.Time {
  /// Windows along the clock and the calendar of UTC, from `start`, in seconds since 1970, each
  /// `window` seconds long. Its labels stand on full hours, on days or on the first of a month,
  /// whichever gives some six over the `count` windows; the first also tells the date.
  public static func clock(
    _ title: String = "Time", start: Int64, window: Double, count: Int
  ) -> SeriesPlot.Time {
    var time = SeriesPlot.Time(
      Chart.Axis(title, unit: clockAxisUnit), start: Double(start), window: window)
    let end = Double(start) + window * Double(count)
    // From the year 1 to the year 9999.
    guard window > 0, end.isFinite, start >= -62_135_596_800, end <= 253_402_300_800 else {
      return time
    }
    let last = Int64(end)
    for place in places(from: start, to: last) {
      time.labels.append(
        Label(Double(place.seconds - start) / window, place.text))
    }
    return time
  }
}

/// A moment that is worth a label.
private struct Place {
  let seconds: Int64
  let text: String
}

private let day: Int64 = 86400

/// Round moments from one to another, at most some eight.
private func places(from start: Int64, to end: Int64) -> [Place] {
  let steps: [Int64] = [
    1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200, day, 2 * day, 7 * day,
    14 * day,
  ]
  guard let step = steps.first(where: { (end - start) / $0 <= 7 }) else {
    return months(from: start, to: end)
  }
  var found: [Place] = []
  var shown: Int64?
  var moment = start - remainder(start, step)
  if moment < start { moment += step }
  while moment <= end {
    let dayNumber = (moment - remainder(moment, day)) / day
    let isNewDay = dayNumber != shown
    shown = dayNumber
    let clock = clockText(remainder(moment, day), seconds: step < 60)
    let text =
      remainder(moment, day) == 0
      ? Date(dayNumber).text : isNewDay ? Date(dayNumber).text + " " + clock : clock
    found.append(Place(seconds: moment, text: text))
    moment += step
  }
  return found
}

/// The first days of months, or of years, at most some eight.
private func months(from start: Int64, to end: Int64) -> [Place] {
  let first = Date((start - remainder(start, day)) / day)
  let last = Date((end - remainder(end, day)) / day)
  let low = first.year * 12 + first.month - 1
  let high = last.year * 12 + last.month - 1
  let steps: [Int64] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000]
  let step = steps.first { (high - low) / $0 <= 7 } ?? 48_000
  var found: [Place] = []
  var month = low - remainder(low, step)
  while month <= high {
    let date = Date(year: month / 12, month: month % 12 + 1, day: 1)
    let seconds = date.number * day
    if seconds >= start, seconds <= end { found.append(Place(seconds: seconds, text: date.text)) }
    month += step
  }
  return found
}

private func remainder(_ value: Int64, _ step: Int64) -> Int64 {
  let rest = value % step
  return rest < 0 ? rest + step : rest
}

/// `09:00`.
private func clockText(_ seconds: Int64, seconds shown: Bool) -> String {
  let text = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2)
  return shown ? text + ":" + padded(seconds % 60, 2) : text
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A day of the Gregorian calendar, carried back before its time.
private struct Date {
  var year: Int64
  var month: Int64
  var day: Int64

  init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is so many after the first of January 1970; by H. Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms" (2013), `civil_from_days`.
  init(_ number: Int64) {
    let shifted = number + 719_468
    let ofEra = remainder(shifted, 146_097)
    let era = (shifted - ofEra) / 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// How many days it is after the first of January 1970; the inverse, `days_from_civil`.
  var number: Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = remainder(shifted, 400)
    let era = (shifted - yearOfEra) / 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
    return era * 146_097 + ofEra - 719_468
  }

  /// `2022-07-01`.
  var text: String { padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }
}
