#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Telemetry

/// A log on disk, or behind a pipe, read in chunks.
///
/// What is a plain file is read at any offset, by several threads at once; all else is a stream.
final class FileSource: ByteSource {
  let name: String
  let length: Int?
  private let file: Int32
  private let isOwned: Bool

  /// Opens a file.
  init(_ path: String) throws(SystemError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SystemError.last }
    name = path
    self.file = file
    isOwned = true
    length = Self.length(of: file)
    if Self.isFolder(file) { throw SystemError(reason: String(cString: strerror(EISDIR))) }
  }

  /// Standard input: a file where it was given as one, from where it stands.
  init() {
    name = "-"
    file = 0
    isOwned = false
    length = nil
  }

  deinit {
    if isOwned { _ = close(file) }
  }

  func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(ReadFailure) -> Int
  {
    let failure: Int32
    let got: Int
    (got, failure) = buffer.withUnsafeMutableBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress else { return (0, 0) }
      let room = bytes.count - start
      while true {
        let count =
          length == nil
          ? systemRead(file, base + start, room) : pread(file, base + start, room, off_t(offset))
        if count >= 0 { return (count, 0) }
        if errno != EINTR { return (0, errno) }
      }
    }
    if failure != 0 { throw ReadFailure(String(cString: strerror(failure))) }
    return got
  }

  private static func length(of file: Int32) -> Int? {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    // Files that the system makes up as they are read say that they are empty.
    return status.st_size > 0 ? Int(status.st_size) : nil
  }

  private static func isFolder(_ file: Int32) -> Bool {
    var status = stat()
    return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

private func systemRead(_ file: Int32, _ into: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, into, count)
}

extension SystemError {
  /// What the system said last.
  static var last: SystemError { SystemError(reason: String(cString: strerror(errno))) }
}
