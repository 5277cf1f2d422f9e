import Threads

/// Draws samples of a program, as many at a time as one likes: what was drawn before stays, so that
/// a thousand and a thousand more are the two thousand.
///
/// The same program, seed and number of samples give the same bytes, whatever the number of
/// threads; memory does not grow with the number of samples.
public struct Sampler: Sendable {
  /// The least number of samples after which more may be drawn: what one thread takes at a time.
  public static let chunk = 16 * Machine.width
  /// The most samples that may be drawn.
  public static let most = 1_000_000_000

  private let program: Program
  private let threads: Int
  private let machine: Machine
  /// The results that vary, each once; and for every result, which of those it is.
  private let varying: [Int]
  private let kinds: [Int?]
  /// Values are counted and summed as their distance from here.
  private let centres: [Double]
  private var histograms: [Histogram]
  private var sums = BlockSums()
  /// How many samples were drawn.
  public private(set) var samples = 0

  /// A program with a seed; by so many threads, or by as many as the machine has, up to eight.
  public init(_ program: Program, seed: UInt64, threads: Int? = nil) {
    self.program = program
    self.threads = threads ?? threadCount(most: 8)
    machine = Machine(program, seed: seed)
    let places = machine.places
    var varying: [Int] = []
    var kinds: [Int?] = []
    var known: [Int: Int] = [:]
    for result in 0..<program.count {
      guard let place = places[result] else {
        kinds.append(nil)
        continue
      }
      if known[place] == nil {
        known[place] = varying.count
        varying.append(result)
      }
      kinds.append(known[place])
    }
    self.varying = varying
    self.kinds = kinds
    var pilot = machine
    pilot.draw(block: 0)
    pilot.compute()
    centres = varying.map { result in
      Self.centre(pilot, places[result] ?? 0)
    }
    histograms = varying.map { _ in Histogram() }
  }

  /// The median of the first block where the values lie near it, else zero: so that bins, whose
  /// width is a share of their distance, are fine where most values are.
  private static func centre(_ machine: Machine, _ place: Int) -> Double {
    var values: [Double] = []
    for group in 0..<Machine.width / 8 {
      let eight = machine.group(place, group)
      for lane in 0..<8 where eight[lane].isFinite { values.append(eight[lane]) }
    }
    guard values.count > 100 else { return 0 }
    values.sort()
    let median = values[values.count / 2]
    let spread = values[values.count * 19 / 20] - values[values.count / 20]
    return spread < abs(median) / 2 ? median : 0
  }

  /// Draws until there are so many samples; a number between two chunks ends the drawing.
  public mutating func draw(upTo goal: Int) {
    let goal = min(goal, Self.most)
    guard goal > samples, samples % Self.chunk == 0 else { return }
    guard !varying.isEmpty else {
      samples = goal
      return
    }
    var chunk = samples / Self.chunk
    let end = (goal + Self.chunk - 1) / Self.chunk
    while chunk < end {
      let next = min(end, chunk + 1024)
      let workers = max(1, min(threads, next - chunk))
      let (machine, centres) = (machine, centres)
      let places = varying.map { machine.places[$0] ?? 0 }
      let queue = WorkQueue(chunk..<next)
      let parts = concurrently(workers) { _ in
        var part = Part(machine: machine, places: places, centres: centres)
        while let chunk = queue.next() {
          part.take(chunk, limit: goal - chunk * Self.chunk)
        }
        return part
      }
      // Which thread took a chunk makes no difference: its sums are added in its turn.
      var found = [[Double]](repeating: [], count: next - chunk)
      for part in parts {
        for index in histograms.indices { histograms[index].add(part.histograms[index]) }
        for (place, sums) in zip(part.chunks, part.sums) { found[place - chunk] = sums }
      }
      for sums in found { self.sums.add(sums) }
      chunk = next
    }
    samples = goal
  }

  /// What the samples drawn so far tell, in the order of the formulas.
  public var figures: [SampledFigure] {
    let nominal = program.results(at: program.figures)
    let total = sums.total
    let figures = varying.enumerated().map { index, result in
      SampledFigure(
        nominal: nominal[result], centre: centres[index],
        sum: total.isEmpty ? 0 : total[2 * index],
        squares: total.isEmpty ? 0 : total[2 * index + 1], samples: samples, histograms[index])
    }
    return kinds.enumerated().map { result, kind in
      kind.map { figures[$0] }
        ?? SampledFigure(constant: nominal[result], samples: samples)
    }
  }
}

/// What one thread counts.
private struct Part: Sendable {
  var machine: Machine
  let places: [Int]
  let centres: [Double]
  var histograms: [Histogram]
  /// A column of a result, as distances from its centre.
  private var distances = [Double](repeating: 0, count: Machine.width)
  /// The chunks taken, and for each the sum and the sum of squares of each result.
  var chunks: [Int] = []
  var sums: [[Double]] = []

  init(machine: Machine, places: [Int], centres: [Double]) {
    self.machine = machine
    self.places = places
    self.centres = centres
    histograms = places.map { _ in Histogram() }
  }

  /// Takes the samples of a chunk, `limit` of them at most.
  mutating func take(_ chunk: Int, limit: Int) {
    var total = [Double](repeating: 0, count: 2 * places.count)
    for block in 0..<Sampler.chunk / Machine.width {
      let count = min(Machine.width, limit - block * Machine.width)
      if count <= 0 { break }
      machine.draw(block: chunk * (Sampler.chunk / Machine.width) + block)
      machine.compute()
      for index in places.indices {
        let (sum, squares) = tally(index, count)
        total[2 * index] += sum
        total[2 * index + 1] += squares
      }
    }
    chunks.append(chunk)
    sums.append(total)
  }

  /// Counts a column and returns its sum and that of its squares.
  private mutating func tally(_ index: Int, _ count: Int) -> (Double, Double) {
    let centre = SIMD8(repeating: centres[index])
    let place = places[index]
    var sum = SIMD8<Double>(repeating: 0)
    var squares = SIMD8<Double>(repeating: 0)
    distances.withUnsafeMutableBufferPointer { distances in
      for group in 0..<count / 8 {
        let distance = machine.group(place, group) - centre
        sum += distance
        squares += distance * distance
        for lane in 0..<8 { distances[group &* 8 &+ lane] = distance[lane] }
      }
      for lane in 0..<count % 8 {
        let distance = machine.group(place, count / 8)[lane] - centre[lane]
        sum[lane] += distance
        squares[lane] += distance * distance
        distances[count / 8 * 8 + lane] = distance
      }
      histograms[index].add(UnsafeBufferPointer(rebasing: distances[..<count]))
    }
    let (all, allSquares) = (Self.total(sum), Self.total(squares))
    return all.isFinite ? (all, allSquares) : finite(count)
  }

  /// The same sums without the samples that have no value.
  private func finite(_ count: Int) -> (Double, Double) {
    var (sum, squares) = (0.0, 0.0)
    for distance in distances.prefix(count) where distance.isFinite {
      sum += distance
      squares += distance * distance
    }
    return (sum, squares)
  }

  private static func total(_ eight: SIMD8<Double>) -> Double {
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
