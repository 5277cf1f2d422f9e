import Formulas
import Testing

@Suite("A line by least squares")
struct LineFitTests {
  /// NIST Statistical Reference Datasets, linear regression, Norris: y, x.
  private static let norris: [(Double, Double)] = [
    (0.1, 0.2), (338.8, 337.4), (118.1, 118.2), (888.0, 884.6), (9.2, 10.1), (228.1, 226.5),
    (668.5, 666.3), (998.5, 996.3), (449.1, 448.6), (778.9, 777.0), (559.2, 558.2), (0.3, 0.4),
    (0.1, 0.6), (778.1, 775.5), (668.8, 666.9), (339.3, 338.0), (448.9, 447.5), (10.8, 11.6),
    (557.7, 556.0), (228.3, 228.1), (998.0, 995.8), (888.8, 887.6), (119.6, 120.2), (0.3, 0.3),
    (0.6, 0.3), (557.6, 556.8), (339.3, 339.1), (888.0, 887.2), (998.5, 999.0), (778.9, 779.0),
    (10.2, 11.1), (117.6, 118.3), (228.9, 229.2), (668.4, 669.1), (449.2, 448.9), (0.2, 0.5),
  ]

  @Test("The certified figures of NIST's Norris data, to ten digits")
  func norris() throws {
    let fit = try #require(LineFit(Self.norris.map { (x: $0.1, y: $0.0) }))
    func close(_ found: Double, _ certified: Double) -> Bool {
      abs(found - certified) <= 1e-10 * abs(certified)
    }
    #expect(close(fit.intercept, -0.262323073774029))
    #expect(close(fit.slope, 1.00211681802045))
    #expect(close(fit.interceptError, 0.232818234301152))
    #expect(close(fit.slopeError, 0.429796848199937e-3))
    #expect(close(fit.determination, 0.999993745883712))
    #expect(fit.count == 36)
  }

  @Test("Figures on a line give it back without error, however far from zero they lie")
  func exact() throws {
    for offset in [0.0, 1e6, -1e9] {
      let pairs = (0..<50).map { index -> (x: Double, y: Double) in
        let x = offset + Double(index)
        return (x: x, y: 0.25 + 0.5 * x)
      }
      let fit = try #require(LineFit(pairs))
      #expect(abs(fit.slope - 0.5) <= 1e-14)
      #expect(abs(fit.intercept - 0.25) <= 1e-14 * max(1, abs(offset)))
      #expect(fit.slopeError <= 1e-8)
      #expect(abs(fit.determination - 1) <= 1e-14)
    }
  }

  @Test("95 % lie within Student's t times the standard error, as scipy.stats.t.ppf(0.975) has it")
  func halfWidths() throws {
    let table = [
      1: 12.706204736174694, 10: 2.228138851986274, 30: 2.0422724563012378,
      31: 2.039513446396408, 40: 2.021075390306273, 100: 1.9839715185235518,
      1000: 1.9623390808264083,
    ]
    for (degrees, quantile) in table {
      let pairs = (0..<degrees + 2).map { (x: Double($0), y: Double($0 % 2)) }
      let fit = try #require(LineFit(pairs))
      #expect(abs(fit.halfWidth(1) - quantile) < 5e-4, "\(degrees)")
    }
  }

  @Test("Too few pairs, abscissas all alike and figures without end give no line")
  func refused() {
    #expect(LineFit([]) == nil)
    #expect(LineFit([(x: 0, y: 1), (x: 1, y: 2)]) == nil)
    #expect(LineFit([(x: 1, y: 1), (x: 1, y: 2), (x: 1, y: 3)]) == nil)
    #expect(LineFit([(x: 1, y: 1), (x: 2, y: .infinity), (x: 3, y: 3)]) == nil)
    #expect(LineFit([(x: 1e200, y: 1), (x: -1e200, y: 2), (x: 3, y: 3)]) == nil)
    #expect(LineFit([(x: .nan, y: 1), (x: 2, y: 2), (x: 3, y: 3)]) == nil)
  }
}
