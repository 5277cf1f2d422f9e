import Diagnostics
import StudySyntax
import Testing

@Suite("Reading on behind a mistake")
struct RecoveryTests {
  @Test("All mistakes of a text come in one run, each once and in order")
  func manyMistakes() {
    let text = """
      study BLOOM
      values:
        a: [1, 2
        b: 'it's'
        b: 3
      sites:
        here:
            grid: FR
          pue: 1.2
          name: "x\\q"
      activities:
        - training: x
            site: here
            load: 50 %
        - {evaluation: y, site: here
        - name: see: this
      note: plain  # comment
        more
      last: |
      text
      """
    #expect(
      Reading(text).messages == #"""
        my.yaml:1:1: error[syntax]: `study BLOOM` is not a key with a value
          hint: put a colon behind the key, such as `study: BLOOM`
        my.yaml:3:6: error[unclosed]: this `[` is not closed
          hint: close it with `]`; its lines must be indented deeper than its key
        my.yaml:4:10: error[syntax]: `s'` stands behind the closing quote
          hint: take it away, or write `''` for a quote within the text
        my.yaml:5:3: error[duplicate-key]: the key `b` occurs twice
          hint: take one of them away, or give it another name
          my.yaml:4: first here
        my.yaml:9:5: error[indentation]: `pue: 1.2` is indented by 4 spaces, the lines beside it by 6
          hint: indent lines that belong together alike
        my.yaml:10:13: error[bad-escape]: `\q` is not an escape
          hint: write `\\` for a backslash, or use single quotes, which know no escapes
        my.yaml:13:7: error[indentation]: `site` is indented as if it went on with the text above it
          hint: align it with the key that it stands beside, or put quotes around the text
          my.yaml:12: the text
        my.yaml:15:5: error[unclosed]: this `{` is not closed
          hint: close it with `}`; its lines must be indented deeper than its key
        my.yaml:16:11: error[unquoted-text]: `see: this` holds a colon before a space, which only \#
        text in quotes may
          hint: put quotes around the text, or its second key onto a line of its own
        my.yaml:18:3: error[indentation]: `more` belongs to nothing: the value above it has ended
          hint: a text goes on neither behind a comment nor behind a closing quote or bracket
        my.yaml:20:1: error[indentation]: `text` is not indented deeper than the key of its block \#
        of text
          hint: indent every line of the block
          my.yaml:19: the block starts here

        """#)
  }

  @Test("Beside a mistake the tree is what was likely meant")
  func likelyTree() {
    let cases = [
      ("a: \"x\nb: y\n", #"{"a":"x ","b":"y"}"#),
      ("a: [1, 2\nb: 3\n", #"{"a":["1","2"],"b":"3"}"#),
      ("a:\n    b: 1\n  c: 2\nd: 3\n", #"{"a":{"b":"1","c":"2"},"d":"3"}"#),
      ("- a: 1\n    b: 2\n  c: 3\n", #"[{"a":"1","b":"2","c":"3"}]"#),
      ("a:\n\tb: 1\n\tc: 2\n", #"{"a":{"b":"1","c":"2"}}"#),
      ("a: &x 1\nb: 2\n", #"{"a":"1","b":"2"}"#),
      ("a: 1\na: 2\n", #"{"a":"1"}"#),
      ("a: x\n  so it is: y\n  z\n", #"{"a":"x so it is: y z"}"#),
      ("a: [b, {c: 1]\nd: 2\n", #"{"a":["b",{"c":"1"}],"d":"2"}"#),
      (" a: 1\nb: 2\nc: 3\n", #"{"a":"1","b":"2","c":"3"}"#),
      ("a: [\n1,\n2\n]\nb: 3\n", #"{"a":["1","2"],"b":"3"}"#),
    ]
    for (text, tree) in cases {
      let reading = Reading(text)
      #expect(reading.diagnostics.count == 1, "\(text)")
      #expect(reading.node.map(json) == tree, "\(text)")
    }
  }

  @Test("Reading is given up after a thousand mistakes, and says so")
  func tooMany() {
    let reading = Reading(String(repeating: "a: &b\n", count: 3000))
    #expect(reading.node == nil)
    #expect(reading.diagnostics.count == 1001)
    #expect(reading.diagnostics.last?.message == "reading stopped here, after 1000 mistakes")
  }

  @Test("No cut and no change of a byte makes reading crash or lose its way")
  func mutations() {
    let text = """
      a: "q\\n
        r" # c
      b:
      - {c: [d, 'e''f'], g: h i
        j}
      - - k: |-
            l
          m: >2
              n
      o p: q
        r

        s
      """
    let bytes = Array(text.utf8)
    #expect(Reading(bytes).diagnostics.isEmpty)
    let strange = Array("\n\r\t :-?[]{},#&*!|>'\"%@`\\x~.".utf8) + [0x00, 0x80, 0xC3, 0xFF]
    for index in bytes.indices {
      check(Reading(Array(bytes[..<index])))
      check(Reading(Array(bytes[index...])))
      for byte in strange {
        var changed = bytes
        changed[index] = byte
        check(Reading(changed))
        changed.insert(bytes[index], at: index)
        check(Reading(changed))
      }
    }
    func check(_ reading: Reading) {
      #expect(reading.node != nil || !reading.diagnostics.isEmpty)
      for diagnostic in reading.diagnostics {
        #expect(diagnostic.span.map { $0.upper <= bytes.count + 1 } ?? false)
      }
    }
  }
}
