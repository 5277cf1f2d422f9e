import Diagnostics
import StudySyntax
import TestSupport
import Testing

@testable import Studies

@Suite("What --set replaces")
struct StudyPathTests {
  private static let text = """
    study: S
    values: {gpu_time: 5 h}
    sites:
      jean-zay: {grid: 57 gCO2e/kWh}
      data.center.fr: {pue: 1.2, grid: {value: 5 gCO2e/kWh, note: old}}
    equipment: {gpu: {power: 400 W}}
    activities:
      - training: BLOOM 176B
        site: jean-zay
        equipment: {gpu: gpu_time}
      - training: GPT-3.5
        repeat: 1
      - {stage: mine, name: Odd One, repeat: 1}
      - evaluation: BLOOM 176B
        repeat: 1
      - inference: Only
    empty:
    """

  /// The tree after a change as compact JSON, or the message with its hint.
  private static func set(_ path: String, _ value: String = "new") -> String {
    var reading = StudyText(text)
    guard let tree = reading.tree else { return "no tree" }
    let file = reading.sources.add(SourceText(name: "--set", bytes: Array(value.utf8)))
    var diagnostics: [Diagnostic] = []
    guard let node = StudyParser.parse(file, in: reading.sources, diagnostics: &diagnostics) else {
      return "no value"
    }
    let span = Span(file: file, lower: 0, upper: 0)
    guard let changed = tree.setting(path, at: span, to: node, diagnostics: &diagnostics) else {
      return diagnostics.map { "\($0.code.rawValue): \($0.message); \($0.hint ?? "no hint")" }
        .joined(separator: "\n")
    }
    return difference(json(of: tree), json(of: changed))
  }

  /// What stands in the second text in place of what stands in the first, with some letters around.
  private static func difference(_ old: String, _ new: String) -> String {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    return "\(old.dropFirst(start).dropLast(end)) → \(new.dropFirst(start).dropLast(end))"
  }

  @Test("A value is replaced by the names that lead to it")
  func replacing() {
    #expect(
      Self.set("sites.jean-zay.grid", "394gCO2e/kWh") == "".withRest("57 gCO2e/kWh", "394gCO2e/kWh")
    )
    #expect(Self.set("values.gpu_time", "7 h") == "5 → 7")
    #expect(Self.set("equipment.gpu.power", "300 W") == "4 → 3")
    #expect(Self.set("study", "T") == "S → T")
    #expect(Self.set("equipment.gpu", "{power: 300 W, name: x}") == "400 W → 300 W\",\"name\":\"x")
  }

  @Test("An activity is found by its name, its slug, or its stage and name")
  func activities() {
    for name in ["only", "Only", "inference/only", "inference/Only"] {
      #expect(Self.set("activities.\(name).site", "x") == " → ,\"site\":\"x\"", "\(name)")
    }
    for name in ["odd-one", "Odd One", "mine/odd-one"] {
      #expect(Self.set("activities.\(name).repeat", "2") == "1 → 2", "\(name)")
    }
    #expect(Self.set("activities.training/bloom-176b.equipment.gpu", "9 h") == "gpu_time → 9 h")
    #expect(Self.set("activities.evaluation/BLOOM 176B.repeat", "4") == "1 → 4")
  }

  @Test("A name with points in it is found as it stands")
  func points() {
    #expect(Self.set("sites.data.center.fr.pue", "1.3") == "2 → 3")
    #expect(Self.set("sites.data.center.fr.grid.note", "new") == "old → new")
    #expect(Self.set("activities.GPT-3.5.repeat", "2") == "1 → 2")
    #expect(Self.set("activities.training/gpt-3-5.repeat", "2") == "1 → 2")
  }

  @Test("A last name that is not there yet is added, and a top-level key with it")
  func adding() {
    #expect(Self.set("sites.jean-zay.pue", "1.2") == " → ,\"pue\":\"1.2\"")
    #expect(Self.set("values.more", "1 h") == " → ,\"more\":\"1 h\"")
    #expect(Self.set("note", "hello") == " → ,\"note\":\"hello\"")
    #expect(Self.set("sources.own", "a report") == " → ,\"sources\":{\"own\":\"a report\"}")
    #expect(Self.set("empty.x", "1") == "\"\" → {\"x\":\"1\"}")
  }

  @Test("A path that leads nowhere is refused, with the nearest name")
  func nowhere() {
    #expect(
      Self.set("sites.jean-zai.grid")
        == "unknown-path: `sites` has nothing named `jean-zai`; did you mean `sites.jean-zay`?")
    #expect(
      Self.set("site.jean-zay.grid")
        == "unknown-path: the study has nothing named `site`; did you mean `sites`?")
    #expect(
      Self.set("study.name")
        == "unknown-path: `study` has nothing named `name`; it is one value; set `study` itself")
    #expect(
      Self.set("activities.xyz.repeat").hasPrefix(
        "unknown-path: `activities` has nothing named `xyz`; it has `bloom-176b`"))
    #expect(
      Self.set("activities.bloom-176b.repeat")
        == "unknown-path: `activities` has 2 items named `bloom-176b`; name the stage too: `training/bloom-176b` or `evaluation/bloom-176b`"
    )
    for path in ["", ".", "sites.", ".sites", "sites..grid"] {
      #expect(
        Self.set(path)
          == "unknown-path: `\(path)` is no path of names; write names with points between them, such as `sites.jean-zay.grid`"
      )
    }
  }

  private static let slugs: [(String, String)] = [
    ("BLOOM 176B", "bloom-176b"), ("GPT-3.5", "gpt-3-5"), ("  a  b  ", "a-b"), ("___", "unnamed"),
    ("", "unnamed"), ("Été", "été"), ("ÉTÉ 2", "été-2"), ("模型", "模型"), ("a/b", "a-b"),
    ("🦩", "unnamed"),
    ("a--b", "a-b"), ("-a-", "a"), ("A1b2", "a1b2"),
  ]

  @Test("A name becomes a part of an id: lower case, single hyphens", arguments: slugs)
  func slugging(name: String, part: String) {
    #expect(slug(name) == part)
    #expect(slug(part) == part, "and stays what it is")
  }
}

extension String {
  /// The difference of two values whose ends agree, written out.
  fileprivate func withRest(_ old: String, _ new: String) -> String {
    let end = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    return "\(old.dropLast(end)) → \(new.dropLast(end))"
  }
}
