import Reporting
import Synchronization
import Telemetry

/// A log that is read from front to end in one pass, and digested chunk by chunk as it comes, so
/// that the digest is of the very bytes that were read, be the log still being written or not.
final class DigestedSource: ByteSource {
  private let source: any ByteSource
  private let state = Mutex(Digest())

  /// The bytes of another source.
  init(_ source: any ByteSource) { self.source = source }

  var name: String { source.name }

  var length: Int? { nil }

  /// The digest of all that was read.
  var digest: String { state.withLock { $0.hexadecimal } }

  func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(ReadFailure) -> Int
  {
    let count = try source.read(at: offset, into: &buffer, from: start)
    if count > 0 { state.withLock { $0.add(buffer, start..<start + count) } }
    return count
  }
}
