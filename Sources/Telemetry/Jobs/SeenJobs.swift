/// The runs of jobs that were met: which job, and when it began. So the same run in two dumps, whose
/// times overlap, counts once, and each run of a job that was put back into the queue counts.
///
/// A job takes four bytes: the second since 1970 at which its first run began, in a page of sixty-four
/// jobs of neighbouring numbers. Only so many pages are held as are asked for; of the oldest there
/// remains which jobs were met, as ranges of numbers. Where one of those is met again, only who holds
/// all pages knows whether it is the same run: ``isDoubtful`` says so.
struct SeenJobs: Sendable {
  /// A run of a job.
  struct Run: Hashable, Sendable {
    var key: JobKey
    var start: UInt32
  }

  /// Pages of two million jobs, which take eight megabytes: more than the jobs that run at a time.
  static let fewPages = 1 << 15

  /// How many pages are held at most.
  let most: Int
  /// Whether it cannot be told whether a run was met.
  private(set) var isDoubtful = false

  /// The first job that was met.
  private var first: JobKey?
  /// When its runs began, once its page is no longer held.
  private var firstStarts: [UInt32] = []
  /// The place of the last job that was met.
  private var last = UInt64.max
  /// How many further runs the jobs of pages had that are no longer held.
  private var forgottenFurther = 0

  private var starts: [UInt32] = []
  /// The page of each sixty-four of those.
  private var held: [UInt64] = []
  private var places: [UInt64: Int] = [:]
  /// Further runs of the jobs of a page.
  private var others: [UInt64: [Run]] = [:]
  private var currentPage = UInt64.max
  private var current = 0
  private var mayBeForgotten = false
  /// The place of the page that was held the longest, once all are.
  private var oldest = 0
  /// The jobs of pages that are no longer held, tasks of arrays apart from others.
  private var forgottenJobs = KeyRanges()
  private var forgottenTasks = KeyRanges()

  /// Nothing met; `pages` are held at most.
  init(pages: Int = .max) { most = max(1, pages) }

  /// Takes a run in that began at such a second, which is not 0; false where it was met before.
  @inline(__always)
  mutating func insert(_ key: JobKey, start: UInt32) -> Bool {
    let number = key.place
    if number >> 6 != currentPage {
      turn(to: number >> 6)
      if first == nil { first = key }
    }
    last = number
    let place = current &* 64 &+ Int(truncatingIfNeeded: number & 63)
    let known = starts[place]
    if known == 0 {
      if mayBeForgotten, isForgotten(number) {
        isDoubtful = true
        return false
      }
      starts[place] = start
      return true
    }
    return known == start ? false : insertFurther(Run(key: key, start: start))
  }

  @inline(never)
  private mutating func insertFurther(_ run: Run) -> Bool {
    let page = run.key.place >> 6
    if others[page]?.contains(run) == true { return false }
    others[page, default: []].append(run)
    return true
  }

  @inline(never)
  private mutating func turn(to page: UInt64) {
    currentPage = page
    if let known = places[page] {
      current = known
    } else if held.count < most {
      current = held.count
      held.append(page)
      for _ in 0..<64 { starts.append(0) }
      places[page] = current
    } else {
      current = oldest
      oldest = oldest + 1 < most ? oldest + 1 : 0
      forget(current)
      held[current] = page
      places[page] = current
    }
    let low = page << 6
    mayBeForgotten =
      (JobKey.isTask(low) ? forgottenTasks : forgottenJobs).first(from: low, to: low | 63) != nil
  }

  private mutating func forget(_ place: Int) {
    let page = held[place]
    if let first, first.place >> 6 == page, firstStarts.isEmpty { firstStarts = starts(of: first) }
    for slot in 0..<64 where starts[place * 64 + slot] != 0 {
      let number = page << 6 | UInt64(slot)
      if JobKey.isTask(number) {
        forgottenTasks.insert(number)
      } else {
        forgottenJobs.insert(number)
      }
      starts[place * 64 + slot] = 0
    }
    places[page] = nil
    forgottenFurther += others.removeValue(forKey: page)?.count ?? 0
  }

  /// How many runs were met of jobs of which another was met before.
  var further: Int { others.values.reduce(forgottenFurther) { $0 + $1.count } }

  private func isForgotten(_ number: UInt64) -> Bool {
    (JobKey.isTask(number) ? forgottenTasks : forgottenJobs).contains(number)
  }

  /// Whether a run was met.
  mutating func contains(_ key: JobKey, start: UInt32) -> Bool {
    if isForgotten(key.place) { isDoubtful = true }
    return starts(of: key).contains(start)
  }

  /// When the runs of a job began that is not forgotten.
  func starts(of key: JobKey) -> [UInt32] {
    let number = key.place
    guard let place = places[number >> 6] else { return [] }
    let first = starts[place * 64 + Int(number & 63)]
    guard first != 0 else { return [] }
    var all = [first]
    for run in others[number >> 6] ?? [] where run.key == key { all.append(run.start) }
    return all
  }

