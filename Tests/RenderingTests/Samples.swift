import Documents

/// What the tests render.
enum Samples {
  /// The processes of BLOOM's final training run, as its authors print them.
  static let processes = Table(
    name: "processes",
    caption: ["Emissions of the final training run, by process"],
    columns: [
      Table.Column(["Process"]),
      Table.Column(["Energy"], unit: "MWh", .decimal),
      Table.Column(["Emissions"], unit: "tCO2e", .decimal),
      Table.Column(["Share"], unit: "%", .decimal),
      Table.Column(["Sources"]),
    ],
    rows: [
      Table.Row([
        .text(["Dynamic"]), .number("433"), .number("24.7"), .number("48.9"),
        .text([.cite("luccioni2023")]),
      ]),
      Table.Row([
        .text(["Idle"]), .number("180"), .number("10.3"), .number("20.4"),
        .text([.cite("luccioni2023")]),
      ]),
      Table.Row([
        .text(["Infrastructure"]), .number("76.1"), .number("4.34"), .number("8.6"), .blank,
      ]),
      Table.Row([.text(["Embodied"]), .none, .number("11.2"), .number("22.2"), .blank]),
      Table.Row(
        [.text(["GPUs"]), .none, .number("3.64"), .number("7.2"), .blank], role: .detail),
      Table.Row(
        [.text(["nodes"]), .none, .number("7.58"), .number("15.0"), .blank], role: .detail),
      Table.Row(
        [.text(["Total"]), .number("690"), .number("50.5"), .number("100"), .blank], role: .total),
    ],
    notes: [["Figures are rounded singly and need not add up."]])

  /// Studies beside each other, some of them incomplete, with figures of many sizes.
  static let comparison = Table(
    name: "comparison",
    caption: ["Published footprints beside each other, within the boundary full"],
    columns: [
      Table.Column(["Study"]),
      Table.Column(["Hardware"]),
      Table.Column(["Dynamic"], unit: "tCO2e", .decimal),
      Table.Column(["Full"], unit: "tCO2e", .decimal),
      Table.Column(["Grid intensity"], unit: "gCO2e/kWh", .decimal),
    ],
    rows: [
      Table.Row([
        .text(["BLOOM, final training run"]),
        .text(["384 × NVIDIA A100 SXM4 80 GB in HPE Apollo 6500 Gen10 Plus nodes"]),
        .number("24.7"), .number("50.5"), .number("57"),
      ]),
      Table.Row([
        .text(["GPT-3"]), .text(["10,000 × NVIDIA V100"]), .number("502"),
        .number("552", atLeast: true), .number("429"),
      ]),
      Table.Row([
        .text([.tone(.caution, "A study with a long name: 大規模言語モデル")]), .text(["not said"]), .none,
        .number("1234.5", atLeast: true), .number("0.5"),
      ]),
    ],
    notes: [
      [
        "A figure behind ≥ is a lower bound: the study leaves out a process of the boundary, and ",
        .code("compare"), " does not rank it.",
      ]
    ])

  /// The embodied emissions of the nodes, down to the study.
  static let derivation = [
    Equation(
      .name("embodied, node"), .equals,
      .quotient(
        .product([.name("embodied"), .name("device-time")]),
        .product([.name("lifetime"), .name("utilization")])),
      note: ["rule ", .code("embodied-amortization")]),
    Equation(
      nil, .equals,
      .quotient(
        .product([
          .quantity("2500", unit: "kgCO2e"), .quotient(.name("gpu_time"), .quantity("8", unit: "")),
        ]),
        .product([.quantity("6", unit: "yr"), .quantity("85", unit: "%")])),
      note: ["bloom.yaml:22"]),
    Equation(nil, .approximately, .quantity("7575", unit: "kgCO2e")),
  ]

