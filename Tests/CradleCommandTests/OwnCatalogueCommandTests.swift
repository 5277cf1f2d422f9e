import Foundation
import Testing

@testable import CradleCommand

@Suite("Catalogues of one's own, and other versions")
struct OwnCatalogueCommandTests {
  private static let factors = """
    year: 2025
    cite: lab2025
    sources:
      lab2025: {author: The laboratory, title: A year of metering, year: 2025}

    factors:
      FR:
        intensity: {value: 50 gCO2e/kWh, note: of our own contract}
      lab-node:
        kind: server
        name: A node of ours
        power: 600 W
        idle: 400 W
        embodied: 3504 kgCO2e
    """

  private static let study = """
    study: With our own factors
    catalogue: my-factors.yaml
    sites:
      hall: {grid: FR, pue: 1.2}
    activities:
      - training: A model
        site: hall
        equipment:
          lab-node: {held: 100 h, busy: 50 %}
    """

  private static let files = ["s/study.yaml": study, "s/my-factors.yaml": factors]

  @Test("A report shows which figures come from the user's own catalogue, from which line")
  func report() {
    let run = TestSystem.run("report", "s/study.yaml", files: Self.files)
    #expect(run.status == 0 && run.err == "")
    // 50 h × (600 − 400) W + 100 h × 400 W = 50 kWh; × 1.2 × 50 g/kWh = 3 kg; 3504 kg × 100 h of
    // 4 × 8760 h = 10 kg.
    #expect(run.out.contains("13.0 kgCO2e over the full life cycle"))
    #expect(
      run.out.contains(
        """
        Own catalogue
        ─────────────

        • power of lab-node: 600 W, from s/my-factors.yaml:12 [lab2025]
        • idle draw of lab-node: 400 W, from s/my-factors.yaml:13 [lab2025]
        • grid intensity of hall: 50 gCO2e/kWh, from s/my-factors.yaml:8 [lab2025]; of
          our own contract
        • embodied of lab-node: 3,504 kgCO2e, from s/my-factors.yaml:14 [lab2025]

        """))
    #expect(run.out.contains("\n[lab2025]  The laboratory. A year of metering. 2025\n"))
    #expect(run.out.contains("catalogue s/my-factors.yaml sha256:"))
  }

  @Test("A derivation says that a figure is the user's own")
  func explain() {
    let run = TestSystem.run("explain", "s/study.yaml", "embodied/lab-node", files: Self.files)
    #expect(run.status == 0 && run.err == "")
    #expect(
      run.out.contains(
        """
        embodied of lab-node     3,504 kgCO2e, own catalogue: lab-node, embodied, 2025,
                                 stated (from s/my-factors.yaml:14) [lab2025]
        """))
  }

  @Test("The data name the user's own catalogues and what comes from them")
  func json() {
    let run = TestSystem.run("report", "s/study.yaml", "-f", "json", files: Self.files)
    let catalogue = run.out.range(of: "  \"catalogue\": {").map { run.out[$0.lowerBound...] } ?? ""
    #expect(
      catalogue.hasPrefix(
        """
          "catalogue": {
            "recorded": null,
            "version": "2026.11",
            "files": ["my-factors.yaml"],
            "own": [
              {
                "id": "catalogue: lab-node, power, 2025, stated, lab2025",
                "name": "power of lab-node",
                "value": 600.0,
                "unit": "W",
                "source": "lab2025",
                "place": "s/my-factors.yaml:12"
              },

        """), "\(catalogue)")
  }

  @Test("A search looks through the user's own catalogue, too, and cites its sources")
  func factors() {
    let run = TestSystem.run(
      "factors", "--catalogue", "s/my-factors.yaml", "node", "of", "ours", files: Self.files)
    let digest = run.out.range(of: "sha256:").map { run.out[$0.upperBound...].prefix(16) } ?? ""
    #expect(digest.count == 16)
    #expect(
      run.out == """
        node of ours
        ════════════

        A node of ours, lab-node
        ────────────────────────

        Figure            Value   Year   Method   Source    Trust
        ──────────────────────────────────────────────────────────
        power             600 W   2025   stated   lab2025   medium
        idle              400 W   2025   stated   lab2025   medium
        embodied   3,504 kgCO2e   2025   stated   lab2025   medium

        600 W: from s/my-factors.yaml:12
        400 W: from s/my-factors.yaml:13
        3504 kgCO2e: from s/my-factors.yaml:14

        Sources
        ───────

        [lab2025]  The laboratory (2025). A year of metering.

        catalogue s/my-factors.yaml sha256:\(digest) over 2026.11, 1 entry

        """)
    #expect(
      TestSystem.run(
        "factors", "--catalogue", "s/my-factors.yaml", "node of ours", "-f", "bibtex",
        files: Self.files
      ).out == """
        @misc{lab2025,
          author = {{The laboratory}},
          title = {A year of metering},
          year = {2025}
        }

        """)
  }

  @Test("Names that are nobody's get suggestions, the user's own among them")
  func suggestions() {
    var files = Self.files
    files["s/study.yaml"] = Self.study.replacing("lab-node:", with: "lab-nodes:")
    #expect(
      TestSystem.run("report", "s/study.yaml", files: files).err
        .hasSuffix("hint: did you mean `lab-node`?\n"))
    #expect(
      TestSystem.run("report", "s/study.yaml", "--message-format", "short", files: files).err == """
        s/study.yaml:9:7: error[unknown-equipment]: `lab-nodes` is neither an entry under `equipment:` nor in the catalogue

        """)
  }

  private static func run(
    _ catalogue: String, _ arguments: String..., study: String = "s/study.yaml",
    prepare: (TestSystem) -> Void = { _ in }
  ) -> (status: Int32, err: String) {
    let text = Self.study.replacing("my-factors.yaml", with: catalogue)
    let system = TestSystem([
      "s/study.yaml": text, "s/my-factors.yaml": factors, "shared/f.yaml": factors,
      "s/sub/f.yaml": factors, "f.yaml": factors, "/etc/f.yaml": factors,
    ])
    system.input = Array(text.utf8)
    system.folders = ["s", "shared", "s/"]
    prepare(system)
    let status = Cradle.run(
      ["report", study, "--message-format", "short"] + arguments, in: system)
    return (status, system.err)
  }

  @Test("A study reads what is in its folder and below, and elsewhere only where that is allowed")
  func confined() {
    let refused = { (path: String) in
      "s/study.yaml:2:12: error[outside-folder]: `\(path)` lies outside of the study's folder\n"
    }
    #expect(Self.run("sub/f.yaml").status == 0)
    #expect(Self.run("sub/../my-factors.yaml").status == 0)
    for path in ["../shared/f.yaml", "../f.yaml", "/etc/f.yaml", "../none.yaml", "/none.yaml"] {
      let run = Self.run(path)
      #expect(run.status == 1)
      #expect(run.err == refused(path))
    }
    #expect(Self.run("../shared/f.yaml", "--allow-path", "shared").status == 0)
    #expect(Self.run("../f.yaml", "--allow-path", "shared").err == refused("../f.yaml"))
    // A link that leads out is refused as its target is.
    let linked = Self.run("link.yaml") { system in
      system.files["s/link.yaml"] = Array(Self.factors.utf8)
      system.links["s/link.yaml"] = "/etc/f.yaml"
    }
    #expect(linked.err == refused("link.yaml"))
  }

  @Test("A folder of the same beginning is another folder")
  func beginning() {
    let run = Self.run("../shared2/f.yaml", "--allow-path", "shared") { system in
      system.files["shared2/f.yaml"] = Array(Self.factors.utf8)
      system.folders.insert("shared2")
    }
    #expect(run.status == 1)
  }

  @Test("What cannot be read is told at its place, and nothing is computed")
  func unreadable() {
    #expect(Self.run("none.yaml").status == 2)
    #expect(
      Self.run("none.yaml").err
        == "s/study.yaml:2:12: error[unreadable]: cannot read `none.yaml`: No such file or directory\n"
    )
    #expect(Self.run("../shared", "--allow-path", ".").err.contains("it is a folder"))
    let many = "[" + Array(repeating: "my-factors.yaml", count: 101).joined(separator: ", ") + "]"
    #expect(Self.run(many).err.contains("error[too-large]: a study names at most 100 catalogues"))
  }

  @Test("Standard input reads beside the current folder, a bundled study nowhere")
  func folders() {
    #expect(Self.run("f.yaml", study: "-").status == 0)
    #expect(Self.run("../f.yaml", study: "-").status == 1)
    let bundled = TestSystem.run(
      "report", "bloom", "--set", "catalogue=f.yaml", "--message-format", "short",
      files: ["f.yaml": Self.factors])
    #expect(bundled.status == 2)
    #expect(
      bundled.err
        == "--set catalogue:1:1: error[outside-folder]: the bundled study `bloom` has no folder in which `f.yaml` could be\n"
    )
  }

  // Versions.

  private static let cloud = """
    study: A run in the cloud
    catalogue: {version: 2020.01}
    sites:
      cloud: {region: {provider: gcp, id: us-central1}}
    activities:
      - training: A model
        site: cloud
        energy: {dynamic: 700 kWh, idle: 300 kWh}
        emissions: {embodied: 1 kgCO2e}
    """

  private static let then = """
    year: 2021
    cite: owid2024
    factors:
      gcp/us-central1:
        intensity: 500 gCO2e/kWh
        pue: 1.2
      DE: {intensity: 1 gCO2e/kWh}
    """

  @Test("Against another catalogue each factor that moved the total is named, the largest first")
  func against() {
    let run = TestSystem.run(
      "check", "c.yaml", "--against", "then.yaml",
      files: ["c.yaml": Self.cloud, "then.yaml": Self.then])
    #expect(run.status == 0 && run.err == "")
    // 1000 kWh × 500 g × 1.2 = 600 kg then; × 412.72 g × 1.11 = 458.1192 kg now. The intensity:
    // −87.28 g × (1.2 + 1.11) / 2 = −100.8084 kg; the PUE: −0.09 × (500 + 412.72) / 2 = −41.0724 kg.
    #expect(
      run.out == """
        A run in the cloud
        ══════════════════

        In order: 4 lines, 1 assumption, 2 kinds of figure not covered.

        Notes
        ─────

        • The study was made with catalogue 2020.01, and this is 2026.11. The tool holds
          no such version; cradle check STUDY --against FILE takes one that was kept by
          cradle factors --format csv. c.yaml:2 See `cradle explain catalogue-version`.

        Against catalogue then.yaml
        ───────────────────────────

        The full total is 601 kgCO2e with it and 459 kgCO2e with catalogue 2026.11:
        −142 kgCO2e.

        • intensity of Google Cloud us-central1, Iowa, `gcp/us-central1`: 500 →
          412.72 gCO2e/kWh moves the total by −101 kgCO2e (2021, owid2024 → 2024,
          google2024regions)
        • pue of Google Cloud us-central1, Iowa, `gcp/us-central1`: 1.2 → 1.11 moves the
          total by −41.1 kgCO2e (2021, owid2024 → 2021, ccf2023)

        The study takes nothing else from the catalogue.

        Assumptions
        ───────────

        • grid intensity of cloud: 412.72 gCO2e/kWh [google2024regions]; other years 394
          .. 460 gCO2e/kWh; a tenth more changes the total by +45.8 kgCO2e; the total is
          438 to 512 kgCO2e over the range

        Not covered
        ───────────

        • network: not stated
        • end-of-life: not modelled

        cradle 0.1.0, catalogue 2026.11, study sha256:\(run.out.suffix(17))
        """)
  }

  @Test("The same as data, in full precision")
  func againstJSON() {
    let run = TestSystem.run(
      "check", "c.yaml", "--against", "then.yaml", "-f", "json",
      files: ["c.yaml": Self.cloud, "then.yaml": Self.then])
    let start = run.out.range(of: "  \"against\": {").map { run.out[$0.lowerBound...] } ?? ""
    #expect(
      start == """
          "against": {
            "catalogue": "then.yaml",
            "version": "2026.11",
            "totals": {
              "then": {"kgCO2e": 601.0, "complete": true, "missing": []},
              "now": {"kgCO2e": 459.1192000000001, "complete": true, "missing": []}
            },
            "moved": [
              {
                "id": "gcp/us-central1",
                "figure": "intensity",
                "name": "Google Cloud us-central1, Iowa",
                "then": [
                  {
                    "value": 500.0,
                    "unit": "gCO2e/kWh",
                    "year": 2021,
                    "method": "average; unstated; unstated",
                    "source": "owid2024"
                  }
                ],
                "now": [
                  {
                    "value": 412.72,
                    "unit": "gCO2e/kWh",
                    "year": 2024,
                    "method": "average; direct; unstated",
                    "source": "google2024regions"
                  }
                ],
                "kgCO2e": -100.80839999999995
              },
              {
                "id": "gcp/us-central1",
                "figure": "pue",
                "name": "Google Cloud us-central1, Iowa",
                "then": [
                  {"value": 1.2, "unit": "1", "year": 2021, "method": "stated", "source": "owid2024"}
                ],
                "now": [
                  {"value": 1.11, "unit": "1", "year": 2021, "method": "measured", "source": "ccf2023"}
                ],
                "kgCO2e": -41.07239999999996
              }
            ],
            "together": 0.0,
            "others": 0
          }
        }

        """)
  }

  @Test("A whole catalogue that was kept says the same as the rows in it")
  func kept() {
    let now = TestSystem.run("factors", "-f", "csv").out
    let changed = now.replacing(
      "gcp/us-central1,intensity,412.72,", with: "gcp/us-central1,intensity,500,"
    )
    .split(separator: "\n").filter { !$0.hasPrefix("gcp/us-central1,pue") }
    .joined(separator: "\n")
    func page(_ kept: String, _ name: String = "then.csv") -> String {
      let run = TestSystem.run(
        "check", "c.yaml", "--against", name,
        files: ["c.yaml": Self.cloud, name: kept])
      let start = run.out.range(of: "The full total is").map { run.out[$0.lowerBound...] } ?? ""
      return String(start.range(of: "\n\nAssumptions").map { start[..<$0.lowerBound] } ?? start)
    }
    // A table is known by its first line, whatever the file is called.
    #expect(page(changed, "then.txt") == page(changed).replacing("then.csv", with: "then.txt"))
    #expect(
      page(now) == """
        The full total is 459 kgCO2e with it and 459 kgCO2e with catalogue 2026.11: no
        change.

        None of the 2 figures that the study takes from the catalogue moved the total.
        """)
    // Then 500 g × 1.0 and no PUE, so that infrastructure was a gap: 1000 kWh × 500 g = 500 kg. The
    // intensity: −87.28 g × (1 + 1.11) / 2 = −92.08 kg; the PUE: 0.11 × (500 + 412.72) / 2 = 50.2 kg.
    #expect(
      page(changed) == """
        The full total is ≥ 501 kgCO2e with it and 459 kgCO2e with catalogue 2026.11:
        −41.9 kgCO2e of what is known.

        • intensity of Google Cloud us-central1, Iowa, `gcp/us-central1`: 500 →
          412.72 gCO2e/kWh moves the total by −92.1 kgCO2e (2024, google2024regions)
        • pue of Google Cloud us-central1, Iowa, `gcp/us-central1`: not told → 1.11
          moves the total by +50.2 kgCO2e (– → 2021, ccf2023)

        The study takes nothing else from the catalogue.
        """)
  }

  @Test("A catalogue in which the study cannot be worked out is an answer of no")
  func impossible() {
    let study = Self.cloud.replacing(
      "{region: {provider: gcp, id: us-central1}}", with: "{grid: FR}")
    let run = TestSystem.run(
      "check", "c.yaml", "--against", "then.csv", "--message-format", "short",
      files: [
        "c.yaml": study,
        "then.csv": "id,figure,value,unit,year,source\nDE,intensity,1,gCO2e/kWh,2020,x2020\n",
      ])
    #expect(run.status == 1)
    #expect(
      run.err
        == "c.yaml:4:17: error[unknown-zone]: with catalogue `then.csv`: the catalogue has no intensity of `FR`\n"
    )
  }

  @Test("Audits hold figures against the catalogue that the study was worked out with")
  func audited() {
    let own = Self.factors.replacing(
      "  lab-node:", with: "  nvidia-a100-sxm4-80gb: {power: 300 W}\n  lab-node:")
    let study = """
      study: A slip
      catalogue: my-factors.yaml
      equipment:
        gpu: {is: nvidia-a100-sxm4-80gb, power: 400 kW}
      activities:
        - training: A model
          equipment: {gpu: 10 h}
      """
    let run = TestSystem.run(
      "check", "s.yaml", files: ["s.yaml": study, "my-factors.yaml": own])
    #expect(
      run.out.replacing("\n  ", with: " ").contains(
        "The power of gpu is 1330 times the 300 W that the catalogue has for NVIDIA A100"),
      "\(run.out)")
  }

}
