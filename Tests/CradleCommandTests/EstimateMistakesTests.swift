import Testing

@testable import CradleCommand

@Suite("Mistakes in an estimate")
struct EstimateMistakesTests {
  @Test(
    "A mistake in a word is told with what next",
    arguments: [
      (
        "A10 1h FR",
        """
        error[unknown-equipment]: the catalogue has no accelerator `A10`
        hint: did you mean `nvidia-a10g`?

        """
      ),
      (
        "server-8x-h100 1h FR",
        """
        error[unknown-equipment]: `server-8x-h100` is no accelerator but Server with 8 NVIDIA H100 GPUs, of the kind server
        hint: hold it in a study of its own: `cradle new` writes one to start from

        """
      ),
      (
        "xyzzy 1h FR",
        """
        error[unknown-equipment]: the catalogue has no accelerator `xyzzy`
        hint: `cradle factors accelerator` lists them; another is described in a study of its own

        """
      ),
      (
        "0xT4 1h FR",
        """
        error[not-positive]: `0` accelerators have no footprint
        hint: write a number from 1 up

        """
      ),
      (
        "8xT4 1h FR --count 8",
        """
        error[usage]: how many accelerators there are is said twice
        hint: write `8x…` or `--count`, not both

        """
      ),
      (
        "T4 1h FR --count many",
        """
        error[usage]: `many` is no number of accelerators
        hint: write a whole number, such as 8

        """
      ),
      (
        "T4 1000 FR",
        """
        error[missing-unit]: `1000` is a time and needs a unit
         --> HOURS:1:1
          |
        1 | 1000
          | ^^^^
        hint: write `1000 h` if hours are meant

        """
      ),
      (
        "T4 1000GPU-hours FR",
        """
        error[unknown-name]: `1000GPU-hours` names a device in its unit; a time is in `h` or `d`
        hint: write `1000 h`: without a number of accelerators it is device-time

        """
      ),
      (
        "8xT4 1_000GPUh FR",
        """
        error[unknown-name]: `1_000GPUh` names a device in its unit; a time is in `h` or `d`
        hint: leave the number of accelerators out and write `1_000 h`, which is device-time then

        """
      ),
      (
        "T4 0h FR",
        """
        error[not-positive]: HOURS must be more than zero
         --> HOURS:1:1
          |
        1 | 0h
          | ^^
        hint: nothing held for no time has a footprint

        """
      ),
      (
        "T4 FR -- 1h",
        """
        error[unknown-name]: `FR` is neither a unit nor a named value
         --> HOURS:1:1
          |
        1 | FR
          | ^^
        hint: the order is ACCELERATOR HOURS REGION; a time is in `h` or `d`, see `cradle explain units`

        """
      ),
      (
        "T4 -- -5h FR",
        """
        error[not-positive]: HOURS must be more than zero
         --> HOURS:1:1
          |
        1 | -5h
          | ^^^
        hint: nothing held for no time has a footprint

        """
      ),
      (
        "T4 1h useast1",
        """
        error[unknown-region]: `useast1` may be a region of several providers
        hint: write `aws/us-east-1` or `gcp/us-east1`

        """
      ),
      (
        "T4 1h us-centrall",
        """
        error[unknown-region]: the catalogue has neither a cloud region nor a grid zone `us-centrall`
        hint: did you mean `us-central1`, `us-central2` or `azure/centralus`?

        """
      ),
      (
        "T4 1h google-data-centres",
        """
        error[unknown-region]: the catalogue does not know the grid of `google-data-centres`
        hint: name a region or a grid zone, and give its PUE with `--pue`

        """
      ),
      (
        "T4 1h FR --busy 120",
        """
        error[out-of-range]: `--busy` is the share of the time at work, from 0 to 100 %
         --> --busy:1:1
          |
        1 | 120
          | ^^^

        """
      ),
      (
        "T4 1h FR --study --set a=b",
        """
        error[usage]: `--set` changes what is reported, and `--study` prints what may be changed
        hint: leave one of the two out

        """
      ),
    ])
  func mistake(words: String, message: String) {
    let system = TestSystem()
    let status = Cradle.run(["estimate"] + words.split(separator: " ").map(String.init), in: system)
    #expect(status == 2)
    #expect(system.out == "")
    #expect(system.err == message)
  }

  @Test("All mistakes of a table are told in one run, each at its line")
  func table() {
    let system = TestSystem([
      "jobs.csv": """
      accelerator,hours,region
      T4,1000,FR
      T4,1h,FR
      T9,1h,FR
      T4,1h
      "T4,1h,FR
      """
    ])
    #expect(Cradle.run(["estimate", "--table", "jobs.csv"], in: system) == 2)
    #expect(
      system.err == """
        error[missing-unit]: `1000` is a time and needs a unit
         --> jobs.csv:2:1
          |
        2 | T4,1000,FR
          | ^^^^^^^^^^
        hint: write `1000 h` if hours are meant

        error[unknown-equipment]: the catalogue has no accelerator `T9`
         --> jobs.csv:4:1
          |
        4 | T9,1h,FR
          | ^^^^^^^^
        hint: `cradle factors accelerator` lists them; another is described in a study of its own

        error[wrong-shape]: the line has 2 fields, and the header 3
         --> jobs.csv:5:1
          |
        5 | T4,1h
          | ^^^^^
        hint: quote a field that holds a comma, and leave one empty where it is not known

        error[unclosed]: this quoted field does not end on its line
         --> jobs.csv:6:1
          |
        6 | "T4,1h,FR
          | ^^^^^^^^^
        hint: double a quote that is meant as one: `""`

        """)
  }

  @Test(
    "A table that is none is refused",
    arguments: [
      (
        "accelerator,hours\nT4,1h",
        """
        error[missing-key]: the table has no column `region`
         --> jobs.csv:1:1
          |
        1 | accelerator,hours
          | ^^^^^^^^^^^^^^^^^
        hint: the header is `accelerator,hours,region`, with `count` and `name` where known

        """
      ),
      (
        "accelerator,hours,region,zone\n",
        """
        error[unknown-key]: `zone` is no column of a table of jobs
         --> jobs.csv:1:1
          |
        1 | accelerator,hours,region,zone
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: the header is `accelerator,hours,region`, with `count` and `name` where known

        """
      ),
      (
        "accelerator,hours,region\nT4,1,000h,FR",
        """
        error[wrong-shape]: the line has 4 fields, and the header 3
         --> jobs.csv:2:1
          |
        2 | T4,1,000h,FR
          | ^^^^^^^^^^^^
        hint: quote a field that holds a comma, and leave one empty where it is not known

        """
      ),
      (
        "\n\n",
        """
        error[no-activity]: `jobs.csv` has no job
        hint: write `accelerator,hours,region` and a job a line

        """
      ),
    ])
  func noTable(text: String, message: String) {
    let system = TestSystem(["jobs.csv": text])
    #expect(Cradle.run(["estimate", "--table", "jobs.csv"], in: system) == 2)
    #expect(system.err == message)
    let beside = TestSystem.run("estimate", "T4", "--table", "jobs.csv", files: ["jobs.csv": text])
    #expect(
      beside.err == """
        error[usage]: `T4` has no place beside `--table`
        hint: the table has columns for it; leave one of the two out

        """)
    #expect(
      TestSystem.run("estimate", "T4", "1h").err == """
        error[usage]: `cradle estimate` needs `REGION`
        hint: write ACCELERATOR HOURS REGION, as in `cradle estimate 8xH100 30d FR`, or `--table`

        """)
  }
}
