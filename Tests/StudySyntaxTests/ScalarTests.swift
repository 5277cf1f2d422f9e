import StudySyntax
import Testing

@Suite("Scalars")
struct ScalarTests {
  @Test(
    "Plain text is taken as it stands, its lines folded",
    arguments: [
      ("400 W", "400 W"),
      ("  57 gCO2e/kWh ± 10 %   # a comment", "57 gCO2e/kWh ± 10 %"),
      ("a#b", "a#b"),
      ("http://x.y/z?q=1,2", "http://x.y/z?q=1,2"),
      ("-5 .. 7", "-5 .. 7"),
      ("it's [so] {here} \"and\" `there` & * !", "it's [so] {here} \\\"and\\\" `there` & * !"),
      ("one\n  two\n  three", "one two three"),
      ("one\n\n  two\n \n\n   three  ", "one\\ntwo\\n\\nthree"),
      ("one\n  - two\n  & three", "one - two & three"),
      ("\n  one\n two", "one two"),
      ("---", "---"),
    ])
  func plain(source: String, text: String) {
    #expect(Reading("k: \(source)\n").json == "{\"k\":\"\(text)\"}")
    #expect(Reading("- \(source)\n").json == "[\"\(text)\"]")
  }

  @Test(
    "Quoted text knows escapes and folds its lines",
    arguments: [
      (#"'it''s'"#, "it's"),
      (#"'a\n "b"'"#, #"a\\n \"b\""#),
      (#"''"#, ""),
      (#""""#, ""),
      (#""\0\a\b\t\n\v\f\r\e\ \"\/\\""#, #"\u0000\u0007\u0008\t\n\u000B\u000C\r\u001B \"/\\"#),
      (#""\N\_\L\P""#, "\\u0085\u{A0}\\u2028\\u2029"),
      (#""\x41\u00e9\U0001F600""#, "Aé😀"),
      ("\"a\\\tb\tc\"", #"a\tb\tc"#),
      ("\"a  \n   b\n\n  c\n\n\n  d  \"", #"a b\nc\n\nd  "#),
      ("'  a\n  b'", "  a b"),
      ("\"a \\\n   b\\\n\n  \\ c\"", #"a b\n c"#),
      ("\"a\n  \"", "a "),
      ("'a: b # c'", "a: b # c"),
    ])
  func quoted(source: String, text: String) {
    #expect(Reading("k: \(source)\n").json == "{\"k\":\"\(text)\"}")
    #expect(Reading("k: [\(source)]\n").json == "{\"k\":[\"\(text)\"]}")
    #expect(Reading("k: \(source) # c\n").json == "{\"k\":\"\(text)\"}")
  }

  @Test(
    "Blocks of text keep or fold their lines, and chomp their ends as told",
    arguments: [
      ("|\n  a\n   b\n\n  c\n\n", #"a\n b\n\nc\n"#),
      ("|-\n  a\n\n", "a"),
      ("|+\n  a\n\n", #"a\n\n"#),
      ("|\n  a", "a"),
      ("| # c\n  a # not a comment\n  b: c\n", #"a # not a comment\nb: c\n"#),
      ("|2\n    a\n   b\n", #"  a\n b\n"#),
      ("|1-\n\n  a\n", #"\n a"#),
      ("|\n\n\n  a\n", #"\n\na\n"#),
      (">\n  a\n  b\n\n  c\n", #"a b\nc\n"#),
      (">\n  a\n   more\n  b\n\n\n  c\n", #"a\n more\nb\n\nc\n"#),
      (">-\n  a\n  \tb\n  c\n", #"a\n\tb\nc"#),
      (">+\n  a\n\n\n", #"a\n\n\n"#),
      ("|\n", ""),
      ("|+\n\n", #"\n"#),
      ("|\n  a\n    \n  b\n", #"a\n  \nb\n"#),
    ])
  func blocks(source: String, text: String) {
    #expect(Reading("k: \(source)").json == "{\"k\":\"\(text)\"}")
    #expect(Reading("- \(source)").json == "[\"\(text)\"]")
  }

  @Test("A block of text ends where a line is less indented")
  func blockEnds() {
    #expect(
      Reading("a: |\n  x\n# c\nb:\n  - >-\n   y\n   z\n  - w\n").json
        == #"{"a":"x\n","b":["y z","w"]}"#)
  }

  @Test("Text in flow collections folds, and ends at their punctuation")
  func flow() {
    #expect(
      Reading("a: [x\n  y, http://z, b:c, {k: v w\n\n  u}]\n").json
        == #"{"a":["x y","http://z","b:c",{"k":"v w\nu"}]}"#)
  }
}
