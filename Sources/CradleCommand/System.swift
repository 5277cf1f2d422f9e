import Telemetry

/// What a command needs of the world around it: files, streams, the terminal. The one place where
/// the tool meets it, so that tests can put another in its place.
protocol System: AnyObject {
  /// The bytes of a file, at most `limit` and one; throws ``SystemError``.
  func read(_ path: String, limit: Int) throws(SystemError) -> [UInt8]
  /// The bytes of standard input, at most `limit` and one.
  func readInput(limit: Int) throws(SystemError) -> [UInt8]
  /// A log to be read in chunks: a path, or `-` for standard input.
  func source(_ path: String) throws(SystemError) -> any ByteSource
  /// Whether a file of this name is there; a folder is none.
  func exists(_ path: String) -> Bool
  /// Whether a folder of this name is there.
  func isFolder(_ path: String) -> Bool
  /// The absolute path of a file or a folder, links followed; nothing where there is none.
  func realPath(_ path: String) -> String?
  /// The names in a folder; none where it cannot be read.
  func names(in folder: String) -> [String]
  /// Writes a file whole or not at all: beside it first, then in its place.
  func write(_ path: String, _ text: String) throws(SystemError)
  /// Makes a folder, and those above it, unless it is there.
  func makeFolder(_ path: String) throws(SystemError)
  /// Writes to standard output.
  func output(_ text: String) throws(SystemError)
  /// Writes to standard error.
  func talk(_ text: String)
  /// Whether standard output is a terminal.
  var outputIsTerminal: Bool { get }
  /// Whether standard error is a terminal.
  var talkIsTerminal: Bool { get }
  /// A variable of the environment.
  func environment(_ name: String) -> String?
}

/// Why something of the world could not be had: `No such file or directory`.
struct SystemError: Error, Hashable {
  var reason: String
}
