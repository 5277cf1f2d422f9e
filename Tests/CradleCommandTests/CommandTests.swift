import Factors
import Testing

@testable import CradleCommand

@Suite("Commands")
struct CommandTests {
  private static let study = """
    study: Small
    sites: {here: {grid: 100 gCO2e/kWh, pue: 1.5}}
    equipment:
      box: {power: 1 kW, idle: 0 W, embodied: 100 kgCO2e, lifetime: 1000 h}
    activities:
      - training: Run
        site: here
        equipment: {box: 10 h}
    """

  @Test("A report goes to standard output, and nothing to standard error")
  func report() {
    let run = TestSystem.run("report", "small.yaml", files: ["small.yaml": Self.study])
    #expect(run.status == 0)
    #expect(run.err == "")
    #expect(
      run.out.hasPrefix(
        """
        Small
        ═════

        2.50 kgCO2e over the full life cycle; 1.00 kgCO2e if only dynamic energy is
        counted: a factor of 2.50.

        """))
  }

  @Test("A bundled study is found by name; a file of that name wins")
  func bundled() {
    #expect(TestSystem.run("report", "bloom").out.hasPrefix("BLOOM, final training run\n"))
    #expect(
      TestSystem.run("report", "bloom", files: ["bloom": Self.study]).out.hasPrefix("Small\n"))
  }

  @Test("A study that is not there is named, with the nearest bundled one")
  func missing() {
    let run = TestSystem.run("report", "blom")
    #expect(run.status == 2)
    #expect(run.out == "")
    #expect(
      run.err == """
        error[unknown-study]: there is no file `blom`, and no bundled study of that name
        hint: did you mean `bloom`?

        """)
  }

  @Test("Standard input is a study behind `-`")
  func input() {
    let system = TestSystem()
    system.input = Array(Self.study.utf8)
    #expect(Cradle.run(["report", "-", "--boundary", "dynamic"], in: system) == 0)
    #expect(system.out.contains("1.00 kgCO2e for dynamic energy only.\n"))
  }

  @Test("`--strict` makes an assumption an error, behind a whole report")
  func strict() {
    let files = ["small.yaml": Self.study]
    let run = TestSystem.run("report", "small.yaml", "--strict", files: files)
    #expect(run.status == 1)
    #expect(run.out == TestSystem.run("report", "small.yaml", files: files).out)
    #expect(
      run.err == """
        error[assumption]: `utilization of box` is assumed: 100 %; other sources 85 %
        hint: state it in the study, or leave out `--strict`

        """)
  }

  @Test("`--set` changes one place, and what it said is in the report")
  func set() {
    let run = TestSystem.run(
      "report", "small.yaml", "--set", "sites.here.grid=200gCO2e/kWh",
      files: ["small.yaml": Self.study])
    #expect(run.status == 0)
    // (10 + 5) kWh × 200 g = 3 kg, and 1 kg for the making.
    #expect(run.out.contains("4.00 kgCO2e over the full life cycle; 2.00 kgCO2e if only dynamic"))
    #expect(run.out.contains("with\nsites.here.grid=200gCO2e/kWh\n"))
  }

  @Test("A mistake in `--set` is pointed at where it was said")
  func setMistake() {
    let run = TestSystem.run(
      "report", "small.yaml", "--set", "sites.here.grid=200g/kWh",
      files: ["small.yaml": Self.study])
    #expect(run.status == 1)
    #expect(
      run.err == """
        error[gas-missing]: `g` does not say a mass of what
         --> --set sites.here.grid:1:4
          |
        1 | 200g/kWh
          |    ^
        hint: the gas is part of the unit: write `gCO2e`

        """)
  }

  @Test("`compare` sets what stands behind a study on that side only")
  func compare() {
    let run = TestSystem.run(
      "compare", "s.yaml", "s.yaml", "--set", "sites.here.grid=200gCO2e/kWh",
      files: ["s.yaml": Self.study])
    #expect(run.status == 0)
    #expect(
      run.out.hasPrefix(
        """
        Small
        ═════

        Dynamic energy only beside full life cycle

        Study             Energy   Dynamic     Full   of dynamic   of first
                             kWh    kgCO2e   kgCO2e            ×          ×
        ───────────────────────────────────────────────────────────────────
        s.yaml              15.0      1.00     2.50         2.50       1.00
        s.yaml, changed     15.0      2.00     4.00         2.00       1.60

        """))
  }

  @Test("An expectation that is missed is an answer of no, the report still whole")
  func missed() {
    let text = Self.study + "\nexpect: [{of: full, is: 2.6 kgCO2e, where: Table 1}]\n"
    for command in ["report", "check", "compare"] {
      let run = TestSystem.run(command, "small.yaml", files: ["small.yaml": text])
      #expect(run.status == 1, "\(command)")
      #expect(!run.out.isEmpty)
      #expect(
        run.err == """
          error[expectation-missed]: `full` is 2.5 kgCO2e, where 2.6 kgCO2e is expected (Table 1)
           --> small.yaml:9:25
            |
          9 | expect: [{of: full, is: 2.6 kgCO2e, where: Table 1}]
            |                         ^^^^^^^^^^
          hint: mend the study, allow for it with `within`, or say why it does not hold with `but`

          """)
    }
  }

  @Test("Options that go with LaTeX only, and those that exclude each other, are refused")
  func misplaced() {
    #expect(
      TestSystem.run("report", "bloom", "--macros", "Bloom").err == """
        error[usage]: `--macros` goes with `--format latex`
        hint: add `--format latex`, or leave `--macros` out

        """)
    #expect(
      TestSystem.run("report", "bloom", "-f", "latex", "--macros", "B", "--standalone").err == """
        error[usage]: `--standalone` and `--macros` write different things
        hint: call the tool once for each

        """)
  }

  @Test("An output file is written whole, or not at all with the reason")
  func output() {
    let system = TestSystem()
    #expect(Cradle.run(["report", "bloom", "-o", "out.txt"], in: system) == 0)
    #expect(system.out == "")
    #expect(system.text("out.txt") == TestSystem.run("report", "bloom").out)
    system.refusals["full.txt"] = "No space left on device"
    #expect(Cradle.run(["report", "bloom", "-o", "full.txt"], in: system) == 2)
    #expect(system.err == "error[unreadable]: cannot write `full.txt`: No space left on device\n")
    #expect(system.text("full.txt") == nil)
  }

  @Test("`new` writes a study that checks and reports without a word, and overwrites nothing")
  func new() {
    let system = TestSystem()
    #expect(Cradle.run(["new", "mine.yaml"], in: system) == 0)
    #expect(system.err == "wrote mine.yaml; next: cradle report mine.yaml\n")
    let text = system.text("mine.yaml") ?? ""
    let check = TestSystem.run("check", "--strict", "mine.yaml", files: ["mine.yaml": text])
    #expect(check.status == 0)
    #expect(check.err == "")
    #expect(Cradle.run(["new", "mine.yaml"], in: system) == 2)
    #expect(Cradle.run(["new", "mine.yaml", "--force"], in: system) == 0)
    #expect(TestSystem.run("new").out == text)
    // A new release names its version in both places.
    #expect(text.contains("catalogue: {version: \(FactorCatalog.embedded.version)}"))
  }

  @Test("`explain` knows rules, units, lines by their end, and suggests what is near")
  func explain() {
    #expect(TestSystem.run("explain", "units").out.hasPrefix("Units of the study language\n"))
    #expect(TestSystem.run("explain", "bloom", "embodied/node").out.contains("= 7,575.3061 kgCO2e"))
    #expect(
      TestSystem.run("explain", "bloom", "embodid").err == """
        error[unknown-figure]: the study has no line or total named `embodid`
        hint: did you mean `embodied`?

        """)
    #expect(
      TestSystem.run("explain", "embodied-amortisation").err == """
        error[unknown-topic]: `embodied-amortisation` is neither a study nor a rule nor the code of a message
        hint: did you mean `embodied-amortization`?

        """)
  }

  @Test("Colour is for terminals, and not where NO_COLOR is set or colour is refused")
  func color() {
    func out(_ arguments: [String], _ variables: [String: String] = [:]) -> String {
      let system = TestSystem()
      system.isTerminal = true
      system.variables = variables
      _ = Cradle.run(["report", "bloom"] + arguments, in: system)
      return system.out
    }
    let plain = TestSystem.run("report", "bloom").out
    #expect(out([]).contains("\u{1B}[1m"))
    #expect(out([], ["NO_COLOR": "1"]) == plain)
    #expect(out(["--color", "never"]) == plain)
    #expect(TestSystem.run("report", "bloom", "--color", "always").out == out([]))
  }

  @Test("Messages come short or as JSON where that is asked for")
  func messageFormats() {
    let files = ["s.yaml": Self.study.replacing("1 kW", with: "700 Wh")]
    #expect(
      TestSystem.run("check", "s.yaml", "--message-format", "short", files: files).err == """
        s.yaml:4:16: error[wrong-dimension]: `power` is a power, such as `400 W`; `700 Wh` is an energy

        """)
    #expect(
      TestSystem.run("check", "s.yaml", "--message-format", "json", files: files).err
        .hasPrefix(#"{"severity":"error","code":"wrong-dimension","message":"#))
  }

  @Test("Studies of one file name are not published over each other")
  func publishTwice() {
    let system = TestSystem(["a/s.yaml": Self.study, "b/s.yaml": Self.study])
    #expect(Cradle.run(["publish", "a/s.yaml", "b/s.yaml", "--into", "out"], in: system) == 2)
    #expect(
      system.err == """
        error[usage]: two studies would be published as `out/s`
        hint: give the files different names, or publish into two folders

        """)
    #expect(system.files.keys.sorted() == ["a/s.yaml", "b/s.yaml"])
  }

  @Test("A derivation for a paper: aligned, with intervals, its sources cited or written out")
  func derivationForPaper() {
    let page = TestSystem.run(
      "explain", "bloom", "embodied/gpu", "-f", "latex", "--cite", "--samples", "10_000")
    #expect(
      page.out == #"""
        % Needs amsmath and siunitx; with version 2 of siunitx, \providecommand{\qty}{\SI}.
        \begingroup\sloppy
        \section*{training/bloom-\allowbreak{}176b/embodied/\allowbreak{}gpu}

        Embodied emissions by amortization (\texttt{embodied-amortization})\allowbreak{}, modelled.

        \begingroup\allowdisplaybreaks[2]
        \begin{align*}
          \text{emissions} & = \text{embodied of gpu} \times \frac{\text{gpu\_time}}{\text{hours held in the life of gpu}} \\
          & = \qty{150}{kgCO_2e} \times \frac{\qty{1082990}{h}}{\qty{44676}{h}} \\
          & = \qty{3636.1469}{kgCO_2e}
        \end{align*}
        \endgroup

        95 \% of 10000 samples lie between 4 and \num{15}\,tCO\textsubscript{2}e; their median is 8, their mean \num{8}\,tCO\textsubscript{2}e.

        where

        \begingroup\allowdisplaybreaks[2]
        \begin{align*}
          \text{hours held in the life of gpu} & = \text{lifetime} \times \text{utilization} \\
          & = \qty{6}{yr} \times \qty{85}{\%} \\
          & = \qty{44676}{h}
        \end{align*}
        \endgroup

        \begin{description}\raggedright
          \item[{\texttt{embodied of gpu}}] \num{150}\,kgCO\textsubscript{2}e, \num{150} .. \num{568}\,kgCO\textsubscript{2}e (triangular), stated at bloom:23 \cite{luccioni2023}
          \item[{\texttt{gpu\_time}}] \num{1082990}\,h, stated at bloom:8 \cite{luccioni2023}
          \item[{\texttt{lifetime}}] \num{6}\,yr, \num{3} .. \num{6}\,yr (triangular), stated at bloom:10 \cite{luccioni2023}
          \item[{\texttt{utilization}}] \num{85}\,\%, \num{85} .. \num{100}\,\% (triangular), stated at bloom:11 \cite{luccioni2023}
        \end{description}

        cradle 0.1.0, catalogue 2026.11, study sha256:cbcc9271507ab9a8, 10000 samples, seed 1
        \par\endgroup

        """#)
    #expect(
      TestSystem.run("explain", "bloom", "embodied/gpu", "-f", "bibtex").out
        .hasPrefix("@article{luccioni2023,\n"))
    #expect(
      TestSystem.run("explain", "bloom", "--cite").err == """
        error[usage]: `--cite` goes with `--format latex`
        hint: add `--format latex`, or leave `--cite` out

        """)
    #expect(
      TestSystem.run("explain", "bloom", "--cite", "--standalone", "-f", "latex").err == """
        error[usage]: `--cite` needs a paper with a bibliography, which `--standalone` has not
        hint: leave one of them out; `--format bibtex` writes the sources

        """)
    #expect(
      TestSystem.run("explain", "units", "-f", "bibtex").err == """
        error[usage]: `--format bibtex` goes with a study
        hint: such as `bloom` in `cradle explain bloom full`

        """)
  }

  @Test("A page that is no study has no lines to explain")
  func noLines() {
    #expect(
      TestSystem.run("explain", "units", "full").err == """
        error[unknown-figure]: `units` is no study, so it has no lines
        hint: `cradle explain units` shows the whole page

        """)
  }

  @Test("No two runs of a report differ by a byte")
  func sameBytes() {
    for format in ["text", "json", "latex"] {
      let first = TestSystem.run("report", "bloom-api", "--format", format).out
      for _ in 0..<5 {
        #expect(TestSystem.run("report", "bloom-api", "--format", format).out == first)
      }
    }
  }
}
