/// Exponential and logarithm in plain arithmetic, so that a seed gives the same bytes on every
/// machine: those of the C library differ between its versions and between processors.
///
/// Both are within some two units in the last place.
public enum Elementary {
  private static let ln2High = 0x1.62e42feep-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// e to the power of `x`.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.8 { return .infinity }
    if x < -745.2 { return 0 }
    let k = (x * 1.4426950408889634).rounded(.toNearestOrEven)
    let r = (x - k * ln2High) - k * ln2Low
    // Taylor's series, |r| ≤ ln 2 / 2: the fourteenth power is the last that counts.
    var sum = 1.0 / 87_178_291_200
    sum = sum * r + 1.0 / 6_227_020_800
    sum = sum * r + 1.0 / 479_001_600
    sum = sum * r + 1.0 / 39_916_800
    sum = sum * r + 1.0 / 3_628_800
    sum = sum * r + 1.0 / 362_880
    sum = sum * r + 1.0 / 40_320
    sum = sum * r + 1.0 / 5_040
    sum = sum * r + 1.0 / 720
    sum = sum * r + 1.0 / 120
    sum = sum * r + 1.0 / 24
    sum = sum * r + 1.0 / 6
    sum = sum * r + 1.0 / 2
    sum = (sum * r + 1) * r + 1
    // Two steps, so that neither factor is beyond what a double can hold.
    let half = (k / 2).rounded(.towardZero)
    return sum * power(ofTwo: Int(half)) * power(ofTwo: Int(k - half))
  }

  private static func power(ofTwo exponent: Int) -> Double {
    Double(bitPattern: UInt64(exponent + 1023) << 52)
  }

  /// The natural logarithm of `x`; not a number below zero.
  public static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    // log m = 2 artanh s; s² is at most 0.0295.
    let s = (m - 1) / (m + 1)
    let square = s * s
    var sum = 1.0 / 23 * square
    sum = (sum + 1.0 / 21) * square
    sum = (sum + 1.0 / 19) * square
    sum = (sum + 1.0 / 17) * square
    sum = (sum + 1.0 / 15) * square
    sum = (sum + 1.0 / 13) * square
    sum = (sum + 1.0 / 11) * square
    sum = (sum + 1.0 / 9) * square
    sum = (sum + 1.0 / 7) * square
    sum = (sum + 1.0 / 5) * square
    sum = (sum + 1.0 / 3) * square
    return exponent * ln2High + (2 * s + (2 * s * sum + exponent * ln2Low))
  }

  /// `x` to the power of `y`, for `x` from zero up.
  public static func power(_ x: Double, _ y: Double) -> Double {
    y == 0 ? 1 : x == 0 ? 0 : exp(y * log(x))
  }
}
