import Quantities
import Testing

@testable import Inventories

@Suite("Parts and wholes")
struct PartsTests {
  @Test("Parts are held whenever their whole is, and nested parts multiply")
  func nested() {
    // 3 racks × 10 h; 4 nodes a rack, 8 GPUs a node, 2 CPUs a node, 1 fan a GPU
    let made = Resolved(
      study(
        equipment: """
          rack: {embodied: 1 kgCO2e, parts: {node: 4}}
          node: {embodied: 1 kgCO2e, parts: {gpu: 8, cpu: 2}}
          gpu: {power: 400 W, parts: {fan: 1}}
          cpu: {power: 200 W}
          fan: {power: 5 W}
          """, held: "{rack: {count: 3, duration: 10 h, busy: 50 %, load: 80 %}}"))
    #expect(made.errors == [])
    #expect(
      made.holdings == [
        "rack: 30 h held, 15 h busy, load 0.8", "node: 120 h held, 60 h busy, load 0.8",
        "gpu: 960 h held, 480 h busy, load 0.8", "fan: 960 h held, 480 h busy, load 0.8",
        "cpu: 240 h held, 120 h busy, load 0.8",
      ])
  }

  @Test("The same part in two wholes is two items, each with a name of its own")
  func twoWholes() {
    let made = Resolved(
      study(
        equipment: """
          a: {embodied: 1 kgCO2e, parts: {gpu: 2}}
          b: {embodied: 1 kgCO2e, parts: {gpu: 4}}
          gpu-2: {power: 1 W}
          gpu: {power: 400 W}
          """, held: "{a: 1 h, b: 1 h, gpu-2: 1 h}"))
    #expect(made.errors == [])
    #expect(
      made.holdings == [
        "a: 1 h held", "gpu: 2 h held", "b: 1 h held", "gpu-3: 4 h held", "gpu-2: 1 h held",
      ])
  }

  @Test("An entry that is like another has its parts, with its own numbers over the base's")
  func inheritedParts() {
    let made = Resolved(
      study(
        equipment: """
          small: {is: large, parts: {gpu: 4}}
          large: {embodied: 1 kgCO2e, parts: {fan: 6, gpu: 8}}
          gpu: {power: 400 W}
          fan: {power: 5 W}
          """, held: "{small: 1 h}"))
    #expect(made.holdings == ["small: 1 h held", "fan: 6 h held", "gpu: 4 h held"])
  }

  @Test("What a whole includes adds nothing")
  func includes() {
    let made = Resolved(
      study(
        equipment: "dgx: {power: 6500 W, includes: {gpu: 8}}\ngpu: {power: 400 W}",
        held: "{dgx: 1 h}"))
    #expect(made.errors == [])
    #expect(made.holdings == ["dgx: 1 h held"])
  }

  @Test("A part beside its whole is refused, however deep it lies in it")
  func partBesideWhole() {
    let equipment = """
      rack: {parts: {dgx: 4}}
      dgx: {power: 6500 W, includes: {gpu: 8}}
      gpu: {power: 400 W}
      """
    #expect(
      Resolved(study(equipment: equipment, held: "{dgx: 1 h, gpu: 8 h}")).errors == [
        "8:27: error[part-beside-whole]: `gpu` is held beside `dgx`, which holds it"
      ])
    #expect(
      Resolved(study(equipment: equipment, held: "{gpu: 8 h, rack: 1 h}")).errors == [
        "8:17: error[part-beside-whole]: `gpu` is held beside `rack`, which holds it"
      ])
    #expect(
      Resolved(
        study(
          equipment: "dgx: {parts: {gpu: 8}, includes: {gpu: 8}}\ngpu: {power: 1 W}",
          held: "{dgx: 1 h}")
      ).errors == [
        "3:17: error[part-beside-whole]: `dgx` has `gpu` both as a part and in its figures"
      ])
  }

  @Test("An entry that is described by itself is refused, and its whole chain is told")
  func cycles() {
    #expect(
      Resolved(study(equipment: "a: {is: b}\nb: {is: c}\nc: {is: a}", held: "{a: 1 h}")).errors == [
        "5:11: error[cycle]: equipment is described by itself: `a` → `b` → `c` → `a`"
      ])
    #expect(
      Resolved(study(equipment: "a: {parts: {a: 2}}", held: "{a: 1 h}")).errors == [
        "3:15: error[cycle]: equipment is described by itself: `a` → `a`"
      ])
    let hidden = Resolved(study(equipment: "nvidia-l4: {is: nvidia-l4}", held: "{nvidia-l4: 1 h}"))
    #expect(
      hidden.errors == [
        "3:19: error[cycle]: equipment is described by itself: `nvidia-l4` → `nvidia-l4`"
      ])
    #expect(hidden.hints == ["own names win over the catalogue's: give the entry another name"])
  }

  @Test("An unknown name is refused once, with the nearest known one")
  func unknown() {
    let made = Resolved(study(equipment: "gpu: {is: nvidia-a100-sxm4-80g}", held: "{gpu: 1 h}"))
    #expect(
      made.errors == [
        "3:13: error[unknown-equipment]: `nvidia-a100-sxm4-80g` is neither an entry under `equipment:` nor in the catalogue"
      ])
    #expect(made.hints == ["did you mean `nvidia-a100-sxm4-80gb`?"])
    let own = Resolved(study(equipment: "node: {power: 1 W}", held: "{nod: 1 h}"))
    #expect(own.hints == ["did you mean `node`?"])
    let grid = Resolved(study(equipment: "", held: "{FR: 1 h}"))
    #expect(grid.errors.count == 1, "a grid is no equipment")
  }

  @Test("Wholes within wholes without end, or by the thousand, are refused and do not crash")
  func sizes() {
    let chain = (0..<5000).map { "e\($0): {is: e\($0 + 1)}" }.joined(separator: "\n")
    #expect(
      Resolved(study(equipment: chain + "\ne5000: {power: 1 W}", held: "{e0: 1 h}")).errors.count
        == 1)
    var levels = ""
    for level in 0..<8 {
      for item in 0..<8 {
        let parts = (0..<8).map { "p\(level + 1)x\($0): 1" }.joined(separator: ", ")
        levels += "p\(level)x\(item): {power: 1 W, parts: {\(parts)}}\n"
      }
    }
    for item in 0..<8 { levels += "p8x\(item): {power: 1 W}\n" }
    let made = Resolved(study(equipment: levels, held: "{p0x0: 1 h}"))
    #expect(made.errors.count == 1)
    #expect(made.inventory.activities[0].holdings.count <= 1001)
  }
}
