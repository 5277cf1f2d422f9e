/// What is written about the models of embodied figures: the inventory applies them where a study
/// asks for one, and ``EmbodiedByAmortization`` shares out what they come to.
enum EmbodiedModels {
  static let dieArea = RuleEntry(
    id: "embodied-die-area", title: "Embodied figure from the area of a die",
    formula:
      "embodied figure = die area × (fab grid × fab energy + gases + materials) / yield + memory × its carbon by size + packaging",
    applies: "where a study writes `embodied: {model: act}`",
    about: """
      Fab energy, gases and materials are those of the process node, by area. The area, the node \
      and the size of the memory are the study's, or else the catalogue's; what neither knows is \
      an error, never zero. The yield (87.5 %), the grid of the fab (Taiwan), the memory by size \
      and one package of 150 g are assumed unless the study states them; its `fab` stands in place \
      of the node. Board, cooler and casing are not in it, so that it is a lower bound for a card.
      """,
    sources: [
      ("gupta2022", "the equations of E_CF, E_SoC and E_DRAM"),
      ("li2023", "the embodied carbon of GPUs"),
    ])

  static let parts = RuleEntry(
    id: "embodied-parts", title: "Embodied figure from a base and parts",
    formula:
      "embodied figure = base + number × figure of each part + size × figure by size of memory and disks",
    applies: "where a study writes `embodied: {model: parts}`",
    about: """
      The base is what the parts are put into: mainboard, chassis and power supply; without a \
      `base` it is the figure of what the entry `is`. A part is a number of devices of another \
      entry, an amount of data of memory or disks, or the emissions themselves. Devices counted as \
      parts are in the figure, so they cannot be held beside it.
      """,
    sources: [
      ("davy2021", "chapter 5, the naive proposal for server hardware"),
      ("faiz2024", "the model of embodied carbon"),
    ])

  static let entries = [dieArea, parts]
}
