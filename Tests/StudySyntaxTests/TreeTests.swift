import Diagnostics
import StudySyntax
import Testing

@Suite("Trees")
struct TreeTests {
  @Test("A study becomes a tree in which every piece knows its place")
  func study() {
    let text = """
      # The final training run
      study: BLOOM, final training run   # as published
      values:
        gpu_time: 1_082_990 h
      sites: {jean-zay: {pue: 1.2, grid: "57 gCO2e/kWh"}}
      activities:
        - training: BLOOM 176B
          energy:
            dynamic: gpu_time * 400 W
        -
          evaluation: 'GEM'
      expect:
      - {of: idle + infrastructure,
         is: 14.6 tCO2e}
      note: >
        Über alles
        gefaltet
      none:
      """
    #expect(
      Reading(text).outline == #"""
        2:1-18:6 mapping
          2:1-2:6 "study": 2:8-2:33 plain "BLOOM, final training run"
          3:1-3:7 "values": 4:3-4:24 mapping
            4:3-4:11 "gpu_time": 4:13-4:24 plain "1_082_990 h"
          5:1-5:6 "sites": 5:8-5:52 mapping
            5:9-5:17 "jean-zay": 5:19-5:51 mapping
              5:20-5:23 "pue": 5:25-5:28 plain "1.2"
              5:30-5:34 "grid": 5:36-5:50 double-quoted "57 gCO2e/kWh"
          6:1-6:11 "activities": 7:3-11:22 sequence
            - 7:5-9:32 mapping
              7:5-7:13 "training": 7:15-7:25 plain "BLOOM 176B"
              8:5-8:11 "energy": 9:7-9:32 mapping
                9:7-9:14 "dynamic": 9:16-9:32 plain "gpu_time * 400 W"
            - 11:5-11:22 mapping
              11:5-11:15 "evaluation": 11:17-11:22 single-quoted "GEM"
          12:1-12:7 "expect": 13:1-14:19 sequence
            - 13:3-14:19 mapping
              13:4-13:6 "of": 13:8-13:29 plain "idle + infrastructure"
              14:4-14:6 "is": 14:8-14:18 plain "14.6 tCO2e"
          15:1-15:5 "note": 15:7-17:11 folded "Über alles gefaltet\n"
          18:1-18:5 "none": 18:6-18:6 plain ""

        """#)
  }

  @Test(
    "Collections nest in all accepted forms",
    arguments: [
      ("a: 1\nb: 2\n", #"{"a":"1","b":"2"}"#),
      ("a:\n  b:\n      c: 1\n  d: 2\n", #"{"a":{"b":{"c":"1"},"d":"2"}}"#),
      ("- a\n- b\n", #"["a","b"]"#),
      ("- - a\n  - b\n- - c\n", #"[["a","b"],["c"]]"#),
      ("- a: 1\n  b: 2\n- c: 3\n", #"[{"a":"1","b":"2"},{"c":"3"}]"#),
      ("-   a: 1\n    b: 2\n", #"[{"a":"1","b":"2"}]"#),
      ("-\n  a: 1\n-\n- b\n", #"[{"a":"1"},"","b"]"#),
      ("a:\n- b\n- c:\n  - d\n  e: f\ng: h\n", #"{"a":["b",{"c":["d"],"e":"f"}],"g":"h"}"#),
      ("a:\n  - b\nc:\n", #"{"a":["b"],"c":""}"#),
      ("a:\n\n  # why\n\n  b: 1\n# so\n", #"{"a":{"b":"1"}}"#),
      ("---\na: 1\n", #"{"a":"1"}"#),
      ("# c\n--- # d\n- 1\n", #"["1"]"#),
      ("a: [b, c d, 'e']\n", #"{"a":["b","c d","e"]}"#),
      ("a: [b, c,]\nd: []\ne: {}\n", #"{"a":["b","c"],"d":[],"e":{}}"#),
      ("a: {b: 1, c: [2, {d: 3}],}\n", #"{"a":{"b":"1","c":["2",{"d":"3"}]}}"#),
      ("{a: , b: }\n", #"{"a":"","b":""}"#),
      (#"{"a":1,'b':[2]}"#, #"{"a":"1","b":["2"]}"#),
      ("a: [ # one\n  b # two\n  , c\n  ]\n", #"{"a":["b","c"]}"#),
      ("{\n  \"a\": [\n    1\n  ]\n}\n", #"{"a":["1"]}"#),
      ("\"a b\": 1\n'c': 2\nd e : 3\n", #"{"a b":"1","c":"2","d e":"3"}"#),
      ("a::b: c\n", #"{"a::b":"c"}"#),
      ("\"<<\": 1\n", #"{"<<":"1"}"#),
    ])
  func collections(source: String, tree: String) {
    #expect(Reading(source).json == tree)
  }

  @Test("Line ends of any system and a byte-order mark change nothing")
  func lineEnds() {
    let text = "a: |\n  x\n\n  y\nb: 'p\n  q'\nc: r\n  s\n\n  t\nd:\n- [u,\n  v]\n"
    let tree = #"{"a":"x\n\ny\n","b":"p q","c":"r s\nt","d":[["u","v"]]}"#
    #expect(Reading(text).json == tree)
    for end in ["\r\n", "\r"] {
      let other = text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: end)
      #expect(Reading(other).json == tree)
      #expect(Reading("\u{FEFF}" + other).json == tree)
    }
  }

  @Test("Columns behind a byte-order mark and wide letters count characters")
  func columns() {
    #expect(
      Reading("\u{FEFF}é: 日本\n").outline == """
        1:1-1:6 mapping
          1:1-1:2 "é": 1:4-1:6 plain "日本"

        """)
  }

  @Test("Sixty-four levels are read, sixty-five are refused, and thousands do no harm")
  func depth() {
    func block(_ levels: Int) -> String {
      (0..<levels).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }
    func flow(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    func compact(_ levels: Int) -> String { String(repeating: "- ", count: levels) + "a" }
    for text in [block, flow, compact] {
      #expect(Reading(text(64)).diagnostics.isEmpty)
      for levels in [65, 1000, 5000] {
        let reading = Reading(text(levels))
        #expect(reading.diagnostics.map(\.code) == [.nestedTooDeeply])
        #expect(reading.node == nil)
      }
    }
    #expect(
      Reading(flow(65)).messages == """
        my.yaml:1:65: error[nested-too-deeply]: more than 64 lists and mappings stand within \
        each other here
          hint: a study needs a handful; look for brackets that are not closed

        """)
  }

  @Test("A mapping of many keys is read, and its one duplicate is found")
  func manyKeys() {
    let text = (0..<20_000).map { "key\($0): \($0)\n" }.joined()
    #expect(Reading(text).diagnostics.isEmpty)
    #expect(
      Reading(text + "key7: x\n").messages == """
        my.yaml:20001:1: error[duplicate-key]: the key `key7` occurs twice
          hint: take one of them away, or give it another name
          my.yaml:8: first here

        """)
  }
}
