import Diagnostics
import Testing

/// One text, and messages about parts of it.
private struct Example {
  var sources = Sources()
  let file: FileID
  let text: String

  init(_ text: String, name: String = "my.yaml") {
    self.text = text
    file = sources.add(SourceText(name: name, bytes: Array(text.utf8)))
  }

  /// The span of the first occurrence of a part.
  func span(_ part: String) -> Span {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    let lower = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    return Span(file: file, lower: lower, upper: lower + wanted.count)
  }

  func human(_ diagnostic: Diagnostic, color: Bool = false) -> String {
    HumanMessage(sources: sources, color: color).text(of: diagnostic)
  }

  /// The line and the carets of a message about a span.
  func lines(_ span: Span) -> String {
    human(Diagnostic(.syntax, "x", at: span)).split(separator: "\n").dropFirst(3)
      .joined(separator: "\n")
  }
}

@Suite("Messages for people")
struct HumanMessageTests {
  @Test("A message names its code and place, underlines the text and says what next")
  func whole() {
    let example = Example("a: 1\n\n\n\nb:     power: 700 Wh\n")
    let diagnostic = Diagnostic(
      .syntax, "`power` must be a power; `700 Wh` is an energy", at: example.span("700 Wh"),
      hint: "write 700 W", related: [.init("first here", at: example.span("a"))])
    #expect(
      example.human(diagnostic) == """
        error[syntax]: `power` must be a power; `700 Wh` is an energy
         --> my.yaml:5:15
          |
        5 | b:     power: 700 Wh
          |               ^^^^^^
        hint: write 700 W
        note: first here
         --> my.yaml:1:1
          |
        1 | a: 1
          | ^

        """)
    #expect(
      example.human(diagnostic, color: true) == """
        \u{1B}[1;31merror\u{1B}[0m[syntax]: `power` must be a power; `700 Wh` is an energy
         --> my.yaml:5:15
          |
        5 | b:     power: 700 Wh
          |               \u{1B}[1;31m^^^^^^\u{1B}[0m
        \u{1B}[1;32mhint\u{1B}[0m: write 700 W
        \u{1B}[1;36mnote\u{1B}[0m: first here
         --> my.yaml:1:1
          |
        1 | a: 1
          | \u{1B}[1;36m^\u{1B}[0m

        """)
  }

  @Test("A message about no place is its words, a warning is yellow")
  func noPlace() {
    let diagnostic = Diagnostic(.warning, .syntax, "odd", hint: "look")
    #expect(Example("").human(diagnostic) == "warning[syntax]: odd\nhint: look\n")
    #expect(
      Example("").human(diagnostic, color: true)
        == "\u{1B}[1;33mwarning\u{1B}[0m[syntax]: odd\n\u{1B}[1;32mhint\u{1B}[0m: look\n")
  }

  @Test("The gutter is as wide as the number of the line")
  func gutter() {
    let example = Example(String(repeating: "\n", count: 99) + "a: 1\n")
    #expect(
      example.human(Diagnostic(.syntax, "x", at: example.span("1"))) == """
        error[syntax]: x
           --> my.yaml:100:4
            |
        100 | a: 1
            |    ^

        """)
  }

  @Test("Carets stand under what they mean, whatever the width of the text before them")
  func alignment() {
    let example = Example("日本 e\u{301}👩\u{200D}🔬: \tx\u{1B}y # 日\r\nnext\n\nlast")
    #expect(
      example.lines(example.span("x\u{1B}y")) == """
        1 | 日本 e\u{301}👩\u{200D}🔬:     x\\u{1B}y # 日
          |               ^^^^^^^^
        """)
    #expect(
      example.lines(example.span("日\r\nnext")) == """
        1 | 日本 e\u{301}👩\u{200D}🔬:     x\\u{1B}y # 日
          |                          ^^
        """)
    #expect(
      example.lines(example.span("本")) == """
        1 | 日本 e\u{301}👩\u{200D}🔬:     x\\u{1B}y # 日
          |   ^^
        """)
  }

  @Test("An empty place has one caret, at the end of a line too; an empty line shows no blanks")
  func empty() {
    let example = Example("a:\n\nb: 1")
    let colon = Span(file: example.file, lower: 2, upper: 2)
    #expect(example.lines(colon) == "1 | a:\n  |   ^")
    #expect(
      example.lines(Span(file: example.file, lower: 3, upper: 3)) == "2 |\n  | ^")
    let end = Span(file: example.file, lower: 8, upper: 8)
    #expect(example.lines(end) == "3 | b: 1\n  |     ^")
    let beyond = Span(file: example.file, lower: 80, upper: 90)
    #expect(example.lines(beyond) == "3 | b: 1\n  |     ^")
    #expect(Example("").lines(Span(file: FileID(index: 0), lower: 0, upper: 0)) == "1 |\n  | ^")
  }

  @Test("A byte-order mark is neither counted nor shown")
  func byteOrderMark() {
    let example = Example("\u{FEFF}a: 1\n")
    #expect(
      example.human(Diagnostic(.syntax, "x", at: example.span("a"))) == """
        error[syntax]: x
         --> my.yaml:1:1
          |
        1 | a: 1
          | ^

        """)
  }

  @Test("A long line is cut to what stands around the place")
  func longLine() {
    let words = (0..<60).map { "w\($0)" }.joined(separator: " ")
    let example = Example("\(words)\n")
    #expect(
      example.lines(example.span("w3 ")) == """
        1 | w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 \
        w24 w25 w26 w…
          |          ^^^
        """)
    #expect(
      example.lines(example.span("w37")) == """
        1 | …9 w30 w31 w32 w33 w34 w35 w36 w37 w38 w39 w40 w41 w42 w43 w44 w45 w46 w47 w48 w49 \
        w50 w51 w52 w53 …
          |                                ^^^
        """)
    #expect(
      example.lines(example.span("w59")) == """
        1 | …35 w36 w37 w38 w39 w40 w41 w42 w43 w44 w45 w46 w47 w48 w49 w50 w51 w52 w53 w54 w55 \
        w56 w57 w58 w59
          |                                                                                       \
                  ^^^
        """)
  }

  @Test("No shown line is wider than a hundred columns or ends in a blank, however long the line")
  func widths() {
    for unit in ["x", "日", "é ", "a\t", "😀", "\u{1B}", "e\u{301}"] {
      let example = Example("k: " + String(repeating: unit, count: 5000))
      for lower in [0, 3, 90, 1500, 4999, 5003] {
        for length in [0, 1, 50, 3000] {
          let span = Span(file: example.file, lower: lower, upper: lower + length)
          for line in example.lines(span).split(separator: "\n") {
            #expect(line.last != " ")
            #expect(displayWidth(of: String(line.drop { $0 != "|" }.dropFirst(2))) <= 100)
          }
        }
      }
    }
  }

  @Test("What a study or a file name holds cannot drive the terminal")
  func controls() {
    let example = Example("a: \u{1B}[2J\u{202E}\n", name: "\u{1B}]0;x\u{7}.yaml")
    let text = example.human(
      Diagnostic(
        .syntax, "`\u{1B}[2J\n` is odd", at: example.span("a"), hint: "\u{9B}31m",
        related: [.init("\u{8}", at: example.span("a"))]))
    #expect(
      text == """
        error[syntax]: `\\u{1B}[2J\\n` is odd
         --> \\u{1B}]0;x\\u{7}.yaml:1:1
          |
        1 | a: \\u{1B}[2J\\u{202E}
          | ^
        hint: \\u{9B}31m
        note: \\u{8}
         --> \\u{1B}]0;x\\u{7}.yaml:1:1
          |
        1 | a: \\u{1B}[2J\\u{202E}
          | ^

        """)
  }

  @Test("Thousands of messages about one long line are written at once")
  func many() {
    let example = Example(String(repeating: "é ", count: 500_000))
    let message = ShortMessage(sources: example.sources)
    let human = HumanMessage(sources: example.sources, color: false)
    for number in 0..<2000 {
      let span = Span(file: example.file, lower: number * 600, upper: number * 600 + 2)
      let diagnostic = Diagnostic(.syntax, "x", at: span)
      #expect(message.text(of: diagnostic) == "my.yaml:1:\(number * 400 + 1): error[syntax]: x\n")
      #expect(human.text(of: diagnostic).utf8.count < 1000)
    }
    for number in [1999, 3, 3, 700, 0] {
      let span = Span(file: example.file, lower: number * 600, upper: number * 600)
      let text = message.text(of: Diagnostic(.syntax, "x", at: span))
      #expect(text == "my.yaml:1:\(number * 400 + 1): error[syntax]: x\n")
    }
  }
}

