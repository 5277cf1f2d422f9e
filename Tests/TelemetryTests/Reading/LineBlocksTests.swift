import TestSupport
import Testing
import Threads

@testable import Telemetry

@Suite("Blocks of lines")
struct LineBlocksTests {
  /// Every line of a slice, its line feed included, and `…` where one was too long.
  static func lines(
    _ text: [UInt8], _ slice: Slice = .whole, chunk: Int = 16, longest: Int = 1 << 20,
    isStream: Bool = false
  ) throws -> [String] {
    let source = MemorySource(name: "log", bytes: text, isStream: isStream)
    var blocks = LineBlocks(source, slice: slice, chunkSize: chunk, longestLine: longest)
    var lines: [String] = []
    while try blocks.advance() {
      if blocks.followsOverlong { lines.append("…") }
      var line: [UInt8] = []
      for index in blocks.lines {
        line.append(blocks.buffer[index])
        if blocks.buffer[index] == 0x0A {
          lines.append(String(decoding: line, as: UTF8.self))
          line = []
        }
      }
      if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
      let range = blocks.offset..<blocks.offset + blocks.lines.count
      #expect(blocks.buffer[blocks.lines].elementsEqual(text[range]))
    }
    return lines
  }

  @Test("Lines cross the edges of chunks; the last one may be open; an empty text has none")
  func edges() throws {
    let text = "one\ntwo, which is longer than a chunk\r\n\n\u{0}\nlast"
    for chunk in [16, 17, 31, 64] {
      for isStream in [false, true] {
        #expect(
          try Self.lines(Array(text.utf8), chunk: chunk, isStream: isStream) == [
            "one\n", "two, which is longer than a chunk\r\n", "\n", "\u{0}\n", "last",
          ])
      }
    }
    #expect(try Self.lines([]) == [])
    #expect(try Self.lines(Array("\n".utf8)) == ["\n"])
  }

  @Test("A line longer than the limit is told at its place and never held")
  func overlong() throws {
    let long = String(repeating: "x", count: 100)
    func lines(_ text: String) throws -> [String] {
      try Self.lines(Array(text.utf8), longest: 20)
    }
    #expect(try lines("a\n\(long)\nb\n") == ["a\n", "…", "b\n"])
    #expect(try lines("\(long)\n\(long)\nb") == ["…", "…", "b"])
    #expect(try lines("a\n\(long)") == ["a\n", "…"])
    #expect(try lines(long) == ["…"])
  }

  @Test("Parts that others take over while they are read hold each line once")
  func parts() throws {
    var random = SplitMix(seed: 19)
    for _ in 0..<60 {
      let count = Int.random(in: 0..<200, using: &random)
      let expected = (0..<count).map { line in
        "\(line) " + String(repeating: "x", count: Int.random(in: 0..<60, using: &random)) + "\n"
      }
      let text = expected.joined()
      let source = MemorySource(name: "log", bytes: Array(text.utf8))
      let range = SharedRange(0..<text.utf8.count, parts: 2, least: 1)
      var found: [(lower: Int, lines: String)] = []
      // Four threads, of which now one and now another goes on by a block.
      let readers = (0..<4).map { _ in Reader(source, range) }
      var isAny = true
      while isAny {
        isAny = false
        for reader in readers.shuffled(using: &random).prefix(3) {
          isAny = try reader.goOn() || isAny
        }
        for reader in readers where !isAny { isAny = try reader.goOn() || isAny }
      }
      for reader in readers { found += reader.found }
      #expect(found.sorted { $0.lower < $1.lower }.map(\.lines).joined() == text)
    }
  }

  /// One who reads parts of a range, a block each time.
  private final class Reader {
    private let source: MemorySource
    private let range: SharedRange
    private var blocks: LineBlocks?
    private var lower = 0
    private(set) var found: [(lower: Int, lines: String)] = []

    init(_ source: MemorySource, _ range: SharedRange) {
      self.source = source
      self.range = range
    }

    func goOn() throws -> Bool {
      if blocks == nil {
        guard let part = range.next() else { return false }
        lower = range.lower(of: part)
        found.append((lower, ""))
        blocks = LineBlocks(source, part: part, of: range, chunkSize: 16)
      }
      if try blocks?.advance() == true, let block = blocks?.lines, let buffer = blocks?.buffer {
        found[found.count - 1].lines += String(decoding: buffer[block], as: UTF8.self)
      } else {
        blocks = nil
      }
      return true
    }
  }

  @Test("A line of 10 MB leaves the memory flat")
  func flat() throws {
    let bytes = Array("a\n".utf8) + Array(repeating: 0x78, count: 10 << 20) + Array("\nb\n".utf8)
    var blocks = LineBlocks(MemorySource(name: "log", bytes: bytes))
    var count = 0
    while try blocks.advance() {
      count += 1
      #expect(blocks.buffer.count <= 4 << 20)
    }
    #expect(count == 2)
  }

  @Test("The slices of a text hold each of its lines once, wherever it is cut")
  func slices() throws {
    var random = SplitMix(seed: 4)
    for _ in 0..<300 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        text +=
          Array(repeating: UInt8(ascii: "x"), count: Int.random(in: 0..<40, using: &random)) + [
            0x0A
          ]
      }
      if Int.random(in: 0..<3, using: &random) == 0 { text += Array("open".utf8) }
      let longest = Int.random(in: 0..<2, using: &random) == 0 ? 25 : 1000
      let chunk = 16 + Int.random(in: 0..<40, using: &random)
      let whole = try Self.lines(text, chunk: chunk, longest: longest)
      for count in 1...7 {
        let cut = try Slice.cut(length: text.count, into: count).flatMap {
          try Self.lines(text, $0, chunk: chunk, longest: longest)
        }
        #expect(cut == whole)
      }
    }
  }

  @Test("A cut divides a length without a rest")
  func cut() {
    #expect(Slice.cut(length: 10, into: 3) == [Slice(0, 4), Slice(4, 7), Slice(7, .max)])
    #expect(Slice.cut(length: 0, into: 2) == [Slice(0, 0), Slice(0, .max)])
  }
}
