import Foundation
import PackagePlugin

/// Puts every file of the package's `Data` folder into the module that applies the plugin.
///
/// A build system that is given the files as inputs misses one that comes, until something else
/// makes it plan anew, and stops at one that went. So the one input is a stamp, and the tool, which
/// finds the files itself, writes the stamp anew each time: it runs in every build. It leaves the
/// source file alone unless the data changed, so that nothing is compiled for it.
@main
struct EmbedData: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let data = context.package.directoryURL.appending(path: "Data", directoryHint: .isDirectory)
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedData.swift")
    let stamp = context.pluginWorkDirectoryURL.appending(path: "stamp")
    try Data().write(to: stamp)
    return [
      .buildCommand(
        displayName: "Embedding Data",
        executable: try context.tool(named: "embed-data").url,
        arguments: [data, output, stamp].map { $0.path(percentEncoded: false) },
        inputFiles: [stamp],
        outputFiles: [output])
    ]
  }
}