  /// Sums, differences, quotients of quotients, and a right side longer than a line.
  static let longDerivation = [
    Equation(
      .name("full"), .equals,
      .sum([
        .init(.product([.name("gpu_time"), .quantity("400", unit: "W"), .name("grid")])),
        .init(
          .product([
            .quantity("64", unit: "kW"), .quotient(.name("gpu_time"), .name("partition")),
            .name("grid"),
          ])),
        .init(
          .product([
            .sum([.init(.name("facility energy")), .init(.name("it energy"), minus: true)]),
            .name("grid"),
          ])),
        .init(
          .quotient(
            .product([
              .quantity("2500", unit: "kgCO2e"),
              .quotient(.name("gpu_time"), .quantity("8", unit: "")),
            ]),
            .product([
              .quantity("6", unit: "yr"), .quantity("85", unit: "%"),
              .name("the share of the lifetime in which somebody holds the equipment"),
            ]))),
      ])),
    Equation(nil, .atLeast, .quantity("50532.45", unit: "kgCO2e"), note: ["network not covered"]),
  ]

  /// A whole report.
  static let report = Document(
    title: ["BLOOM, final training run"],
    blocks: [
      .paragraph([
        "Training emitted ", .strong("50.5 tCO2e"), " within the boundary ", .code("full"), "; ",
        .quantity("24.7", unit: "tCO2e"), " if only the dynamic power is counted ",
        .cite("luccioni2023"), ".",
      ]),
      .heading(1, ["Processes"]),
      .table(processes),
      .heading(1, ["How the embodied line came about"]),
      .heading(2, ["Nodes"]),
      .equations(derivation),
      .heading(2, ["Everything"]),
      .equations(longDerivation),
      .heading(1, ["What is not covered"]),
      .list([
        ["network: no traffic is stated in ", .code("bloom.yaml")],
        [
          .tone(.caution, "end-of-life"),
          ": the catalogue has no figure for this equipment, and the study states none either",
        ],
      ]),
      .table(comparison),
      .terms([
        Term(
          [.cite("luccioni2023")],
          [
            "Luccioni, Viguier and Ligozat: Estimating the Carbon Footprint of BLOOM, a 176B ",
            "Parameter Language Model. JMLR 24, 2023.",
          ]),
        Term([.tone(.quiet, "digest")], [.code("sha256:9f86d081884c7d65")]),
      ]),
    ])

  /// A text that holds what formats give a meaning to.
  static let hostile =
    "50% & $x_1^2$ #{a}~\\b <c|d> \"q\" 'r' --- `s` ,, [t] 中文 😀 é ż µ … \u{1B}[31m \u{202E}\n\n*"

  /// A page that tries every place of a page with hostile text.
  static let hostileReport = Document(
    title: [.text(hostile)],
    blocks: [
      .heading(1, [.text(hostile)]), .heading(2, [.code(hostile)]),
      .paragraph([
        .text(hostile), .strong(hostile), .code(hostile), .tone(.bad, hostile), .cite(hostile),
        .quantity(hostile, unit: hostile),
      ]),
      .paragraph([.text(longName), .code(longName), .text(String(repeating: "中文", count: 99))]),
      .list([[.text("[a] " + hostile)], [], [.code(hostile)]]),
      .terms([Term([.text(hostile)], [.text(hostile)]), Term([], [])]),
      .equations([
        Equation(
          .name(hostile), .equals,
          .quotient(
            .name(hostile),
            .sum([
              .init(.name(longName)), .init(.quantity("-5", unit: "kgCO2e/cm2"), minus: true),
            ])),
          note: [.text(hostile)]),
        Equation(nil, .approximately, .product([])), Equation(.sum([]), .atLeast, .name("")),
      ]),
    ])

  /// A table that does the same.
  static let hostileTable = Table(
    name: hostile, caption: [.text(hostile)],
    columns: [
      Table.Column([.text(hostile)], unit: hostile),
      Table.Column([.text(hostile)], unit: hostile, .decimal),
      Table.Column([.code(longName)], unit: "", .trailing),
    ],
    rows: [
      Table.Row([.text([.text(hostile)]), .text([.text(hostile)]), .number(hostile)]),
      Table.Row([.number("1"), .number(hostile, atLeast: true)], role: .detail),
      Table.Row([], role: .total),
    ],
    notes: [[.text(hostile)]])

  private static let longName = String(repeating: "supercalifragilistic_", count: 12)
}
