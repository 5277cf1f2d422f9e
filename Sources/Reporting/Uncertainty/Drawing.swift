import Sampling

/// How many samples are drawn, and from which seed.
public struct Drawing: Hashable, Sendable {
  /// The least number of samples that tell of an interval.
  public static let least = 100
  /// The most that may be drawn.
  public static let most = Sampler.most

  /// How many; nothing for as many as the printed digits need.
  public let samples: Int?
  /// The seed: the same one gives the same samples.
  public let seed: UInt64
  /// By how many threads; nothing for as many as there are.
  public let threads: Int?

  /// So many samples of a seed; without a number, as many as the printed digits need.
  public init(samples: Int?, seed: UInt64, threads: Int? = nil) {
    self.samples = samples
    self.seed = seed
    self.threads = threads
  }

  /// The most that are drawn where nobody says how many: some eight millions.
  static let mostByItself = Sampler.chunk << 10

  /// Draws samples of a program; where nobody says how many, in doublings, until they are enough.
  func draw(
    _ program: Program, until isEnough: ([SampledFigure]) -> Bool
  ) -> (samples: Int, figures: [SampledFigure]) {
    var sampler = Sampler(program, seed: seed, threads: threads)
    if let samples {
      sampler.draw(upTo: samples)
      return (sampler.samples, sampler.figures)
    }
    var goal = Sampler.chunk
    while true {
      sampler.draw(upTo: goal)
      let figures = sampler.figures
      if goal >= Self.mostByItself || isEnough(figures) { return (goal, figures) }
      goal *= 2
    }
  }
}
