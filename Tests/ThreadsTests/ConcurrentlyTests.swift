import Testing
import Threads

@Suite("Threads")
struct ConcurrentlyTests {
  @Test("What threads return stands in the order of their numbers")
  func order() {
    for count in 0...9 {
      #expect(concurrently(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }
  }

  @Test("There is at least one thread, and no more than asked for")
  func count() {
    #expect(threadCount(most: 0) == 1)
    #expect(threadCount(most: 1) == 1)
    #expect((1...8).contains(threadCount(most: 8)))
  }
}
