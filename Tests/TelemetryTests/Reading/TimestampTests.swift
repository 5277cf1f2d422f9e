import Foundation
import Telemetry
import Testing

@Suite("Timestamps")
struct TimestampTests {
  /// What is read, as text again, with the nanoseconds.
  private func read(_ text: String) -> String {
    Timestamp(text).map { "\($0.text) \($0.nanoseconds)" } ?? "–"
  }

  @Test("The spellings of logs, against nanoseconds worked out by GNU date")
  func spellings() {
    let table: [(String, String)] = [
      ("2023-11-16T18:15:46Z", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("2023-11-16 18:15:46.6805900", "2023-11-16T18:15:46.680590 1700158546680590000"),
      ("2023/11/16 18:15:46.680", "2023-11-16T18:15:46.680 1700158546680000000"),
      ("2023-11-16T20:15:46+02:00", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("2023-11-16T20:15:46,5+0200", "2023-11-16T18:15:46.500Z 1700158546500000000"),
      ("2023-11-16 13:15:46-05", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("2023-11-16 18:15:46 UTC", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("2023-11-16t18:15z", "2023-11-16T18:15:00Z 1700158500000000000"),
      ("2023-11-16", "2023-11-16T00:00:00 1700092800000000000"),
      (" \"2023-11-16 18:15\" ", "2023-11-16T18:15:00 1700158500000000000"),
      ("16/Nov/2023:18:15:46 +0000", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("16/nov/2023:19:45:46 +0130", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("1700158546", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("1700158546.680590", "2023-11-16T18:15:46.680590Z 1700158546680590000"),
      ("1.700158546e9", "2023-11-16T18:15:46Z 1700158546000000000"),
      ("1700158546680", "2023-11-16T18:15:46.680Z 1700158546680000000"),
      ("1700158546680.5", "2023-11-16T18:15:46.680500Z 1700158546680500000"),
      ("1700158546680590", "2023-11-16T18:15:46.680590Z 1700158546680590000"),
      ("1700158546680590001", "2023-11-16T18:15:46.680590001Z 1700158546680590001"),
      ("2023-11-16T18:15:46.12345678999Z", "2023-11-16T18:15:46.123456789Z 1700158546123456789"),
      ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z 1483228800000000000"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z -500000000"),
      ("0", "1970-01-01T00:00:00Z 0"),
      ("2024-02-29", "2024-02-29T00:00:00 1709164800000000000"),
    ]
    for (text, expected) in table { #expect(read(text) == expected, "\(text)") }
  }

  @Test("What is no moment is refused, and so is one that 64 bits cannot hold")
  func refusals() {
    for text in [
      "", "  ", "x", "2023-02-29", "2023-13-01", "2023-00-10", "2023-11-16T24:00:00",
      "2023-11-16T18", "2023-11-16T18:60", "2023-11-16T18:15:61", "2023-11-16T18:15:46.",
      "2023-11-16T18:15:46 CET", "2023-11-16T18:15:46+2", "2023-11-16T18:15:46+02:00:00", "-5",
      "2023-11-16T18:15:46Z ?", "2023/11-16", "16/Now/2023:18:15:46 +0000", "1e30", "NaN",
      "4700000000", "1820-01-01", "2120-01-01", "99999999999999999999", "2023-11-16  18:15",
    ] {
      #expect(read(text) == "–", "\(text)")
    }
  }

  @Test("Days agree with Foundation's calendar over three centuries")
  func days() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for year in stride(from: 1825, through: 2114, by: 5) {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
        let date = try #require(
          calendar.date(from: DateComponents(year: year, month: month, day: day)))
        let days = try #require(Timestamp.day(year: year, month: month, day: day))
        #expect(Double(days) * 86_400 == date.timeIntervalSince1970)
        let text = Timestamp(nanoseconds: Int64(days) * 86_400_000_000_000, isZoned: true).text
        #expect(Timestamp(text)?.text == text)
        #expect(text.hasPrefix("\(year)-"))
      }
    }
  }
}
