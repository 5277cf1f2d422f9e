import Documents
import Rendering
import Reporting
import Testing

@Suite("Published figures reproduced")
struct ReproductionTests {
  private let text =
    small + "\n" + """
      expect:
        - {of: dynamic, is: 10.0 kWh, where: Table 1}
        - {of: full, is: 2.51 kgCO2e, within: 1 %, where: Table 2}
        - {of: embodied, is: 40 %, where: Table 2}
        - of: operational
          is: 1.4 kgCO2e
          but: "1.5 kg cut, not rounded"
          where: Table 3
        - {of: embodied, is: 1.25 kgCO2e, where: Table 3}
        - {of: embodied, is: 1.00 kgCO2e, but: "it would be more", where: Table 4}
        - {of: dynamic, is: 1.0e4 Wh, where: Table 5}
      """

  @Test("Every figure beside the computed one, what is missed first, the reasons at the end")
  func page() {
    #expect(
      TextRenderer().render(Reproduction([("small", report(text))], unread: 1).document) == """
        Published figures reproduced
        ════════════════════════════

        7 published figures in 1 study: 3 hold to the printed digits, 1 within a stated
        tolerance, 1 documented discrepancy, 2 missed; 1 study could not be read.

        Missed
        ──────

        • small, embodied (Table 3): 1.25 kgCO2e published, 1 kgCO2e computed, −20.00 %.
        • small, embodied (Table 4): 1.00 kgCO2e published, 1 kgCO2e computed, +0.00 %;
          it holds, though the study says: it would be more.

        small: Small

        Figure        Published   Computed            Deviation   Holds        Where
                                                              %
        ──────────────────────────────────────────────────────────────────────────────
        dynamic            10.0         10   kWh           0.00   yes          Table 1
        full               2.51        2.5   kgCO2e       -0.40   within 1 %   Table 2
        embodied             40         40   %             0.00   yes          Table 2
        operational         1.4        1.5   kgCO2e        7.14   documented   Table 3
        embodied           1.25          1   kgCO2e      -20.00   no           Table 3
        embodied           1.00          1   kgCO2e        0.00   yes, but     Table 4
        dynamic           1.0e4        1e4   Wh            0.00   yes          Table 5

        Documented discrepancies
        ────────────────────────

        • small, operational (Table 3): 1.4 kgCO2e published, 1.5 kgCO2e computed,
          +7.14 %: 1.5 kg cut, not rounded.

        cradle test, catalogue none

        """)
  }

  @Test("The verdicts add up to the figures")
  func counts() {
    let reproduction = Reproduction([("a", report(text)), ("b", report(small))])
    #expect(reproduction.total == 7)
    #expect(Reproduction.Verdict.allCases.map(reproduction.count) == [3, 1, 1, 2])
    #expect(
      Reproduction([("b", report(small))]).summary
        == "0 published figures in 1 study: 0 hold to the printed digits, 0 within a stated "
        + "tolerance, 0 documented discrepancies, 0 missed")
  }

  @Test("A figure that names nothing in its study is missed")
  func unknownName() {
    let reproduction = Reproduction([
      ("small", report(small + "\nexpect: [{of: nothing, is: 1 kWh}]"))
    ])
    #expect(reproduction.total == 1)
    #expect(reproduction.count(.missed) == 1)
  }

  @Test("As data, each figure has its deviation and its verdict")
  func data() {
    let study = small + "\nexpect: [{of: full, is: 2.0 kgCO2e, but: the print, where: Table 1}]"
    let json = renderJSON(Reproduction([("small", report(study))]).datum)
    #expect(
      json.contains(
        """
          "summary": {
            "text": "1 published figure in 1 study: 0 hold to the printed digits, 0 within a stated tolerance, 1 documented discrepancy, 0 missed",
            "studies": 1,
            "unread": 0,
            "figures": 1,
            "printed": 0,
            "within": 0,
            "documented": 1,
            "missed": 0
          },
        """))
    #expect(json.contains(#""deviation": 0.25"#))
    #expect(json.contains(#""verdict": "documented""#))
  }
}
