import Testing

@testable import Factors

@Suite("Nearest names")
struct NearestTests {
  static let keys = [
    "study", "cite", "values", "sites", "equipment", "activities", "expect", "power", "idle",
    "embodied", "lifetime", "utilization", "load", "repeat", "delivers", "energy", "emissions",
  ]

  @Test(
    "A slip of the pen is understood",
    arguments: [
      ("equipement", ["equipment"]), ("lifetme", ["lifetime"]), ("pwoer", ["power"]),
      ("utilisation", ["utilization"]), ("Embodied", ["embodied"]), ("life-time", ["lifetime"]),
      ("activity", ["activities"]), ("site", ["cite", "sites"]), ("util", ["utilization"]),
    ])
  func slips(name: String, meant: [String]) {
    #expect(
      Array(nearest(to: name, among: Self.keys).prefix(meant.count)).sorted() == meant.sorted())
  }

  @Test(
    "Nonsense gets no suggestion",
    arguments: ["xyzzy", "", " ", "-", "q", "colour", "temperature", "emb", "🦩", "0000000"])
  func nonsense(name: String) {
    #expect(nearest(to: name, among: Self.keys) == [])
  }

  @Test("No more names are given than asked for, and none twice")
  func limit() {
    #expect(
      nearest(to: "load", among: ["loads", "load", "loads", "lead", "laod"], limit: 2) == [
        "load", "loads",
      ])
    #expect(nearest(to: "load", among: ["loads", "loads"]) == ["loads"])
    #expect(nearest(to: "load", among: Self.keys, limit: 0) == [])
    #expect(nearest(to: "load", among: []) == [])
  }

  @Test("Names of any length are compared in little time")
  func longNames() {
    let long = String(repeating: "ab", count: 100_000)
    #expect(nearest(to: long, among: [long + "c", "power"]) == [long + "c"])
  }

  @Test("The distance counts letters missing, added, replaced and swapped, and digits twice")
  func distance() {
    func distance(_ first: String, _ second: String) -> Int {
      editDistance(Array(first.utf8), Array(second.utf8))
    }
    #expect(distance("", "") == 0)
    #expect(distance("power", "power") == 0)
    #expect(distance("power", "powr") == 1)
    #expect(distance("power", "powder") == 1)
    #expect(distance("power", "tower") == 1)
    #expect(distance("power", "pwoer") == 1)
    #expect(distance("", "abc") == 3)
    #expect(distance("h100", "h200") == 2)
    let names = ["", "a", "ab", "ba", "abc", "a1", "h100", "h200", "power", "pwoer"]
    for first in names {
      for second in names {
        #expect(distance(first, second) == distance(second, first))
        #expect((distance(first, second) == 0) == (first == second))
      }
    }
  }

  @Test(
    "A missed entry of the catalogue suggests its neighbours by name",
    arguments: [
      ("A100", ["nvidia-a100-sxm4-80gb", "nvidia-a100-pcie-40gb", "nvidia-a100-pcie-80gb"]),
      (
        "nvidia h100",
        ["nvidia-h100-nvl", "nvidia-h100-pcie-80gb", "nvidia-h100-sxm5-80gb"]
      ),
      ("nvidia-h200-sxm", ["nvidia-h200-sxm-141gb", "nvidia-b200", "nvidia-a800-sxm"]),
      ("nvidia-h200-nvl", ["nvidia-h200-sxm-141gb", "nvidia-h100-nvl"]),
      ("nvidia-b300-sxm", ["nvidia-b300", "nvidia-b200", "nvidia-a800-sxm"]),
      ("B300A", ["nvidia-b300"]),
      (
        "V100",
        [
          "nvidia-tesla-v100-sxm2-16gb", "nvidia-tesla-v100-sxm2-32gb",
          "nvidia-tesla-v100-sxm3-32gb",
        ]
      ),
      ("gcp/us-centrl1", ["gcp/us-central1", "gcp/me-central1", "gcp/us-central2"]),
      ("dell r740 server", ["dell-poweredge-r740", "dell-r740-cpus", "dell-r740-ssds"]),
      ("Grmany", ["DE", "azure/germanynorth", "azure/germanywestcentral"]),
      ("jean-zai", ["jean-zay"]), ("nvidia foo", []), ("xyzzy", []), ("zz", []),
    ])
  func catalogue(name: String, meant: [String]) {
    #expect(FactorCatalog.embedded.nearest(to: name) == meant)
  }

  @Test("Suggestions can be kept to some kinds")
  func kinds() {
    let catalogue = FactorCatalog.embedded
    #expect(catalogue.nearest(to: "Frnace") == ["FR", "azure/francecentral", "azure/francesouth"])
    #expect(catalogue.nearest(to: "Frnace", kinds: [.grid]) == ["FR"])
    #expect(catalogue.nearest(to: "Frnace", kinds: [.server, .site]) == [])
    #expect(
      catalogue.nearest(to: "A100", kinds: [.accelerator], limit: 1) == ["nvidia-a100-sxm4-80gb"])
  }

  @Test("Within a reach only those are named that are nearly as likely as the first")
  func reach() {
    func near(_ name: String) -> [String] {
      FactorCatalog.embedded.nearest(to: name, within: 0.05)
    }
    #expect(near("nvidia-h200-sxm") == ["nvidia-h200-sxm-141gb"])
    #expect(near("nvidia-a100-smx4-80gb") == ["nvidia-a100-sxm4-80gb"])
    #expect(
      near("nvidia-h100") == [
        "nvidia-h100-nvl", "nvidia-h100-pcie-80gb", "nvidia-h100-sxm5-80gb",
      ])
  }

  @Test("A name that begins others comes before a slip of the pen, unless it cuts a number")
  func beginnings() {
    #expect(
      nearest(to: "gpu-a10", among: ["gpu-b10", "gpu-a100", "gpu-a10-24gb", "gpu-a10g"], limit: 2)
        == ["gpu-a10-24gb", "gpu-a10g"])
  }

  @Test("The question names one, two or three")
  func question() {
    #expect(didYouMean([]) == nil)
    #expect(didYouMean(["a"]) == "did you mean `a`?")
    #expect(didYouMean(["a", "b"]) == "did you mean `a` or `b`?")
    #expect(didYouMean(["a", "b", "c"]) == "did you mean `a`, `b` or `c`?")
  }
}
