/// Where the bytes of a log come from: a file, standard input, memory.
///
/// Only the command opens files; everything here reads through this. A source of known length may
/// be read at any offset and by several threads at once; one of unknown length is read from front
/// to end, each offset being where the last reading stopped.
public protocol ByteSource: Sendable {
  /// The name under which a person knows it: a path, or `-`.
  var name: String { get }

  /// The length in bytes of what can be read at any offset; nothing for a stream.
  var length: Int? { get }

  /// Reads into `buffer` from its index `start` on, at most up to its end, and returns the number
  /// of bytes, which is 0 at the end of the source alone.
  func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(ReadFailure) -> Int
}

/// Why bytes could not be had: `Input/output error`.
public struct ReadFailure: Error, Hashable, Sendable {
  /// The reason, as the system words it.
  public let reason: String

  /// A failure with its reason.
  public init(_ reason: String) { self.reason = reason }
}

/// Bytes in memory, for tests and for small texts.
public struct MemorySource: ByteSource {
  /// The name under which a person knows it.
  public let name: String
  /// The bytes.
  public let bytes: [UInt8]
  private let isStream: Bool

  /// Bytes under a name; `isStream` hides their length, as standard input does.
  public init(name: String, bytes: [UInt8], isStream: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.isStream = isStream
  }

  /// The number of bytes; nothing for a stream.
  public var length: Int? { isStream ? nil : bytes.count }

  /// Copies what there is.
  public func read(
    at offset: Int, into buffer: inout [UInt8], from start: Int
  ) throws(ReadFailure) -> Int {
    guard offset < bytes.count, start < buffer.count else { return 0 }
    let count = min(bytes.count - offset, buffer.count - start)
    buffer.replaceSubrange(start..<start + count, with: bytes[offset..<offset + count])
    return count
  }
}
