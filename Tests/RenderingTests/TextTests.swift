import Diagnostics
import Documents
import Rendering
import Testing

@Suite("Text for a terminal")
struct TextTests {
  @Test("A report at 80 columns")
  func report() {
    #expect(
      TextRenderer().render(Samples.report)
        == #"""
        BLOOM, final training run
        ═════════════════════════

        Training emitted 50.5 tCO2e within the boundary `full`; 24.7 tCO2e if only the
        dynamic power is counted [luccioni2023].

        Processes
        ─────────

        Emissions of the final training run, by process

        Process          Energy   Emissions   Share   Sources
                            MWh       tCO2e       %
        ────────────────────────────────────────────────────────────
        Dynamic           433         24.7     48.9   [luccioni2023]
        Idle              180         10.3     20.4   [luccioni2023]
        Infrastructure     76.1        4.34     8.6
        Embodied            –         11.2     22.2
          GPUs              –          3.64     7.2
          nodes             –          7.58    15.0
        ────────────────────────────────────────────────────────────
        Total             690         50.5    100

        Figures are rounded singly and need not add up.

        How the embodied line came about
        ────────────────────────────────

        Nodes

        embodied, node = embodied × device-time / (lifetime × utilization)
                         ← rule embodied-amortization
                       = 2,500 kgCO2e × (gpu_time / 8) / (6 yr × 85 %)
                         ← bloom.yaml:22
                       ≈ 7,575 kgCO2e

        Everything

        full = gpu_time × 400 W × grid + 64 kW × (gpu_time / partition) × grid
               + (facility energy − it energy) × grid
               + 2,500 kgCO2e × (gpu_time / 8)
               / (6 yr × 85 %
               × the share of the lifetime in which somebody holds the equipment)
             ≥ 50,532.45 kgCO2e   network not covered

        What is not covered
        ───────────────────

        • network: no traffic is stated in `bloom.yaml`
        • end-of-life: the catalogue has no figure for this equipment, and the study
          states none either

        Published footprints beside each other, within the boundary full

        Study                  Hardware               Dynamic       Full  Grid intensity
                                                        tCO2e      tCO2e       gCO2e/kWh
        ────────────────────────────────────────────────────────────────────────────────
        BLOOM, final training  384 × NVIDIA A100         24.7       50.5            57
        run                    SXM4 80 GB in HPE
                               Apollo 6500 Gen10
                               Plus nodes
        GPT-3                  10,000 × NVIDIA V100     502      ≥ 552             429
        A study with a long    not said                   –    ≥ 1,234.5             0.5
        name:
        大規模言語モデル

        A figure behind ≥ is a lower bound: the study leaves out a process of the
        boundary, and `compare` does not rank it.

        [luccioni2023]  Luccioni, Viguier and Ligozat: Estimating the Carbon Footprint
                        of BLOOM, a 176B Parameter Language Model. JMLR 24, 2023.
        digest          `sha256:9f86d081884c7d65`

        """#)
  }

  @Test("A table too wide is broken within its texts, never within its numbers")
  func narrow() {
    #expect(
      TextRenderer(width: 50).render(Samples.comparison)
        == #"""
        Published footprints beside each other, within the
        boundary full

                                                      Grid
        Study      Hardware  Dynamic       Full  intensity
                               tCO2e      tCO2e  gCO2e/kWh
        ──────────────────────────────────────────────────
        BLOOM,     384 ×        24.7       50.5       57
        final      NVIDIA
        training   A100
        run        SXM4 80
                   GB in
                   HPE
                   Apollo
                   6500
                   Gen10
                   Plus
                   nodes
        GPT-3      10,000 ×    502      ≥ 552        429
                   NVIDIA
                   V100
        A study    not said      –    ≥ 1,234.5        0.5
        with a
        long
        name:
        大規模言
        語モデル

        A figure behind ≥ is a lower bound: the study
        leaves out a process of the boundary, and
        `compare` does not rank it.

        """#)
  }

  @Test("Colour is turned on and off around what it colours")
  func color() {
    let table = Table(
      name: "t", caption: ["A table"],
      columns: [Table.Column(["Name"]), Table.Column(["Mass"], unit: "kg", .decimal)],
      rows: [
        Table.Row([.text([.tone(.quiet, "quiet one")]), .number("1.5")]),
        Table.Row([.text(["Total"]), .number("1.5")], role: .total),
      ])
    let document = Document(
      title: ["A title"],
      blocks: [
        .paragraph([
          .strong("strong words"), ", ", .tone(.good, "good"), " and ", .tone(.bad, "bad"),
          .tone(.caution, " caution"),
        ]), .table(table),
      ])
    #expect(
      TextRenderer(color: true).render(document)
        == """
        \u{1B}[1mA title\u{1B}[0m
        \u{1B}[2m═══════\u{1B}[0m

        \u{1B}[1mstrong words\u{1B}[0m, \u{1B}[32mgood\u{1B}[0m and \u{1B}[31mbad\u{1B}[0m \u{1B}[33mcaution\u{1B}[0m

        \u{1B}[1mA table\u{1B}[0m

        Name        Mass
                      \u{1B}[2mkg\u{1B}[0m
        \u{1B}[2m────────────────\u{1B}[0m
        \u{1B}[2mquiet one\u{1B}[0m    1.5
        \u{1B}[2m────────────────\u{1B}[0m
        \u{1B}[1mTotal        1.5\u{1B}[0m

        """)
  }

  @Test("Colour changes nothing but colour", arguments: [20, 50, 80, 200])
  func colorOnly(width: Int) {
    for document in [Samples.report, Samples.hostileReport] {
      let plain = TextRenderer(width: width).render(document)
      let colored = TextRenderer(width: width, color: true).render(document)
      #expect(withoutColor(colored) == plain)
    }
  }

  @Test("Prose keeps to any width, no line ends in a space, the last ends with one line feed")
  func width() {
    for width in 20...120 {
      let blocks = Samples.report.blocks + Samples.hostileReport.blocks
      let prose = blocks.filter { if case .table = $0 { false } else { true } }
      let text = TextRenderer(width: width).render(
        Document(title: Samples.report.title, blocks: prose))
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(columns(line) <= width, "\(line)")
        #expect(!line.hasSuffix(" "))
      }
      #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    }
  }

  @Test("A table keeps to the width as long as its numbers and units let it")
  func tableWidth() {
    for width in 45...120 {
      let text = TextRenderer(width: width).render(Samples.comparison)
      for line in text.split(separator: "\n") { #expect(columns(line) <= width, "\(line)") }
    }
  }

  @Test("No byte of a study reaches the terminal as a command")
  func harmless() {
    let text = TextRenderer().render(Samples.hostileReport)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !isControl($0) })
    #expect(
      TextRenderer().render(Samples.hostileTable).unicodeScalars.allSatisfy {
        $0 == "\n" || !isControl($0)
      })
  }

  @Test("Nothing at all is one empty line")
  func empty() {
    let none = Table(name: "", caption: [], columns: [], rows: [])
    #expect(TextRenderer().render(Document(title: [], blocks: [])) == "\n")
    #expect(TextRenderer().render(none) == "\n")
    #expect(TextRenderer().render(Document(title: ["A"], blocks: [])) == "A\n═\n")
  }

  @Test("Numbers are grouped, anything else stands as it is")
  func numbers() {
    func shown(_ number: String, unit: String) -> String {
      TextRenderer().render(
        Document(title: [], blocks: [.paragraph([.quantity(number, unit: unit)])]))
    }
    #expect(shown("433196", unit: "kWh") == "433,196 kWh\n")
    #expect(shown("-1234567.8901", unit: "%") == "-1,234,567.8901 %\n")
    #expect(shown("999", unit: "") == "999\n")
    #expect(shown("1e-7", unit: "t") == "1e-7 t\n")
    #expect(shown("1.", unit: "t") == "1. t\n")
    #expect(shown("", unit: "t") == "t\n")
  }
}

/// A text without the sequences that colour it.
private func withoutColor(_ text: String) -> String {
  var result = ""
  var inside = false
  for scalar in text.unicodeScalars {
    if scalar == "\u{1B}" {
      inside = true
    } else if inside {
      inside = scalar != "m"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func columns(_ line: Substring) -> Int { displayWidth(of: String(line)) }

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
}
