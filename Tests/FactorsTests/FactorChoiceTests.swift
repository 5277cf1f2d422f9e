import Testing

@testable import Factors

@Suite("Choices among rows")
struct FactorChoiceTests {
  private static func rows(_ lines: String...) -> [FactorRow] {
    let table = CatalogueTable(
      file: "x.csv", text: .owned(Array((FactorRow.header + "\n").utf8)))
    return lines.enumerated().compactMap { index, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return FactorRow(CatalogueTable.Row(fields: fields, start: index), of: table)
    }
  }

  private static let gpu = rows(
    "g,embodied,150,kgCO2e,2023,assumption,a,low,n",
    "g,embodied,567.7,kgCO2e,2024,modelled,b,low,n",
    "g,embodied,330,kgCO2e,2024,published; parametric,c,low,n")

  @Test("Every word of the method, the year and the source must be the row's")
  func admits() {
    func values(_ choice: FactorChoice) -> [String] { choice.rows(in: Self.gpu).map(\.value) }
    #expect(values(FactorChoice()) == ["150", "567.7", "330"])
    #expect(values(FactorChoice(year: 2024)) == ["567.7", "330"])
    #expect(values(FactorChoice(methods: ["parametric"])) == ["330"])
    #expect(values(FactorChoice(methods: ["published", "parametric"])) == ["330"])
    #expect(values(FactorChoice(methods: ["modelled", "parametric"])) == [])
    #expect(values(FactorChoice(year: 2023, source: "b")) == [])
    #expect(FactorChoice(year: 2023, methods: ["x"], source: "b").text == "2023, x, b")
  }

  @Test("Of what was asked for, low confidence yields to better; where nothing was, all stand")
  func confidence() {
    let rows = Self.rows(
      "z,intensity,57,g,2022,m,a,medium,", "z,intensity,67,g,2022,m,b,low,n",
      "z,intensity,60,g,2021,m,c,high,")
    #expect(FactorChoice(year: 2022).rows(in: rows).map(\.value) == ["57"])
    #expect(FactorChoice(source: "b").rows(in: rows).map(\.value) == ["67"])
    #expect(FactorChoice().rows(in: rows).count == 3)
  }

  @Test("Words of a method are divided by `;` or `,`, spaces around them left out")
  func words() {
    #expect(
      FactorRow.words(ofMethod: "modelled ; share of a server,x") == [
        "modelled", "share of a server", "x",
      ])
    #expect(FactorRow.words(ofMethod: " ; ,") == [])
  }

  @Test("Numbers agree when rounding to the places that both print gives the same")
  func print() {
    #expect(agreeInPrint("56", "56.4"))
    #expect(agreeInPrint("567.7", "568"))
    #expect(agreeInPrint("1000", "1000"))
    #expect(agreeInPrint("1.10", "1.1"))
    #expect(!agreeInPrint("56.039", "57"))
    #expect(!agreeInPrint("150", "330"))
    #expect(!agreeInPrint("0.0104", "0.06"))
    #expect(!agreeInPrint("x", "1"))
  }

  @Test("The spread says what the others tell, and in what they differ")
  func spread() throws {
    let gpu = try #require(FactorSpread(Self.gpu))
    #expect(gpu.isDisputed)
    #expect("\(gpu.kind) \(gpu.otherValues ?? "")" == "other methods 330 .. 567.7")
    let years = try #require(
      FactorSpread(
        Self.rows("s,pue,1.15,1,2024,measured,a,high,", "s,pue,1.2,1,2023,measured,a,high,")))
    #expect("\(years.kind) \(years.otherValues ?? "")" == "other years 1.2")
    let sources = try #require(
      FactorSpread(
        Self.rows(
          "d,lifetime,4,yr,2024,assumption,a,high,", "d,lifetime,5,yr,2024,assumption,b,high,")))
    #expect("\(sources.kind) \(sources.otherValues ?? "")" == "other sources 5")
    let agreeing = try #require(
      FactorSpread(Self.rows("d,power,400,W,2024,m,a,high,", "d,power,400.2,W,2024,n,b,high,")))
    #expect(!agreeing.isDisputed && agreeing.isWide)
    let alone = try #require(FactorSpread(Self.rows("d,power,400,W,2024,m,a,high,")))
    #expect(!alone.isDisputed && alone.otherValues == nil)
  }
}
