import Documents
import Rendering
import Testing

@Suite("Markdown")
struct MarkdownTests {
  @Test("A page: headings, prose, a table, lists, terms, a derivation, lines as they stand")
  func page() {
    let document = Document(
      title: ["BLOOM, *final* run"],
      blocks: [
        .paragraph([
          "Training emitted ", .strong("50.5 t"), " within ", .code("full"), "; ",
          .quantity("433196", unit: "kWh"), " ", .cite("luccioni2023"), ".",
        ]),
        .heading(1, ["Processes"]),
        .table(
          Table(
            name: "processes", caption: ["By process"],
            columns: [
              .init(["Process"]), .init(["Emissions"], unit: "tCO2e", .decimal),
              .init(["Where"], .trailing),
            ],
            rows: [
              .init([.text(["dynamic"]), .number("24.7"), .text(["a|b"])]),
              .init([.text(["nodes"]), .number("7575.3", atLeast: true), .none], role: .detail),
              .init([.text([.strong("total")]), .number("50.5"), .blank], role: .total),
            ], notes: [["1. ≥ is a lower bound."]])),
        .list([["# one"], [.tone(.bad, "two <b>")]]),
        .terms([.init([.cite("luccioni2023")], ["JMLR 24"])]),
        .equations([
          Equation(.name("full"), .equals, .sum([.init(.name("a_b")), .init(.name("c"))])),
          Equation(nil, .approximately, .quantity("50.5", unit: "tCO2e")),
        ]),
        .heading(2, ["As it stands"]),
        .preformatted("1 | ```\n    ^\n"),
      ])
    #expect(
      MarkdownRenderer().render(document) == ##"""
        # BLOOM, \*final\* run

        Training emitted **50.5 t** within `full`; 433,196 kWh \[luccioni2023\].

        ## Processes

        **By process**

        | Process | Emissions, tCO2e | Where |
        | --- | ---: | ---: |
        | dynamic | 24.7 | a\|b |
        | &emsp;nodes | ≥ 7,575.3 | – |
        | **total** | **50.5** | |

        1\. ≥ is a lower bound.

        - \# one
        - two \<b\>

        - **\[luccioni2023\]**: JMLR 24

        ```text
        full = a_b + c
             ≈ 50.5 tCO2e
        ```

        ### As it stands

        ````text
        1 | ```
            ^
        ````

        """##)
  }

  @Test("Nothing in a text becomes markup: every line of a hostile page is of a known kind")
  func hostile() {
    let page = MarkdownRenderer().render(Samples.hostileReport)
    #expect(!page.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    for line in page.split(separator: "\n") where !line.hasPrefix("`") {
      #expect(!line.hasPrefix("<") && !line.hasPrefix("> ") && !line.hasPrefix("* "), "\(line)")
    }
  }

  @Test("A table of hostile texts keeps its columns")
  func hostileTable() {
    let lines = MarkdownRenderer().render(Samples.hostileTable).split(separator: "\n")
      .filter { $0.hasPrefix("|") }
    #expect(lines.count == 5)
    for line in lines {
      var pipes = 0
      var escaped = false
      for character in line {
        if character == "|", !escaped { pipes += 1 }
        escaped = character == "\\" && !escaped
      }
      #expect(pipes == 4, "\(line)")
    }
  }

  @Test("A title below another is a heading of its level; none is deeper than six")
  func levels() {
    let document = Document(title: ["A"], blocks: [.heading(2, ["B"]), .heading(9, ["C"])])
    #expect(MarkdownRenderer(titleLevel: 3).render(document) == "### A\n\n##### B\n\n###### C\n")
  }
}
