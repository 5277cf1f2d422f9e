import TestSupport
import Testing
import Threads

@Suite("A range shared by threads")
struct SharedRangeTests {
  @Test("Every place is done once, whoever is fast and takes over from whom")
  func once() {
    var random = SplitMix(seed: 7)
    for _ in 0..<300 {
      let length = Int.random(in: 0..<5000, using: &random)
      let threads = Int.random(in: 1...5, using: &random)
      let least = Int.random(in: 1...400, using: &random)
      let range = SharedRange(100..<100 + length, parts: threads, least: least)
      var times = [Int](repeating: 0, count: length)
      var idle = threads
      var working: [(part: Int, place: Int)] = []
      while idle > 0 || !working.isEmpty {
        if idle > 0 {
          idle -= 1
          if let part = range.next() { working.append((part, range.lower(of: part))) }
          continue
        }
        // One goes on by a step of any length; who is at the end of its part is free for another.
        let index = Int.random(in: 0..<working.count, using: &random)
        let step = working[index].place + Int.random(in: 1...300, using: &random)
        let upper = range.claim(in: working[index].part, upTo: step)
        while working[index].place < min(step, upper) {
          times[working[index].place - 100] += 1
          working[index].place += 1
        }
        if working[index].place >= upper {
          working.remove(at: index)
          idle += 1
        }
      }
      #expect(times.allSatisfy { $0 == 1 })
    }
  }

  @Test("Half of the largest rest is taken over, and nothing that leaves too little")
  func halves() {
    let range = SharedRange(0..<100, parts: 2, least: 10)
    #expect([range.next(), range.next()] == [0, 1])
    #expect(range.claim(in: 0, upTo: 30) == 50)
    #expect(range.claim(in: 1, upTo: 90) == 100)
    #expect(range.next() == 2)
    #expect(range.lower(of: 2) == 40)
    #expect(range.claim(in: 0, upTo: 35) == 40)
    #expect(range.claim(in: 2, upTo: 45) == 50)
    #expect(range.next() == nil)
  }
}
