// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The house, from its ground floor up: a module imports only what stands above it here.
let modules: [(name: String, imports: [String])] = [
  ("Quantities", []),
  ("Diagnostics", []),
  ("StudySyntax", ["Diagnostics"]),
  ("Threads", []),
  ("Formulas", ["Quantities", "Diagnostics"]),
  ("Sampling", ["Quantities", "Threads", "Formulas"]),
  ("Factors", ["Quantities", "Diagnostics", "Formulas"]),
  ("Studies", ["Quantities", "Diagnostics", "StudySyntax", "Formulas", "Factors"]),
  ("Telemetry", ["Quantities", "Diagnostics", "Threads"]),
  ("Inventories", ["Quantities", "Diagnostics", "Formulas", "Factors", "Studies", "Telemetry"]),
  (
    "Accounting",
    ["Quantities", "Diagnostics", "Formulas", "Factors", "Studies", "Telemetry", "Inventories"]
  ),
  ("Documents", []),
  (
    "Reporting",
    [
      "Quantities", "Diagnostics", "Formulas", "Sampling", "Factors", "Studies", "Telemetry",
      "Inventories", "Accounting", "Documents",
    ]
  ),
  ("Rendering", ["Diagnostics", "Documents"]),
]

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .byName(name: $0) } }

/// What is called at the start lies side by side in the tool, by the list that Tests/Benchmark/order
/// writes, so that fewer of its pages are read.
let startupOrder: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "--no-warn-symbol-ordering", "-Xlinker",
      "--symbol-ordering-file=\(Context.packageDirectory)/Sources/CradleCommand/startup.order",
    ], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "cradle",
  products: modules.map { .library(name: $0.name, targets: [$0.name]) } + [
    .executable(name: "cradle", targets: ["CradleCommand"])
  ],
  targets: modules.map { module in
    .target(
      name: module.name, dependencies: dependencies(module.imports), swiftSettings: settings,
      plugins: module.name == "Factors" ? [.plugin(name: "EmbedData")] : [])
  } + [
    .executableTarget(
      name: "CradleCommand", dependencies: dependencies(modules.map(\.name)),
      exclude: ["startup.order"], swiftSettings: settings, linkerSettings: startupOrder),
    .executableTarget(
      name: "benchmark", dependencies: dependencies(modules.map(\.name)), path: "Tests/Benchmark",
      exclude: ["run", "order", "peers"], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: dependencies(modules.map(\.name)),
      path: "Tests/TestSupport", swiftSettings: settings),
    .plugin(
      name: "EmbedData", capability: .buildTool(), dependencies: ["embed-data"],
      path: "Sources/Embedding/EmbedData"),
    .executableTarget(
      name: "embed-data", path: "Sources/Embedding/embed-data", swiftSettings: settings),
  ]
    + (modules.map(\.name) + ["CradleCommand"]).map { name in
      .testTarget(
        name: name + "Tests",
        dependencies: dependencies(modules.map(\.name) + ["CradleCommand", "TestSupport"]),
        swiftSettings: settings)
    },
  swiftLanguageModes: [.v6]
)