@Suite("Messages for editors and programs")
struct ShortAndJSONTests {
  @Test("A short message is one line")
  func short() {
    let example = Example("é:\n  日本: x\n")
    let short = ShortMessage(sources: example.sources)
    #expect(
      short.text(of: Diagnostic(.anchor, "a\nb", at: example.span("x"), hint: "no"))
        == "my.yaml:2:7: error[anchor]: a\\nb\n")
    #expect(short.text(of: Diagnostic(.note, .syntax, "c")) == "note[syntax]: c\n")
  }

  @Test("A message in JSON has all its parts, escaped, and null for those that it lacks")
  func json() {
    let example = Example("é: |\n  日本\nb\n")
    let json = JSONMessage(sources: example.sources)
    #expect(
      json.text(
        of: Diagnostic(
          .tag, "a \"b\"\n\\\u{1B}\u{202E}😀", at: example.span("|\n  日本"), hint: "h",
          related: [.init("r", at: example.span("b"))])) == """
          {"severity":"error","code":"tag","message":"a \\"b\\"\\n\\\\\\u001B\\u202E😀",\
          "file":"my.yaml","line":1,"column":4,"endLine":2,"endColumn":5,"offset":4,"length":10,\
          "hint":"h","related":[{"message":"r","file":"my.yaml","line":3,"column":1,"endLine":3,\
          "endColumn":2,"offset":15,"length":1}]}

          """)
    #expect(
      json.text(of: Diagnostic(.note, .syntax, "m")) == """
        {"severity":"note","code":"syntax","message":"m","file":null,"line":null,"column":null,\
        "endLine":null,"endColumn":null,"offset":null,"length":null,"hint":null,"related":[]}

        """)
  }
}
