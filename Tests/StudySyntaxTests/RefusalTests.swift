import Diagnostics
import StudySyntax
import Testing

@Suite("What is not in the language")
struct RefusalTests {
  @Test(
    "Each construct is refused by name, with what to do instead",
    arguments: [
      (
        "a: &x 1\n",
        "1:4: error[anchor]: `&x` is an anchor; anchors are not part of the study language",
        "name the quantity under `values:` and use its name, or quote text that starts with `&`"
      ),
      (
        "a: *x\n",
        "1:4: error[alias]: `*x` is an alias; aliases are not part of the study language",
        "name the quantity under `values:` and use its name, or quote text that starts with `*`"
      ),
      (
        "<<: *x\nb: 1\n",
        "1:1: error[merge-key]: merge keys are not part of the study language",
        "write the entries out, or name shared quantities under `values:`"
      ),
      (
        "a: !!str b\n",
        "1:4: error[tag]: `!!str` is a tag; tags are not part of the study language",
        "take it away, or quote text that starts with `!`"
      ),
      (
        "%YAML 1.2\n---\na: 1\n",
        "1:1: error[directive]: `%YAML 1.2` is a directive, which is not part of the study language",
        "take the line away"
      ),
      (
        "a: 1\n---\nb: 1\n",
        "2:1: error[several-documents]: `---` starts a second document; a study is one document",
        "put each study into a file of its own"
      ),
      (
        "a: 1\n...\n",
        "2:1: error[several-documents]: `...` ends a document; a study ends with its file",
        "take the line away"
      ),
      (
        "--- a\n",
        "1:5: error[several-documents]: `---` must stand alone on its line",
        "start the study on the next line"
      ),
      (
        "a:\n\tb: 1\n\tc:\n\t\td: 2\n",
        "2:1: error[tab-indentation]: lines are indented by spaces, not by tabs",
        "replace the tabs at the starts of all lines by spaces"
      ),
      (
        "a:\tb\tc\n",
        "1:3: error[tab-indentation]: a tab may stand only in quotes, in blocks of text and in "
          + "comments",
        "use spaces"
      ),
      (
        "? a\n: b\nc: 1\n",
        "1:1: error[key-form]: explicit keys (`? `) are not part of the study language",
        "write `key: value`"
      ),
      (
        "[a]: 1\nb: 2\n",
        "1:1: error[key-form]: a list or mapping cannot be a key",
        "write a text before the colon; text that starts with a bracket needs quotes"
      ),
      (
        "\"a\n b\": 1\nc: 2\n",
        "1:1: error[key-form]: a key and its colon must stand on one line",
        "join the lines"
      ),
      (
        ": 1\na: 2\n",
        "1:1: error[key-form]: nothing stands before the colon",
        "write a key before it, or put quotes around text that starts with a colon"
      ),
      (
        "a: {b, c: 1}\n",
        "1:5: error[key-form]: `b` stands in a mapping without a value",
        "write `b: …`, or a list in `[ ]`"
      ),
      (
        "a: {b:1}\n",
        "1:5: error[key-form]: `b:1` stands in a mapping without a value",
        "put a space behind the colon: `b: 1`"
      ),
      (
        "a: @b\n",
        "1:4: error[unquoted-text]: text without quotes may not start with `@`",
        "put quotes around the text"
      ),
      (
        "a: `b`\n",
        "1:4: error[unquoted-text]: text without quotes may not start with a backtick",
        "put quotes around the text"
      ),
      (
        "a: b: c\n",
        "1:4: error[unquoted-text]: `b: c` holds a colon before a space, which only text in quotes "
          + "may",
        "put quotes around the text, or its second key onto a line of its own"
      ),
      (
        "a: {b: c: d}\n",
        "1:8: error[unquoted-text]: `c: d` holds a colon that only text in quotes may hold",
        "put quotes around the text, or a comma before the next key"
      ),
      (
        "a: [b: c, d]\n",
        "1:5: error[unquoted-text]: `b:` looks like a key in a list",
        "put quotes around text that holds a colon, or braces around the entry"
      ),
      (
        "a: [b? c]\n",
        "1:5: error[unquoted-text]: `b?` holds `?`, which within brackets needs quotes",
        "put quotes around the text"
      ),
      (
        "a: \"b\"#c\n",
        "1:7: error[unquoted-text]: a comment needs a space before its `#`",
        "put a space there, or quotes around a text that holds `#`"
      ),
      (
        "a: \"b\nc: d\n",
        "1:4: error[unclosed]: this quote is not closed",
        "close it; further lines of the text must be indented deeper than its key"
      ),
      (
        "a: [b, c\nd: e\n",
        "1:4: error[unclosed]: this `[` is not closed",
        "close it with `]`; its lines must be indented deeper than its key"
      ),
      (
        #"a: "b\q""# + "\n",
        #"1:6: error[bad-escape]: `\q` is not an escape"#,
        #"write `\\` for a backslash, or use single quotes, which know no escapes"#
      ),
      (
        #"a: "\u12""# + "\n",
        #"1:5: error[bad-escape]: `\u12` is not followed by enough hexadecimal digits"#,
        "write 4 of them behind the letter, leading zeros included"
      ),
      (
        #"a: "\ud83d""# + "\n",
        #"1:5: error[bad-escape]: `\ud83d` is not a Unicode character"#,
        #"write the character itself, or `\U` with eight digits, instead of a surrogate pair"#
      ),
      (
        "a: \u{1B}\n",
        "1:4: error[control-character]: the control character U+001B may not stand in a study",
        #"take it away, or write `\x1B` in double quotes"#
      ),
      (
        "a: b\u{85}\n",
        "1:5: error[control-character]: U+0085 is a line break to some readers and text to others",
        #"take it away, or write `\x85` in double quotes"#
      ),
      (
        "a: b\u{2028}\n",
        "1:5: error[control-character]: U+2028 is a line break to some readers and text to others",
        #"take it away, or write `\u2028` in double quotes"#
      ),
      (
        "# nothing\n\n",
        "1:1: error[empty-file]: the file holds no study",
        "`cradle new` writes one to start from"
      ),
    ])
  func constructs(source: String, message: String, hint: String) {
    #expect(Reading(source).messages == "my.yaml:\(message)\n  hint: \(hint)\n")
  }

