import Telemetry
import Testing

@Suite("Cells and numbers of logs")
struct CellTests {
  private func cells(_ line: String, _ separator: Character = ",") -> [String] {
    let bytes = Array(line.utf8)
    var cells = Cells(separator: separator.asciiValue ?? 0)
    cells.split(bytes.span, 0..<bytes.count)
    return cells.texts(bytes.span) + (cells.unclosedQuote.map { ["unclosed at \($0)"] } ?? [])
  }

  @Test("Cells lose blanks and quotes at their edges; a quoted one may hold separators")
  func split() {
    #expect(cells("a, b ,,c\r") == ["a", "b", "", "c"])
    #expect(cells("\"a, b\",\"say \"\"so\"\"\" ,c") == ["a, b", "say \"so\"", "c"])
    #expect(cells("a\t b\t\t", "\t") == ["a", "b", "", ""])
    #expect(cells("a|b", "|") == ["a", "b"])
    #expect(cells("") == [""])
    #expect(cells("a,\"b,c") == ["a", "b,c", "unclosed at 2"])
    #expect(cells("a\"b,c") == ["a\"b", "c"])
  }

  @Test("Decimal text becomes whole numbers of a power of ten, exactly or not at all")
  func decimals() {
    let table: [(String, Int, ScaledDecimal)] = [
      ("120.45", 3, .value(120_450)), ("-0.5", 1, .value(-5)), ("+7", 0, .value(7)),
      (" 42 ", 0, .value(42)), ("1e3", 0, .value(1000)), ("1.5E-1", 2, .value(15)),
      ("12.50", 1, .value(125)), ("12.55", 1, .inexact), ("1e-1", 0, .inexact),
      (".5", 1, .value(5)), ("5.", 0, .value(5)), ("0e99999999999", 0, .value(0)),
      ("9223372036854775807", 0, .value(.max)), ("9223372036854775808", 0, .tooLarge),
      ("-9223372036854775808", 0, .value(.min)), ("1e19", 0, .tooLarge),
      ("1e-99999999999", 0, .inexact), ("", 0, .empty), ("  ", 0, .empty), ("NaN", 0, .notANumber),
      ("1,5", 1, .notANumber), ("0x10", 0, .notANumber), ("1e", 0, .notANumber),
      ("--1", 0, .notANumber), ("1.2.3", 1, .notANumber), (".", 0, .notANumber),
      ("inf", 0, .notANumber), ("1 W", 0, .notANumber), ("１", 0, .notANumber),
    ]
    for (text, scale, expected) in table {
      #expect(ScaledDecimal.read(text, scale: scale) == expected, "\(text)")
    }
    #expect(ScaledDecimal.read("12.559", scale: 1, dropsRest: true) == .value(125))
  }

  @Test("Columns are named by the user; a number needs no header")
  func columns() throws {
    let roles = ["time", "input", "output"]
    let names = try ColumnNames("time=ts, input=\"a,b\",output=#3", roles: roles)
    #expect(names["input"] == "a,b")
    #expect(names.index(of: "time", in: ["x", "TS", "y"]) == 1)
    #expect(names.index(of: "output", in: ["x", "TS", "y"]) == 2)
    #expect(names.index(of: "input", in: ["x"]) == nil)
    #expect(!names.needsNoHeader)
    #expect(try ColumnNames("time=#1,input=#2", roles: roles).needsNoHeader)
    for (text, mistake) in [
      ("time", ColumnNames.Mistake.form("time")), ("", .form("")), ("time=", .form("time=")),
      ("tyme=x", .unknownRole("tyme")), ("time=a,time=b", .twice("time")),
    ] {
      #expect(throws: mistake) { try ColumnNames(text, roles: roles) }
    }
  }

  @Test("Rows used and rejected add up, and lines of a later slice are moved to their place")
  func counts() {
    func place(_ file: String, _ line: Int) -> RowPlace {
      RowPlace(file: file, line: line, column: 1)
    }
    var first = RowCount()
    first.lines = 10
    first.used = 8
    first.reject(.negative, at: place("a", 3))
    var second = RowCount()
    second.lines = 5
    second.used = 1
    for line in 1...4 { second.reject(line == 2 ? .nulByte : .negative, at: place("a", line)) }
    first.append(second)
    #expect(first.lines == 15)
    #expect(first.read == 14)
    #expect(first.rejected == 5)
    #expect(first.rejections.map(\.reason) == [.nulByte, .negative])
    #expect(first.rejections.map(\.count) == [1, 4])
    #expect(first.rejections[1].places.map(\.line) == [3, 11, 13])
    var other = RowCount()
    other.reject(.negative, at: place("A", 99))
    var left = first
    left.merge(other)
    other.merge(first)
    #expect(left == other)
    #expect(left.rejections[1].places.map(\.text) == ["A:99:1", "a:3:1", "a:11:1"])
  }
}
