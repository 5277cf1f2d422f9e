import Foundation

/// `embed-data FOLDER OUTPUT STAMP` writes the files of the folder into one Swift source file,
/// unless it holds them already, and a new stamp.
func run(_ arguments: [String]) throws(Refusal) {
  guard arguments.count == 4 else { throw Refusal.usage }
  let folder = URL(fileURLWithPath: arguments[1], isDirectory: true)
  let files = try regularFiles(under: folder).map { path throws(Refusal) in
    (path: path, literal: try literal(of: contents(of: path, in: folder), path: path))
  }
  let source = Data(swiftSource(of: files).utf8)
  if FileManager.default.contents(atPath: arguments[2]) != source {
    try write(source, to: arguments[2])
  }
  try write(Data("\(Date().timeIntervalSince1970)\n".utf8), to: arguments[3])
}

/// The paths of the regular files below a folder, relative to it and sorted by their bytes,
/// without hidden ones and without what stands in a hidden folder.
func regularFiles(under folder: URL) throws(Refusal) -> [String] {
  let keys: Set<URLResourceKey> = [.isDirectoryKey, .isRegularFileKey]
  var found: [String] = []
  var open = [""]
  while let prefix = open.popLast() {
    do {
      let children = try FileManager.default.contentsOfDirectory(
        at: folder.appendingPathComponent(prefix), includingPropertiesForKeys: Array(keys))
      for child in children where !child.lastPathComponent.hasPrefix(".") {
        let path = prefix + child.lastPathComponent
        let kind = try child.resourceValues(forKeys: keys)
        if kind.isDirectory == true { open.append(path + "/") }
        if kind.isRegularFile == true { found.append(path) }
      }
    } catch {
      throw Refusal.unreadable(prefix)
    }
  }
  return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

func contents(of path: String, in folder: URL) throws(Refusal) -> [UInt8] {
  guard let data = try? Data(contentsOf: folder.appendingPathComponent(path)) else {
    throw Refusal.unreadable(path)
  }
  return Array(data)
}

func write(_ data: Data, to path: String) throws(Refusal) {
  guard (try? data.write(to: URL(fileURLWithPath: path), options: .atomic)) != nil else {
    throw Refusal.unwritable(path)
  }
}

do {
  try run(CommandLine.arguments)
} catch {
  FileHandle.standardError.write(Data("error: \(error.message)\n".utf8))
  exit(1)
}
