#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Telemetry

/// The world as POSIX shows it.
final class PosixSystem: System {
  func read(_ path: String, limit: Int) throws(SystemError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Self.error }
    defer { _ = close(file) }
    return try drain(file, limit: limit)
  }

  func readInput(limit: Int) throws(SystemError) -> [UInt8] { try drain(0, limit: limit) }

  func source(_ path: String) throws(SystemError) -> any ByteSource {
    path == "-" ? FileSource() : try FileSource(path)
  }

  private func drain(_ file: Int32, limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = 1 << 16
    while bytes.count <= limit {
      let room = min(capacity, limit + 1 - bytes.count)
      var failed = false
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        var got: Int
        repeat {
          got = buffer.baseAddress.map { systemRead(file, $0, room) } ?? 0
        } while got < 0 && errno == EINTR
        failed = got < 0
        count = max(got, 0)
      }
      if failed { throw Self.error }
      if chunk.isEmpty { break }
      bytes += chunk
      capacity = min(capacity * 2, 1 << 20)
    }
    return bytes
  }

  func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  func realPath(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { _ = closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func write(_ path: String, _ text: String) throws(SystemError) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      return try writeInto(path, text)
    }
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    let beside = "\(folder).cradle-\(getpid()).tmp"
    let mode = isThere ? status.st_mode & 0o777 : 0o666
    let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw Self.error }
    do throws(SystemError) {
      try pour(text, into: file)
    } catch {
      _ = close(file)
      _ = unlink(beside)
      throw error
    }
    guard fsync(file) == 0 || errno == EINVAL, close(file) == 0, rename(beside, path) == 0 else {
      let error = Self.error
      _ = unlink(beside)
      throw error
    }
  }

  /// Devices and pipes are written as they are.
  private func writeInto(_ path: String, _ text: String) throws(SystemError) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw Self.error }
    defer { _ = close(file) }
    try pour(text, into: file)
  }

  private func pour(_ text: String, into file: Int32) throws(SystemError) {
    var text = text
    let failure = text.withUTF8 { buffer -> SystemError? in
      var start = 0
      while start < buffer.count, let base = buffer.baseAddress {
        let count = systemWrite(file, base + start, buffer.count - start)
        if count < 0 {
          if errno == EINTR { continue }
          return Self.error
        }
        start += count
      }
      return nil
    }
    if let failure { throw failure }
  }

  func makeFolder(_ path: String) throws(SystemError) {
    var walked = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      walked += (walked.isEmpty || walked.hasSuffix("/") ? "" : "/") + part
      guard mkdir(walked, 0o777) == 0 || errno == EEXIST else { throw Self.error }
    }
  }

  func output(_ text: String) throws(SystemError) { try pour(text, into: 1) }

  func talk(_ text: String) { try? pour(text, into: 2) }

  var outputIsTerminal: Bool { isatty(1) == 1 }

  var talkIsTerminal: Bool { isatty(2) == 1 }

  func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static var error: SystemError { SystemError(reason: String(cString: strerror(errno))) }
}

private func systemRead(_ file: Int32, _ into: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
  read(file, into, count)
}

private func systemWrite(_ file: Int32, _ from: UnsafePointer<UInt8>, _ count: Int) -> Int {
  write(file, from, count)
}
