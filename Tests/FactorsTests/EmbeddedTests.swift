import Factors
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Embedded data")
struct EmbeddedTests {
  @Test("The program holds the files of Data that are not hidden, byte for byte and in order")
  func filesOnDisk() throws {
    let paths = filesBelow(dataFolder).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(Embedded.paths(under: "") == paths)
    for path in paths {
      let file = try #require(Embedded.file(path))
      #expect(file.path == path)
      #expect(file.bytes() == contents(of: dataFolder + "/" + path), "\(path)")
    }
  }

  @Test("A path that no file has leads to none")
  func missingFiles() {
    for path in ["", "factors", "factors/", "factors/grids.cs", "factors/grids.csvv", "~", "é"] {
      #expect(Embedded.file(path)?.path == nil, "\(path)")
    }
  }

  @Test("A folder is listed with or without its slash, and a mere beginning of a name is no folder")
  func folders() {
    let factors = [
      "factors/defaults.csv", "factors/entries.csv", "factors/equipment.csv", "factors/grids.csv",
      "factors/regions.csv", "factors/sites.csv", "factors/version.txt",
    ]
    #expect(Embedded.paths(under: "factors") == factors)
    #expect(Embedded.paths(under: "factors/") == factors)
    #expect(Embedded.paths(under: "factor").isEmpty)
  }

  @Test("A file is given as text, as bytes, and in place")
  func forms() throws {
    let file = try #require(Embedded.file("factors/version.txt"))
    #expect(file.text() == "2026.11\n")
    #expect(file.bytes() == Array("2026.11\n".utf8))
    #expect(file.contents.count == 8)
  }
}

private let dataFolder: String = {
  let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  return parts.dropLast(3).joined(separator: "/") + "/Data"
}()

private func filesBelow(_ folder: String, prefix: String = "") -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var paths: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard !name.hasPrefix(".") else { continue }
    if Int32(entry.pointee.d_type) == Int32(DT_DIR) {
      paths += filesBelow(folder + "/" + name, prefix: prefix + name + "/")
    } else {
      paths.append(prefix + name)
    }
  }
  return paths
}

private func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}