  /// The first and the last job that was met, and when their runs began: those whose other runs may
  /// stand in the slices before and behind.
  var edges: [JobKey: [UInt32]] {
    guard let first, last != .max else { return [:] }
    let lastKey = JobKey(place: last)
    var edges = [lastKey: starts(of: lastKey)]
    edges[first] = firstStarts.isEmpty ? starts(of: first) : firstStarts
    return edges
  }

  /// The jobs that were met, and the tasks of arrays, as ranges of numbers.
  var ranges: KeyRanges {
    var (jobs, tasks) = (forgottenJobs, forgottenTasks)
    for page in places.keys.sorted() {
      guard let place = places[page] else { continue }
      for slot in 0..<64 where starts[place * 64 + slot] != 0 {
        let number = page << 6 | UInt64(slot)
        if JobKey.isTask(number) { tasks.insert(number) } else { jobs.insert(number) }
      }
    }
    jobs.formUnion(tasks)
    return jobs
  }

  /// Whether a run is in both, or may be.
  func meets(_ other: SeenJobs) -> Bool {
    if other.touches(forgottenJobs) || other.touches(forgottenTasks) { return true }
    if touches(other.forgottenJobs) || touches(other.forgottenTasks) { return true }
    for (page, place) in other.places {
      guard let mine = places[page] else { continue }
      for slot in 0..<64 {
        let start = other.starts[place * 64 + slot]
        if start != 0, starts[mine * 64 + slot] == start { return true }
      }
    }
    for runs in other.others.values {
      for run in runs where starts(of: run.key).contains(run.start) { return true }
    }
    for runs in others.values {
      for run in runs where other.starts(of: run.key).contains(run.start) { return true }
    }
    return false
  }

  /// Whether a job of such ranges was met.
  private func touches(_ ranges: KeyRanges) -> Bool {
    guard ranges.count > 0 else { return false }
    for index in 0..<ranges.count {
      let (low, high) = (ranges.lows[index], ranges.highs[index])
      if forgottenJobs.first(from: low, to: high) != nil { return true }
      if forgottenTasks.first(from: low, to: high) != nil { return true }
    }
    for (page, place) in places where ranges.first(from: page << 6, to: page << 6 | 63) != nil {
      for slot in 0..<64 where starts[place * 64 + slot] != 0 {
        if ranges.contains(page << 6 | UInt64(slot)) { return true }
      }
    }
    return false
  }

  /// Takes those of another in, which has none in common with this.
  mutating func formUnion(_ other: SeenJobs) {
    isDoubtful = isDoubtful || other.isDoubtful
    forgottenFurther += other.forgottenFurther
    if first == nil { (first, firstStarts) = (other.first, other.firstStarts) }
    if other.last != .max { last = other.last }
    forgottenJobs.formUnion(other.forgottenJobs)
    forgottenTasks.formUnion(other.forgottenTasks)
    // The oldest first, as if they had been met in this order.
    for step in other.held.indices {
      let place = (other.oldest + step) % other.held.count
      let page = other.held[place]
      turn(to: page)
      for slot in 0..<64 {
        let start = other.starts[place * 64 + slot]
        guard start != 0 else { continue }
        let mine = current * 64 + slot
        if starts[mine] == 0 {
          starts[mine] = start
        } else {
          _ = insertFurther(Run(key: JobKey(place: page << 6 | UInt64(slot)), start: start))
        }
      }
      for run in other.others[page] ?? [] { _ = insertFurther(run) }
    }
    currentPage = .max
  }
}

extension JobKey {
  /// The jobs in a row: those alone by their number, and behind them the tasks of arrays and the parts
  /// of heterogeneous jobs, side by side.
  @inline(__always)
  var place: UInt64 {
    if index == 0 { return UInt64(bitPattern: number) }
    let isPart: UInt64 = index > 1 << 32 ? 1 << 23 : 0
    return 1 << 63 | UInt64(bitPattern: number) << 24 | isPart
      | UInt64(bitPattern: index) & 0x7F_FFFF
  }

  /// Whether a place is that of a task or a part.
  @inline(__always)
  static func isTask(_ place: UInt64) -> Bool { place >> 63 != 0 }

  /// The job at a place.
  init(place: UInt64) {
    if Self.isTask(place) {
      let base: Int64 = (place >> 23) & 1 == 1 ? 1 << 32 : 0
      number = Int64(bitPattern: (place << 1) >> 25)
      index = base + Int64(bitPattern: place & 0x7F_FFFF)
    } else {
      number = Int64(bitPattern: place)
      index = 0
    }
  }

  /// The job as SLURM writes it: `556141`, `556141_7`, `556141+1`.
  var text: String {
    if index == 0 { return "\(number)" }
    return index > 1 << 32 ? "\(number)+\(index - (1 << 32) - 1)" : "\(number)_\(index - 1)"
  }
}
