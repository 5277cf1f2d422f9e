import Documents
import Rendering
import Testing

@Suite("JSON")
struct JSONTests {
  @Test("Keys keep their order, short records stand on a line, long ones do not")
  func layout() {
    let line = Datum.record([
      ("id", .text("training/bloom-176b/embodied/node")), ("process", .text("embodied")),
      ("kgCO2e", .number(7575.31)), ("kWh", .null), ("sources", .list([.text("luccioni2023")])),
    ])
    let datum = Datum.record([
      ("schema", .text("cradle.report/1")),
      (
        "totals",
        .record([
          (
            "full",
            .record([
              ("kgCO2e", .number(50532.45)), ("complete", .bool(true)), ("missing", .list([])),
            ])
          )
        ])
      ), ("lines", .list([line])), ("seed", .integer(-7)), ("none", .record([])),
    ])
    #expect(
      renderJSON(datum)
        == """
        {
          "schema": "cradle.report/1",
          "totals": {
            "full": {"kgCO2e": 50532.45, "complete": true, "missing": []}
          },
          "lines": [
            {
              "id": "training/bloom-176b/embodied/node",
              "process": "embodied",
              "kgCO2e": 7575.31,
              "kWh": null,
              "sources": ["luccioni2023"]
            }
          ],
          "seed": -7,
          "none": {}
        }

        """)
  }

  @Test("A record stands on one line up to 100 columns, its comma included")
  func limit() {
    func lines(_ length: Int) -> Int {
      let inner = Datum.record([("a", .text(String(repeating: "x", count: length)))])
      let text = renderJSON(.list([inner, .record([("b", .record([]))])]))
      return text.split(separator: "\n").count
    }
    // Two spaces, {"a": "…"} and a comma leave 88 columns.
    #expect(lines(88) + 2 == lines(89))
  }

  @Test(
    "Numbers have all their digits and no exponent",
    arguments: [
      (433196.0, "433196.0"), (0.1, "0.1"), (-0.0, "-0.0"), (1e-7, "0.0000001"),
      (-1.25e-5, "-0.0000125"), (1e21, "1000000000000000000000.0"),
      (1.2345678901234567e19, "12345678901234567000.0"),
      (123456789012345680.0, "123456789012345680.0"),
      (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ])
  func numbers(number: Double, text: String) {
    #expect(renderJSON(.number(number)) == text + "\n")
  }

  @Test("Every number reads back as itself")
  func roundTrip() {
    var state: UInt64 = 42
    for index in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let special: [Double] = [.leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi, 1e16, 1e15]
      let number = index < special.count ? special[index] : Double(bitPattern: state)
      if !number.isFinite { continue }
      let text = String(renderJSON(.number(number)).dropLast())
      #expect(Double(text)?.bitPattern == number.bitPattern, "\(text)")
      #expect(text.utf8.allSatisfy { $0 != UInt8(ascii: "e") } && text.contains("."))
    }
  }

  @Test("Texts are escaped as RFC 8259 asks and no further")
  func texts() {
    #expect(
      renderJSON(.text("a\"b\\c/d\u{0}\u{1F}\n\r\t\u{7F}é中😀"))
        == #""a\"b\\c/d\u0000\u001f\n\r\t"# + "\u{7F}é中😀\"\n")
    #expect(renderJSON(.record([("\"", .null)])) == #"{"\"": null}"# + "\n")
  }
}
