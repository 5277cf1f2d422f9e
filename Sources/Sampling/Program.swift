public import Formulas

/// The formulas of a whole ledger, or of several, as one straight program: every parameter and
/// every intermediate result stands in it once, however often it occurs, and what does not vary has
/// been worked out.
public struct Program: Sendable {
  /// An uncertain parameter, drawn once a sample wherever it occurs.
  public struct Variable: Sendable {
    /// The parameter.
    public private(set) var parameter: Parameter
    /// How its values are spread.
    public private(set) var distribution: Distribution
    /// Its name across studies and runs.
    public let identity: String

    init?(_ parameter: Parameter, _ identity: String) {
      guard let estimate = parameter.estimate else { return nil }
      self.parameter = parameter
      self.identity = identity
      distribution = Distribution(estimate, around: parameter.value, within: parameter.limits)
      if distribution.isPoint { return nil }
    }

    /// Takes in what the parameter can be in another place where it is used.
    mutating func limit(to limits: Limits) {
      let both = Limits(
        low: max(limits.low, parameter.limits.low), high: min(limits.high, parameter.limits.high))
      guard both != parameter.limits, let estimate = parameter.estimate else { return }
      parameter.limits = both
      distribution = Distribution(estimate, around: parameter.value, within: both)
    }
  }

  /// One operation of the four.
  enum Operation: UInt8, Hashable { case sum, difference, product, quotient }

  /// A value, or how it is made of values before it.
  enum Node: Hashable {
    case number(bits: UInt64)
    case variable(Int)
    case operation(Operation, Int, Int)
  }

  /// The uncertain parameters, in the order in which a reader meets them.
  public internal(set) var variables: [Variable] = []
  /// Every value, those that it is made of standing before it.
  var nodes: [Node] = []
  /// Which node is each formula.
  var results: [Int] = []

  /// How many formulas it computes.
  public var count: Int { results.count }

  /// The program of some formulas.
  public init(_ terms: [Term]) {
    var compiler = Compiler()
    for term in terms { compiler.program.results.append(compiler.node(of: term)) }
    self = compiler.program
  }

  init() {}

  /// Whether a formula varies.
  public func varies(_ result: Int) -> Bool {
    if case .number = nodes[results[result]] { false } else { true }
  }

  /// The values of all nodes with the uncertain parameters as given.
  func values(_ inputs: [Double]) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      switch node {
      case .number(let bits): values.append(Double(bitPattern: bits))
      case .variable(let index): values.append(inputs[index])
      case .operation(let operation, let left, let right):
        values.append(operation.of(values[left], values[right]))
      }
    }
    return values
  }

  /// The figures that the uncertain parameters were stated with, in base units.
  public var figures: [Double] { variables.map(\.parameter.value) }

  /// The values of all formulas with the uncertain parameters as given, in base units.
  public func results(at inputs: [Double]) -> [Double] {
    let values = values(inputs)
    return results.map { values[$0] }
  }

  /// The exact derivatives of a formula by each uncertain parameter, where those have the values
  /// given; in base units. All of them come from one way back through the program.
  public func gradient(of result: Int, at inputs: [Double]) -> [Double] {
    let values = values(inputs)
    var slopes = [Double](repeating: 0, count: nodes.count)
    var gradient = [Double](repeating: 0, count: variables.count)
    slopes[results[result]] = 1
    for index in stride(from: results[result], through: 0, by: -1) where slopes[index] != 0 {
      let slope = slopes[index]
      switch nodes[index] {
      case .number: break
      case .variable(let variable): gradient[variable] += slope
      case .operation(let operation, let left, let right):
        switch operation {
        case .sum:
          slopes[left] += slope
          slopes[right] += slope
        case .difference:
          slopes[left] += slope
          slopes[right] -= slope
        case .product:
          slopes[left] += slope * values[right]
          slopes[right] += slope * values[left]
        case .quotient:
          slopes[left] += slope / values[right]
          slopes[right] -= slope * values[index] / values[right]
        }
      }
    }
    return gradient
  }
}

extension Program.Operation {
  /// The result for two numbers.
  func of(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .sum: left + right
    case .difference: left - right
    case .product: left * right
    case .quotient: left / right
    }
  }
}

/// Makes a program out of terms.
private struct Compiler {
  var program = Program()
  private var known: [Program.Node: Int] = [:]
  private var definitions: [ObjectIdentifier: Int] = [:]
  private var variables: [String: Int] = [:]
  /// Definitions are kept as long as their identifiers are.
  private var held: [Definition] = []

  init() {}

  /// The node of a term; a new one where there is none yet.
  mutating func node(of term: Term) -> Int {
    switch term {
    case .number(let number): return add(.number(bits: number.bitPattern))
    case .parameter(let parameter): return node(of: parameter)
    case .named(let definition):
      let id = ObjectIdentifier(definition)
      if let node = definitions[id] { return node }
      let node: Int
      if let whole = definition.parameter {
        node = self.node(of: whole)
      } else {
        node = self.node(of: definition.term)
      }
      definitions[id] = node
      held.append(definition)
      return node
    case .sum(let left, let right): return add(.sum, left, right)
    case .difference(let left, let right): return add(.difference, left, right)
    case .product(let left, let right): return add(.product, left, right)
    case .quotient(let left, let right): return add(.quotient, left, right)
    }
  }

  private mutating func add(_ operation: Program.Operation, _ left: Term, _ right: Term) -> Int {
    let (a, b) = (node(of: left), node(of: right))
    if case .number(let first) = program.nodes[a], case .number(let second) = program.nodes[b] {
      let value = operation.of(Double(bitPattern: first), Double(bitPattern: second))
      return add(.number(bits: value.bitPattern))
    }
    return add(.operation(operation, a, b))
  }

  private mutating func node(of parameter: Parameter) -> Int {
    let point = Program.Node.number(bits: parameter.value.bitPattern)
    guard parameter.estimate != nil else { return add(point) }
    let identity = parameter.identity
    if let variable = variables[identity] {
      program.variables[variable].limit(to: parameter.limits)
      return add(.variable(variable))
    }
    guard let variable = Program.Variable(parameter, identity) else { return add(point) }
    variables[identity] = program.variables.count
    program.variables.append(variable)
    return add(.variable(program.variables.count - 1))
  }

  private mutating func add(_ node: Program.Node) -> Int {
    if let index = known[node] { return index }
    known[node] = program.nodes.count
    program.nodes.append(node)
    return program.nodes.count - 1
  }
}
