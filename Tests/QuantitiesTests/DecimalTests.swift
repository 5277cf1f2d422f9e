import TestSupport
import Testing

@testable import Quantities

@Suite("Decimal digits")
struct DecimalTests {
  private static let forPeople: [(Double, String)] = [
    (0, "0"), (0.000_123_45, "0.000123"), (999.5, "1000"), (1e9, "1000000000"),
    (-24.692, "-24.7"), (50.532_45, "50.5"), (24.692_172, "24.7"), (11.211_45, "11.2"),
    (7.5, "7.50"), (1, "1.00"), (0.1, "0.100"), (0.999_6, "1.00"), (99.95, "100"),
    (1_082_990, "1080000"), (-0.0, "0"), (1e-7, "0.000000100"), (1234, "1230"),
    (123_456_789, "123000000"), (2.675, "2.68"), (2.665, "2.67"), (0.001_235, "0.00124"),
  ]

  @Test("A number for people has three significant digits, and no exponent", arguments: forPeople)
  func threeDigits(number: Double, text: String) { #expect(rounded(number) == text) }

  @Test("The largest and the smallest number are printed in full")
  func extremes() throws {
    let largest = try #require(Decimal(Double.greatestFiniteMagnitude)).text()
    #expect(largest == "17976931348623157" + String(repeating: "0", count: 292))
    let smallest = try #require(Decimal(Double.leastNonzeroMagnitude)).text()
    #expect(smallest == "0." + String(repeating: "0", count: 323) + "5")
    #expect(Decimal(Double.infinity) == nil)
    #expect(Decimal(-Double.infinity) == nil)
    #expect(Decimal(Double.nan) == nil)
  }

  private static let toPlaces: [(String, Int, String)] = [
    ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("-2.5", 0, "-3"),
    ("1.005", 2, "1.01"), ("0.5", 0, "1"), ("0.49", 0, "0"), ("-0.49", 0, "0"), ("0.06", 0, "0"),
    ("0.06", 1, "0.1"), ("0.04", 1, "0"), ("9.995", 2, "10"), ("99.99", 1, "100"),
    ("1234", -2, "1200"), ("1250", -2, "1300"), ("50", -2, "100"), ("49", -2, "0"),
    ("5", -2, "0"), ("24.692172", 2, "24.69"), ("3.14e23", -21, "314000000000000000000000"),
    ("1.5", 10, "1.5"),
  ]

  @Test(
    "Rounding goes half away from zero on the decimal digits, as a person rounds",
    arguments: toPlaces)
  func places(text: String, count: Int, expected: String) throws {
    #expect(try #require(Decimal(parsing: text)).rounded(toPlaces: count).text() == expected)
  }

  private static let toDigits: [(String, Int, String)] = [
    ("0.00012345", 3, "0.000123"), ("0.00012355", 4, "0.0001236"), ("9.99", 2, "10"),
    ("999.5", 3, "1000"), ("0.95", 1, "1"), ("0.0951", 1, "0.1"), ("123", 0, "0"),
    ("523", 0, "1000"), ("123", 7, "123"), ("0", 3, "0"),
  ]

  @Test("Significant digits are counted from the first that is not zero", arguments: toDigits)
  func significant(text: String, count: Int, expected: String) throws {
    #expect(try #require(Decimal(parsing: text)).rounded(toSignificant: count).text() == expected)
  }

  @Test(
    "A text of digits is read, grouped or not, with an exponent or without",
    arguments: [
      ("433_196", "433196"), ("24.69", "24.69"), ("3.14e23", "314000000000000000000000"),
      ("1E-3", "0.001"), ("1e+2", "100"), ("-0.50", "-0.5"), ("00012.3400", "12.34"), (".5", "0.5"),
      ("-0", "0"), ("0.000", "0"), ("5.", "5"), ("0e99999", "0"),
    ])
  func parsing(text: String, plain: String) throws {
    #expect(try #require(Decimal(parsing: text)).text() == plain)
  }

  @Test(
    "What is no number is nothing",
    arguments: [
      "", "-", ".", "e5", "1e", "1e5.2", "1.2.3", "1-", "--1", "1,5", "abc", "0x1", "nan", "inf",
      "1e100000", "1e99999999999999999999", "1 ", "½", "+1",
    ])
  func nonsense(text: String) { #expect(Decimal(parsing: text) == nil) }

  @Test("Digits behind the point are filled up with zeros where more are asked for")
  func padding() throws {
    #expect(try #require(Decimal(24.7)).text(places: 2) == "24.70")
    #expect(try #require(Decimal(433_196)).text() == "433196")
    #expect(try #require(Decimal(0.003_357_5)).text() == "0.0033575")
    #expect(try #require(Decimal(0)).text(places: 2) == "0.00")
    #expect(try #require(Decimal(-0.0)).text() == "0")
    #expect(try #require(Decimal(5)).text(places: 1) == "5.0")
  }

  @Test("Every finite number, printed in plain digits, reads back as the same number")
  func roundTrip() throws {
    var random = SplitMix(seed: 4)
    var count = 0
    while count < 10_000 {
      let number = Double(bitPattern: random.next())
      guard let decimal = Decimal(number) else { continue }
      count += 1
      let text = decimal.text()
      #expect(Double(text) == number, "\(number)")
      #expect(Decimal(parsing: text) == decimal)
      #expect(text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" })
    }
  }

  @Test("Rounding to n digits moves a number by at most half a unit of the n-th digit")
  func nearness() throws {
    var random = SplitMix(seed: 5)
    for _ in 0..<5000 {
      let number = Double.random(in: 1..<10, using: &random)
      let digits = Int.random(in: 1...8, using: &random)
      var half = 0.5
      for _ in 1..<digits { half /= 10 }
      let short = try #require(Double(rounded(number, digits: digits)))
      #expect(abs(short - number) <= half * (1 + 1e-6))
    }
  }

  @Test("Rounding twice to the same digits changes nothing more")
  func idempotence() throws {
    var random = SplitMix(seed: 6)
    for _ in 0..<5000 {
      guard let decimal = Decimal(Double(bitPattern: random.next())) else { continue }
      let once = decimal.rounded(toSignificant: 4)
      #expect(once.rounded(toSignificant: 4) == once)
      #expect(once.digits.count <= 4)
      #expect(decimal.rounded(toSignificant: 17) == decimal)
    }
  }

  @Test("All digits of a number are printed without zeros behind them")
  func plainDigits() {
    #expect(plain(433_196) == "433196")
    #expect(plain(0.1 + 0.2) == "0.3")  // 0.30000000000000004 to fifteen digits
    #expect(plain(0.85, digits: 6) == "0.85")
    #expect(plain(1.0 / 3, digits: 4) == "0.3333")
    #expect(plain(-2.50) == "-2.5")
    #expect(plain(.infinity) == "inf")
  }
}
