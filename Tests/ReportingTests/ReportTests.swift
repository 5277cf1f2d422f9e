import Accounting
import Diagnostics
import Documents
import Rendering
import Reporting
import Testing

@Suite("Reports")
struct ReportTests {
  // 10 kWh × 100 g = 1 kg dynamic; (1.5 − 1) × 10 kWh × 100 g = 0.5 kg; 100 kg × 10 / 1000 = 1 kg.
  @Test("The table of processes holds every line, its share and the total")
  func processes() {
    #expect(
      TextRenderer().render(report(small).processTable) == """
        Small: emissions by process

        Process                  Energy   Emissions   Share
                                    kWh      kgCO2e       %
        ───────────────────────────────────────────────────
        dynamic                   10.0        1.00     40.0
        idle                       0          0         0.0
        infrastructure             5.00       0.500    20.0
        embodied                   –          1.00     40.0
        ───────────────────────────────────────────────────
        total, full life cycle    15.0        2.50    100

        """)
  }

  @Test("What lies outside the boundary stands below its total, without a share")
  func outside() {
    #expect(
      TextRenderer().render(report(small, boundary: .it).processTable) == """
        Small: emissions by process

        Process                               Energy   Emissions   Share
                                                 kWh      kgCO2e       %
        ────────────────────────────────────────────────────────────────
        dynamic                                10.0        1.00    100
        idle                                    0          0         0.0
        ────────────────────────────────────────────────────────────────
        total, equipment (dynamic and idle)    10.0        1.00    100
        ────────────────────────────────────────────────────────────────
        infrastructure                          5.00       0.500     –
        embodied                                –          1.00      –

        Below the total: outside this boundary.

        """)
  }

  @Test("A total that lacks a process is a lower bound everywhere, and has no factor")
  func lowerBound() {
    let text = small.replacing("embodied: 100 kgCO2e, ", with: "")
    let page = TextRenderer().render(report(text).document)
    #expect(
      page.hasPrefix(
        """
        Small
        ═════

        ≥ 1.50 kgCO2e over the full life cycle (embodied not covered); 1.00 kgCO2e if
        only dynamic energy is counted.

        Small: emissions by process

        Process                  Energy   Emissions   Share of covered
                                    kWh      kgCO2e                  %
        ──────────────────────────────────────────────────────────────
        dynamic                   10.0        1.00                66.7
        idle                       0          0                    0.0
        infrastructure             5.00       0.500               33.3
        ──────────────────────────────────────────────────────────────
        total, full life cycle    15.0      ≥ 1.50               100

        ≥ marks a lower bound: embodied not covered.

        """))
    #expect(page.contains("• embodied of box: no figure for its making is known\n"))
    let data = renderJSON(report(text).datum)
    #expect(
      data.contains(
        #""full": {"kgCO2e": 1.5, "kWh": 15.0, "complete": false, "missing": ["embodied"]}"#))
  }

  // effect: utilization × d(1 kg / utilization) = −1 kg, so a tenth more is −100 g.
  @Test("An assumption is named with its effect, exact by the derivative")
  func assumption() {
    let text = small.replacing(", utilization: 100 %", with: "")
    let made = report(text)
    #expect(
      TextRenderer().render(made.document).contains(
        """
        • utilization of box: 100 % [sci2024]; other sources 85 %; a tenth more changes
          the total by −100 gCO2e; the total is 2.68 to 2.50 kgCO2e over the range

        """))
    #expect(
      renderJSON(made.datum).contains(
        """
          "assumptions": [
            {
              "id": "equipment.box.utilization",
              "value": 1.0,
              "unit": "1",
              "low": 0.85,
              "high": 1.0,
              "source": "sci2024",
              "effect": -1.0,
              "kgCO2eAtLow": 2.676470588235294,
              "kgCO2eAtHigh": 2.5,
              "note": "the standard divides by the whole lifespan; the lowest answer there is, since hours in which nobody holds the equipment are charged to nobody"
            }
          ],
        """))
    #expect(
      made.ledger.strictDiagnostics == [
        Diagnostic(
          .assumption, "`utilization of box` is assumed: 100 %; other sources 85 %",
          hint: "state it in the study, or leave out `--strict`")
      ])
  }

  // The second activity holds 10 h of a device whose making nobody knows: 1 kg of making is that of
  // the first alone. The third has a meter that cannot be divided, which may hold idle draw.
  @Test("A process that some activity lacks is a lower bound wherever it stands")
  func lowerBounds() {
    let text =
      small.replacing("activities:", with: "  crate: {power: 1 kW, idle: 0 W}\nactivities:")
      .replacing("1.5}}", with: "1.5}, far: {grid: 100 gCO2e/kWh}}")
        + """

          - evaluation: Test
            site: here
            equipment: {crate: 10 h}
          - data: Crawl
            site: far
            energy: {facility: 10 kWh}
        """
    let made = report(text)
    let page = TextRenderer().render(made.document)
    #expect(
      page.contains(
        """
        Process                                      Energy  Emissions  Share of covered
                                                        kWh     kgCO2e                 %
        ────────────────────────────────────────────────────────────────────────────────
        dynamic                                     ≥ 20.0     ≥ 2.00               40.0
          Run, box                                    10.0       1.00               20.0
          Test, crate                                 10.0       1.00               20.0
        idle                                         ≥ 0       ≥ 0                   0.0
          Run, box                                     0         0                   0.0
          Test, crate                                  0         0                   0.0
        infrastructure                              ≥ 10.0     ≥ 1.00               20.0
          Run, all equipment                           5.00      0.500              10.0
          Test, all equipment                          5.00      0.500              10.0
        embodied                                       –       ≥ 1.00               20.0
        dynamic, idle and infrastructure,             10.0       1.00               20.0
        undivided
        ────────────────────────────────────────────────────────────────────────────────
        total, full life cycle                        40.0     ≥ 5.00              100

        """))
    #expect(
      page.contains(
        """
        training                   15.0           1.00        2.50               50.0
          Run                      15.0           1.00        2.50               50.0
        evaluation                 15.0           1.00      ≥ 1.50               30.0
          Test                     15.0           1.00      ≥ 1.50               30.0
        data                       10.0           –         ≥ 1.00               20.0
          Crawl                    10.0           –         ≥ 1.00               20.0
        ─────────────────────────────────────────────────────────────────────────────
        total, full life cycle     40.0         ≥ 2.00      ≥ 5.00              100

        """))
    #expect(
      made.macros.filter(\.isAtLeast).map(\.suffix) == [
        "Dynamic", "DynamicEnergy", "It", "ItEnergy", "Full", "Idle", "IdleEnergy",
        "Infrastructure", "InfrastructureEnergy", "Embodied",
      ])
    #expect(
      renderJSON(made.datum).contains(
        """
            {"process": "embodied", "kgCO2e": 1.0, "kWh": null, "share": 0.2, "complete": false},

        """))
  }

  @Test("Every total, share and figure by unit has a macro, each name once")
  func macros() {
    let text = small + "\n    delivers: 4 request"
    let macros = report(text).macros
    #expect(
      macros.map { "\($0.suffix) \($0.isAtLeast ? "≥ " : "")\($0.number) \($0.unit)" } == [
        "Dynamic 1.00 kgCO2e", "DynamicEnergy 10.0 kWh", "It 1.00 kgCO2e", "ItEnergy 10.0 kWh",
        "Operational 1.50 kgCO2e", "OperationalEnergy 15.0 kWh", "Full 2.50 kgCO2e",
        "FullEnergy 15.0 kWh", "Idle 0 kgCO2e", "IdleEnergy 0 kWh", "Infrastructure 500 gCO2e",
        "InfrastructureEnergy 5.00 kWh", "Embodied 1.00 kgCO2e", "DynamicShare 40.0 %",
        "IdleShare 0.0 %", "InfrastructureShare 20.0 %", "EmbodiedShare 40.0 %", "Factor 2.50 ",
        "DynamicPerRequest 250 gCO2e", "ItPerRequest 250 gCO2e", "OperationalPerRequest 375 gCO2e",
        "FullPerRequest 625 gCO2e",
      ])
  }
}
