import Threads

/// How much of the variance of a formula one parameter makes.
public struct SobolIndex: Sendable {
  /// The number of the parameter in the program.
  public let variable: Int
  /// The share of the variance that would go if the parameter were known: its first-order index.
  public let first: Double
  /// The share that would stay if all others were known: its total index. What it has beyond the
  /// first is made together with other parameters.
  public let total: Double
  /// The standard errors of both.
  public let errors: (first: Double, total: Double)
}

extension Program {
  /// The Sobol indices of a formula by some of its parameters, from `samples` samples for each.
  ///
  /// Two independent samples of all parameters, and for each parameter the first with the values
  /// of the second: the estimators of Saltelli and others, Variance based sensitivity analysis of
  /// model output, Computer Physics Communications 181 (2010), 259–270, Table 2, (b) for the
  /// first-order index and (f), after Jansen (1999), for the total.
  public func sobolIndices(
    of result: Int, by variables: [Int], seed: UInt64, samples: Int, threads: Int? = nil
  ) -> [SobolIndex] {
    let machine = Machine(self, seed: seed)
    guard let place = machine.places[result], samples > 1 else { return [] }
    let count = min(samples, Sampler.most)
    let chunks = (count + Sampler.chunk - 1) / Sampler.chunk
    let workers = max(1, min(threads ?? threadCount(most: 8), chunks))
    // The estimator of the first-order index varies least about the mean.
    let centre = machine.mean(ofFirstBlockAt: place)
    let parts = concurrently(workers) { worker in
      var part = Pairs(
        machine: machine, place: place, variables: variables, centre: centre)
      var found: [[Double]] = []
      for chunk in stride(from: worker, to: chunks, by: workers) {
        found.append(part.sums(chunk, limit: count - chunk * Sampler.chunk))
      }
      return found
    }
    var all = BlockSums()
    for chunk in 0..<chunks { all.add(parts[chunk % workers][chunk / workers]) }
    let sums = all.total
    let n = sums[0]
    guard n > 1 else { return [] }
    // Of both samples together.
    let mean = sums[1] / (2 * n)
    let variance = sums[2] / (2 * n) - mean * mean
    guard variance > 0 else { return [] }
    return variables.enumerated().map { index, variable in
      let start = 3 + 4 * index
      func error(_ sum: Double, _ squares: Double) -> Double {
        (max(0, squares / n - (sum / n) * (sum / n)) / n).squareRoot() / variance
      }
      return SobolIndex(
        variable: variable, first: sums[start] / n / variance,
        total: sums[start + 2] / n / variance,
        errors: (
          error(sums[start], sums[start + 1]), error(sums[start + 2], sums[start + 3])
        ))
    }
  }
}

extension Machine {
  /// The mean of the values of the first block, or zero where there is none.
  fileprivate func mean(ofFirstBlockAt place: Int) -> Double {
    var machine = self
    machine.draw(block: 0)
    machine.compute()
    var (sum, count) = (0.0, 0.0)
    for sample in 0..<Self.width {
      let value = machine.group(place, sample / 8)[sample % 8]
      if value.isFinite { (sum, count) = (sum + value, count + 1) }
    }
    let mean = sum / max(1, count)
    return mean.isFinite ? mean : 0
  }
}

/// The pairs of samples that one thread sums over.
private struct Pairs {
  var machine: Machine
  let place: Int
  let variables: [Int]
  let centre: Double

  /// The number of pairs, the sum of both samples and that of their squares; then, for each
  /// parameter, the sums of the two estimators and of their squares.
  mutating func sums(_ chunk: Int, limit: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: 3 + 4 * variables.count)
    let blocks = Sampler.chunk / Machine.width
    for block in 0..<blocks {
      let count = min(Machine.width, limit - block * Machine.width)
      if count <= 0 { break }
      add(chunk * blocks + block, count, &sums)
    }
    return sums
  }

  private mutating func add(_ block: Int, _ count: Int, _ sums: inout [Double]) {
    machine.draw(block: block, isSecond: true)
    let second = computed(count)
    machine.draw(block: block)
    let first = computed(count)
    for sample in 0..<count where first[sample].isFinite && second[sample].isFinite {
      sums[0] += 1
      sums[1] += first[sample] + second[sample]
      sums[2] += first[sample] * first[sample] + second[sample] * second[sample]
    }
    for (index, variable) in variables.enumerated() {
      machine.draw(block: block, only: variable, isSecond: true)
      let mixed = computed(count)
      machine.draw(block: block, only: variable)
      let start = 3 + 4 * index
      for sample in 0..<count {
        let change = mixed[sample] - first[sample]
        let product = second[sample] * change
        let square = change * change / 2
        guard product.isFinite, square.isFinite else { continue }
        sums[start] += product
        sums[start + 1] += product * product
        sums[start + 2] += square
        sums[start + 3] += square * square
      }
    }
  }

  /// The results of the samples drawn, as distances from the centre.
  private mutating func computed(_ count: Int) -> [Double] {
    machine.compute()
    var values: [Double] = []
    values.reserveCapacity(count)
    for sample in 0..<count {
      values.append(machine.group(place, sample / 8)[sample % 8] - centre)
    }
    return values
  }
}