  @Test("Invalid UTF-8 is named by byte and offset")
  func invalidUTF8() {
    #expect(
      Reading(Array("a: caf".utf8) + [0xE9, 0x0A]).messages == """
        my.yaml:1:7: error[invalid-utf8]: byte 6 of the file, 0xE9, is not UTF-8 text
          hint: save the file as UTF-8

        """)
    #expect(
      Reading([0xFF, 0xFE, 0x61, 0x00]).messages == """
        my.yaml:1:1: error[invalid-utf8]: byte 0 of the file, 0xFF, is not UTF-8 text
          hint: the file seems to be UTF-16; save it as UTF-8

        """)
    let malformed: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ]
    for bytes in malformed {
      #expect(Reading(Array("a: ".utf8) + bytes).diagnostics.map(\.code) == [.invalidUTF8])
    }
    for scalar in ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{10FFFF}"] {
      let codes = Reading("a: \(scalar)").diagnostics.map(\.code)
      #expect(codes == (scalar == "\u{80}" ? [.controlCharacter] : []))
    }
  }

  @Test("A file over 16 MiB is not read, one of 16 MiB is")
  func size() {
    let most = StudyParser.mostBytes
    let padding = [UInt8](repeating: 0x23, count: most - 5)
    #expect(Reading(Array("a: 1\n".utf8) + padding).json == #"{"a":"1"}"#)
    #expect(
      Reading(Array("a: 12\n".utf8) + padding).messages == """
        my.yaml:1:1: error[too-large]: the file has 16777217 bytes; a study has at most 16777216
          hint: keep measurements in logs of their own, beside the study

        """)
  }

  @Test("A key may be 1024 bytes from its colon, not more")
  func longKeys() {
    let key = String(repeating: "k", count: 1024)
    #expect(Reading("\(key): 1\n").diagnostics.isEmpty)
    for text in ["\(key)k: 1\n", "\(key) : 1\n", "'\(key)': 1\n", "{\(key)k: 1}\n"] {
      #expect(Reading(text).diagnostics.map(\.code) == [.keyForm])
    }
  }

  @Test("What readers of YAML disagree about is refused")
  func disagreements() {
    let cases: [(String, Code)] = [
      ("a: [\nb\n]\n", .indentation),
      ("a: 'b\nc'\n", .indentation),
      ("a: {k:[1]}\n", .unquotedText),
      ("a: |\n \tb\n", .tabIndentation),
      ("a: |\n    \n  b\n", .indentation),
      ("a: [-]\n", .unquotedText),
      ("a: {k : :x}\n", .unquotedText),
      ("a:\n|\n  b\n", .indentation),
      ("a: b\u{FEFF}\n", .controlCharacter),
      ("a: \"b\u{7F}\"\n", .controlCharacter),
      ("a: {b\n  : c}\n", .keyForm),
    ]
    for (text, code) in cases {
      #expect(Reading(text).diagnostics.first?.code == code, "\(text)")
    }
  }
}
