import Foundation
import Testing

@testable import CradleCommand

/// The committed reports are what the tool says today: `swift run cradle publish` writes them anew.
@Suite("Committed reports")
struct ReportsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Reports")

  @Test(
    "Every report of a study is, byte for byte, what is committed",
    arguments: ["bloom", "bloom-api", "bloom-metered"])
  func regenerated(study: String) throws {
    let system = TestSystem()
    #expect(Cradle.run(["publish", study, "--into", "Reports"], in: system) == 0)
    #expect(system.err == "")
    let committed = try FileManager.default.contentsOfDirectory(
      atPath: Self.folder.appending(path: study).path)
    #expect(system.files.keys.sorted() == committed.map { "Reports/\(study)/\($0)" }.sorted())
    for (path, bytes) in system.files {
      let file = Self.folder.deletingLastPathComponent().appending(path: path)
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(String(decoding: bytes, as: UTF8.self) == text, "\(path) has changed")
    }
  }

  @Test("Every folder of committed reports is that of a bundled study")
  func noStrangers() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(folders).isSubset(of: Session.bundledStudies))
  }
}
