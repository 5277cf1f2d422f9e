import Telemetry

@testable import CradleCommand

/// A world in memory: files by path, standard input, and what was written where.
final class TestSystem: System {
  var files: [String: [UInt8]] = [:]
  var folders: Set<String> = []
  /// Paths that are links, with where they lead.
  var links: [String: String] = [:]
  var input: [UInt8] = []
  var variables: [String: String] = [:]
  var isTerminal = false
  /// Paths that cannot be written, with the reason.
  var refusals: [String: String] = [:]
  private(set) var out = ""
  private(set) var err = ""

  init(_ files: [String: String] = [:]) {
    self.files = files.mapValues { Array($0.utf8) }
  }

  func read(_ path: String, limit: Int) throws(SystemError) -> [UInt8] {
    guard let bytes = files[path] ?? files[Self.relative(path)] else {
      throw SystemError(reason: "No such file or directory")
    }
    return Array(bytes.prefix(limit + 1))
  }

  func readInput(limit: Int) throws(SystemError) -> [UInt8] { Array(input.prefix(limit + 1)) }

  func source(_ path: String) throws(SystemError) -> any ByteSource {
    if path == "-" { return MemorySource(name: path, bytes: input, isStream: true) }
    if folders.contains(path) { throw SystemError(reason: "Is a directory") }
    guard let bytes = files[path] else { throw SystemError(reason: "No such file or directory") }
    return MemorySource(name: path, bytes: bytes)
  }

  func exists(_ path: String) -> Bool {
    files[path] != nil || files[Self.relative(path)] != nil
  }

  func isFolder(_ path: String) -> Bool {
    folders.contains(path) || folders.contains(Self.relative(path))
  }

  /// A path without `..`, from the current folder where it is in it.
  private static func relative(_ path: String) -> String {
    let whole = absolute(path)
    return whole.hasPrefix(home) ? String(whole.dropFirst(home.count)) : whole
  }

  private static let home = "/home/user/"

  private static func absolute(_ path: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : home + path).split(separator: "/")
    where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  func realPath(_ path: String) -> String? {
    if let target = links[path] { return realPath(target) }
    let folder = Self.relative(path) + "/"
    let isThere = exists(path) || isFolder(path) || path == "."
    return isThere || files.keys.contains { $0.hasPrefix(folder) } ? Self.absolute(path) : nil
  }

  func names(in folder: String) -> [String] {
    let whole = Self.absolute(folder) + "/"
    return files.keys.map(Self.absolute).filter { $0.hasPrefix(whole) }
      .map { String($0.dropFirst(whole.count)) }.filter { !$0.contains("/") }
  }

  func write(_ path: String, _ text: String) throws(SystemError) {
    if let reason = refusals[path] { throw SystemError(reason: reason) }
    files[path] = Array(text.utf8)
  }

  func makeFolder(_ path: String) throws(SystemError) { folders.insert(path) }

  func output(_ text: String) throws(SystemError) {
    if let reason = refusals["-"] { throw SystemError(reason: reason) }
    out += text
  }

  func talk(_ text: String) { err += text }

  var outputIsTerminal: Bool { isTerminal }

  var talkIsTerminal: Bool { isTerminal }

  func environment(_ name: String) -> String? { variables[name] }

  /// The text of a file that was written.
  func text(_ path: String) -> String? { files[path].map { String(decoding: $0, as: UTF8.self) } }

  /// Runs one command line in a world of its own.
  static func run(_ arguments: String..., files: [String: String] = [:]) -> (
    status: Int32, out: String, err: String
  ) {
    let system = TestSystem(files)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }
}
