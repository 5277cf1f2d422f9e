import Formulas

/// A program made ready to run over columns of 512 samples: a few columns in memory, used again as
/// soon as nobody reads them any more.
struct Machine: Sendable {
  /// Samples in a column.
  static let width = 512
  private static let groups = width / 8

  /// What is done to columns; `Number` stands for the instruction's own number.
  private enum Code {
    case sum, sumNumber, difference, numberDifference, product, productNumber, quotient,
      quotientNumber, numberQuotient
  }

  private struct Instruction {
    let code: Code
    let target: Int
    let left: Int
    let right: Int
    let number: Double
  }

  private struct Draw {
    let stream: Stream
    /// The nodes of the quantile table; empty for a choice.
    let nodes: [Double]
    let values: [Double]
    /// Where the share of each value ends.
    let ends: [Double]
  }

  private let draws: [Draw]
  private var instructions: [Instruction] = []
  /// The column of each result; nothing for one that does not vary.
  let places: [Int?]
  private var columns: [SIMD8<Double>]

  /// A program with its streams.
  init(_ program: Program, seed: UInt64) {
    draws = program.variables.map { variable in
      let stream = Stream(variable.identity, seed: seed)
      guard case .choice(let choices) = variable.distribution.shape else {
        let table = QuantileTable(variable.distribution)
        return Draw(stream: stream, nodes: table.nodes, values: [], ends: [])
      }
      var sum = 0.0
      let ends = choices.map { choice in
        sum += choice.probability
        return sum
      }
      return Draw(stream: stream, nodes: [], values: choices.map(\.value), ends: ends)
    }
    // The column of a parameter is its number, and is kept; so are those of results.
    let kept = program.variables.count
    var lastUse = [Int](repeating: -1, count: program.nodes.count)
    for (index, node) in program.nodes.enumerated() {
      if case .operation(_, let left, let right) = node {
        lastUse[left] = index
        lastUse[right] = index
      }
    }
    for result in program.results { lastUse[result] = .max }
    var place = [Int](repeating: -1, count: program.nodes.count)
    var free: [Int] = []
    var count = kept
    for (index, node) in program.nodes.enumerated() where lastUse[index] >= 0 {
      switch node {
      case .number: break
      case .variable(let variable): place[index] = variable
      case .operation(let operation, let left, let right):
        for operand in left == right ? [left] : [left, right]
        where lastUse[operand] == index && place[operand] >= kept {
          free.append(place[operand])
        }
        if let old = free.popLast() {
          place[index] = old
        } else {
          place[index] = count
          count += 1
        }
        instructions.append(
          Self.instruction(
            operation, to: place[index], program.nodes[left], place[left], program.nodes[right],
            place[right]))
      }
    }
    places = program.results.map { place[$0] < 0 ? nil : place[$0] }
    columns = [SIMD8<Double>](repeating: SIMD8(repeating: 0), count: max(1, count) * Self.groups)
  }

  private static func instruction(
    _ operation: Program.Operation, to target: Int, _ left: Program.Node, _ leftPlace: Int,
    _ right: Program.Node, _ rightPlace: Int
  ) -> Instruction {
    func with(_ code: Code, _ a: Int, _ b: Int = 0, _ number: Double = 0) -> Instruction {
      Instruction(
        code: code, target: target * groups, left: a * groups, right: b * groups, number: number)
    }
    if case .number(let bits) = right {
      let number = Double(bitPattern: bits)
      switch operation {
      case .sum: return with(.sumNumber, leftPlace, 0, number)
      case .difference: return with(.sumNumber, leftPlace, 0, -number)
      case .product: return with(.productNumber, leftPlace, 0, number)
      case .quotient: return with(.quotientNumber, leftPlace, 0, number)
      }
    }
    if case .number(let bits) = left {
      let number = Double(bitPattern: bits)
      switch operation {
      case .sum: return with(.sumNumber, rightPlace, 0, number)
      case .difference: return with(.numberDifference, rightPlace, 0, number)
      case .product: return with(.productNumber, rightPlace, 0, number)
      case .quotient: return with(.numberQuotient, rightPlace, 0, number)
      }
    }
    switch operation {
    case .sum: return with(.sum, leftPlace, rightPlace)
    case .difference: return with(.difference, leftPlace, rightPlace)
    case .product: return with(.product, leftPlace, rightPlace)
    case .quotient: return with(.quotient, leftPlace, rightPlace)
    }
  }

  /// Draws a block of samples: the values of all parameters, or of one from its second stream.
  mutating func draw(block: Int, only variable: Int? = nil, isSecond: Bool = false) {
    for index in variable.map({ $0..<$0 + 1 }) ?? 0..<draws.count {
      let draw = draws[index]
      let stream = isSecond ? draw.stream.second : draw.stream
      let first = UInt64(block) &* UInt64(Self.width)
      let start = index * Self.groups
      if draw.nodes.isEmpty {
        for group in 0..<Self.groups {
          var values = SIMD8<Double>(repeating: 0)
          for lane in 0..<8 {
            values[lane] = Self.choice(stream[first &+ UInt64(group * 8 + lane)], draw)
          }
          columns[start + group] = values
        }
      } else {
        draw.nodes.withUnsafeBufferPointer { nodes in
          columns.withUnsafeMutableBufferPointer { columns in
            let column = UnsafeMutableBufferPointer(rebasing: columns[start..<start + Self.groups])
            column.withMemoryRebound(to: SIMD2<Double>.self) {
              QuantileTable.fill($0, stream, from: first, nodes)
            }
          }
        }
      }
    }
  }

  private static func choice(_ random: UInt64, _ draw: Draw) -> Double {
    let share = Double(random &>> 11) * 0x1p-53
    for (index, end) in draw.ends.enumerated() where share < end { return draw.values[index] }
    return draw.values.last ?? .nan
  }

  /// Computes the results of the samples that were drawn.
  mutating func compute() {
    // The places of instructions lie within the columns by how they were given out.
    columns.withUnsafeMutableBufferPointer { columns in
      for step in instructions {
        let (to, a, b) = (step.target, step.left, step.right)
        let number = SIMD8(repeating: step.number)
        @inline(__always) func each(_ value: (Int) -> SIMD8<Double>) {
          for group in 0..<Self.groups { columns[to &+ group] = value(group) }
        }
        switch step.code {
        case .sum: each { columns[a &+ $0] + columns[b &+ $0] }
        case .sumNumber: each { columns[a &+ $0] + number }
        case .difference: each { columns[a &+ $0] - columns[b &+ $0] }
        case .numberDifference: each { number - columns[a &+ $0] }
        case .product: each { columns[a &+ $0] * columns[b &+ $0] }
        case .productNumber: each { columns[a &+ $0] * number }
        case .quotient: each { columns[a &+ $0] / columns[b &+ $0] }
        case .quotientNumber: each { columns[a &+ $0] / number }
        case .numberQuotient: each { number / columns[a &+ $0] }
        }
      }
    }
  }

  /// Eight samples of the column at a place, which has 64 groups of them.
  @inline(__always)
  func group(_ place: Int, _ index: Int) -> SIMD8<Double> { columns[place &* Self.groups &+ index] }
}
