import Testing

@testable import Factors

@Suite("Bibliography")
struct BibliographyTests {
  let bibliography = Bibliography.embedded

  @Test("An entry has its key, its type, its fields in order, and its own text")
  func entry() throws {
    let entry = try #require(bibliography.entry("luccioni2023"))
    #expect(entry.key == "luccioni2023")
    #expect(entry.type == "article")
    #expect(
      entry.fields.map(\.name) == [
        "author", "title", "year", "journal", "volume", "number", "eprint", "url",
      ])
    #expect(
      entry.bibTeX == """
        @article{luccioni2023,
          author = {Luccioni, Alexandra Sasha and Viguier, Sylvain and Ligozat, Anne-Laure},
          title = {Estimating the Carbon Footprint of BLOOM, a 176B Parameter Language Model},
          year = {2023},
          journal = {Journal of Machine Learning Research},
          volume = {24},
          number = {253},
          eprint = {2211.02001},
          url = {https://jmlr.org/papers/v24/23-0069.html},
        }
        """)
  }

  @Test(
    "A source is cited in one line",
    arguments: [
      (
        "luccioni2023",
        "Luccioni, Viguier, Ligozat (2023). Estimating the Carbon Footprint of BLOOM, a 176B "
          + "Parameter Language Model. Journal of Machine Learning Research 24(253)."
      ),
      (
        "patterson2021",
        "Patterson et al. (2021). Carbon Emissions and Large Neural Network Training. "
          + "arXiv:2104.10350."
      ),
      (
        "owid2024",
        "Our World in Data (2024). Carbon intensity of electricity generation, from Ember and the "
          + "Energy Institute. Data set, CC BY 4.0."
      ),
      ("uptime2024", "Uptime Institute (2024). Global Data Center Survey 2024."),
      (
        "gpuglasses2025",
        "xypp3 (2025). gpu_glasses: log of nvidia-smi on eight GPUs, 8 September 2025. "
          + "Measurement log, MIT licence."
      ),
    ])
  func citations(key: String, line: String) {
    #expect(bibliography.entry(key)?.line == line)
  }

  @Test("A source leads to its DOI, else to arXiv, else to its own address")
  func links() {
    #expect(bibliography.entry("aslan2018")?.link == "https://doi.org/10.1111/jiec.12630")
    #expect(bibliography.entry("luccioni2023")?.link == "https://arxiv.org/abs/2211.02001")
    #expect(bibliography.entry("egrid2016")?.link == "https://www.epa.gov/egrid")
    #expect(bibliography.entry("uptime2023")?.link == nil)
  }

  @Test("Every entry has an author, a title and a year, and is found by its key")
  func everyEntry() throws {
    #expect(bibliography.keys.count > 40)
    for key in bibliography.keys {
      let entry = try #require(bibliography.entry(key))
      #expect(entry.key == key)
      for name in ["author", "title", "year"] {
        #expect(entry[name]?.isEmpty == false, "\(key) has no \(name)")
      }
      #expect(entry.bibTeX.hasPrefix("@\(entry.type){\(key),\n"))
      #expect(entry.bibTeX.hasSuffix("\n}"))
    }
  }

  @Test("A key that no entry has leads to none")
  func misses() {
    for key in ["", "luccioni", "luccioni20233", "author", "@", "}"] {
      #expect(bibliography.entry(key) == nil, "\(key)")
    }
  }

  @Test("Braces, quotation marks, bare values, comments and capitals are read")
  func syntax() throws {
    let text = """
      % a comment with @misc{no, in the middle of a line
      @Misc{one,
        AUTHOR = "Doe, Jane and Roe, Richard", title={A {N}ame, with \\& comma}, Year = 1999
      }
      @misc{two, title = {Nobody's.}}
      """
    let bibliography = Bibliography(.owned(Array(text.utf8)))
    #expect(bibliography.keys == ["one", "two"])
    #expect(bibliography.entry("one")?.type == "misc")
    #expect(bibliography.entry("one")?.line == "Doe, Roe (1999). A Name, with & comma.")
    #expect(bibliography.entry("two")?.line == "Nobody's.")
  }

  @Test("An entry that does not end is none, wherever it is cut")
  func truncated() throws {
    let text = Array(try #require(bibliography.entry("patterson2021")).bibTeX.utf8)
    for count in 0..<text.count {
      let bibliography = Bibliography(.owned(Array(text[..<count])))
      #expect(bibliography.entry("patterson2021") == nil, "\(count)")
      _ = bibliography.keys
    }
    #expect(Bibliography(.owned(text)).entry("patterson2021") != nil)
  }
}
