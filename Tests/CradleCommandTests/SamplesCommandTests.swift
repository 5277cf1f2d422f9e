import Testing

@testable import CradleCommand

@Suite("`--samples` and `--seed`")
struct SamplesCommandTests {
  private func run(_ words: String) -> (status: Int32, out: String, err: String) {
    let system = TestSystem()
    let status = Cradle.run(words.split(separator: " ").map(String.init), in: system)
    return (status, system.out, system.err)
  }

  @Test("Numbers that are none, too small or too large are usage errors")
  func refused() {
    let range = """
      hint: from 100 to 1000000000 samples can be drawn; `auto` draws as many as the printed digits need

      """
    let cases = [
      ("--samples 0", "error[usage]: `--samples 0`: too few\n" + range),
      ("--samples 1e12", "error[usage]: `--samples 1e12`: too many\n" + range),
      ("--samples 1e999", "error[usage]: `--samples 1e999`: too many\n" + range),
      (
        "--samples many",
        """
        error[usage]: `many` is no number of samples
        hint: write a whole number such as `100_000`, or `auto`

        """
      ),
      (
        "--samples 100.5",
        """
        error[usage]: `100.5` is no number of samples
        hint: write a whole number such as `100_000`, or `auto`

        """
      ),
      (
        "--samples 100 --seed one",
        """
        error[usage]: `one` is no seed
        hint: a seed is a whole number from 0 to 9223372036854775807

        """
      ),
      (
        "--samples 100 --seed=-1",
        """
        error[usage]: `-1` is no seed
        hint: a seed is a whole number from 0 to 9223372036854775807

        """
      ),
      (
        "--seed 1",
        """
        error[usage]: `--seed` goes with `--samples`
        hint: add `--samples auto`, or a number of them

        """
      ),
    ]
    for (words, message) in cases {
      for command in ["report bloom", "compare bloom bloom-api"] {
        let found = run("\(command) \(words)")
        #expect(found.status == 2)
        #expect(found.out == "")
        #expect(found.err == message)
      }
    }
  }

  @Test("Charts and tables of samples need samples, and something to draw")
  func nothing() {
    #expect(
      run("report bloom --chart density").err == """
        error[usage]: there are no samples to show
        hint: add `--samples auto`, or a number of them

        """)
    #expect(
      run("report gopher --samples 100 --chart density").err == """
        error[usage]: cannot draw the chart `density`: there is nothing to draw: no samples that differ
        hint: write how sure a value is, such as `57 gCO2e/kWh ± 10 %`

        """)
    #expect(
      run("report gopher --samples 100 -f latex --table intervals").err == """
        error[usage]: there is no table to write: the study has no value with a spread
        hint: write how sure a value is, such as `57 gCO2e/kWh ± 10 %`

        """)
  }

  @Test("The last line of a sampled report names samples and seed")
  func provenance() {
    let found = run("report bloom --samples 1_000 --seed 12")
    #expect(found.status == 0)
    let last = found.out.split(separator: "\n").suffix(2).joined(separator: " ")
    #expect(last.hasSuffix(", 1000 samples, seed 12"))
  }
}
