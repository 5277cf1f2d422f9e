/// The runs of jobs that were met: which job, and when it began. So the same run in two dumps, whose
/// times overlap, counts once, and each run of a job that was put back into the queue counts.
///
/// It is exact. A job takes four bytes: the second since 1970 at which its first run began, in a
/// page of sixty-four jobs of neighbouring numbers.
struct SeenJobs: Sendable {
  /// A further run of a job.
  struct Run: Hashable, Sendable {
    var key: JobKey
    var start: UInt32
  }

  private var starts: [UInt32] = []
  private var pages: [UInt64: Int] = [:]
  private var others: Set<Run> = []
  private var currentKey = UInt64.max
  private var current = 0

  private static func page(of key: JobKey) -> (page: UInt64, slot: Int) {
    if key.index == 0 {
      return (UInt64(bitPattern: key.number >> 6), Int(key.number & 63))
    }
    let isPart: UInt64 = key.index > 1 << 32 ? 1 << 17 : 0
    let index = UInt64(bitPattern: key.index) & 0xFFFF_FFFF
    let number = UInt64(bitPattern: key.number) << 18
    return (1 << 63 | number | isPart | (index >> 6), Int(index & 63))
  }

  /// Takes a run in that began at such a second, which is not 0; false where it was met before.
  @inline(__always)
  mutating func insert(_ key: JobKey, start: UInt32) -> Bool {
    let (page, slot) = Self.page(of: key)
    if page != currentKey { turn(to: page) }
    let place = current &* 64 &+ slot
    let known = starts[place]
    if known == 0 {
      starts[place] = start
      return true
    }
    if known == start { return false }
    return others.insert(Run(key: key, start: start)).inserted
  }

  @inline(never)
  private mutating func turn(to page: UInt64) {
    currentKey = page
    if let known = pages[page] {
      current = known
      return
    }
    current = starts.count / 64
    pages[page] = current
    for _ in 0..<64 { starts.append(0) }
  }

  /// Whether a run was met.
  func contains(_ key: JobKey, start: UInt32) -> Bool {
    let (page, slot) = Self.page(of: key)
    guard let known = pages[page] else { return false }
    return starts[known * 64 + slot] == start || others.contains(Run(key: key, start: start))
  }

  /// Whether a run is in both.
  func meets(_ other: SeenJobs) -> Bool {
    for (page, known) in other.pages {
      guard let mine = pages[page] else { continue }
      for slot in 0..<64 {
        let start = other.starts[known * 64 + slot]
        if start != 0, starts[mine * 64 + slot] == start { return true }
      }
    }
    for run in other.others where contains(run.key, start: run.start) { return true }
    for run in others where other.contains(run.key, start: run.start) { return true }
    return false
  }

  /// Takes those of another in, which has none in common with this.
  mutating func formUnion(_ other: SeenJobs) {
    for (page, known) in other.pages {
      turn(to: page)
      for slot in 0..<64 {
        let start = other.starts[known * 64 + slot]
        if start == 0 { continue }
        let place = current * 64 + slot
        if starts[place] == 0 {
          starts[place] = start
        } else {
          // The number of the job from its page.
          let key: JobKey
          if page >> 63 == 0 {
            key = JobKey(number: Int64(page) * 64 + Int64(slot), index: 0)
          } else {
            let base: Int64 = (page >> 17) & 1 == 1 ? 1 << 32 : 0
            let index = Int64(page & 0x1FFFF) * 64 + Int64(slot)
            key = JobKey(number: Int64((page << 1) >> 19), index: base + index)
          }
          others.insert(Run(key: key, start: start))
        }
      }
    }
    others.formUnion(other.others)
  }
}
