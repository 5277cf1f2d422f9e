/// Round numbers along an axis, at steps of 1, 2 or 5 times a power of ten, that cover the data.
struct ChartTicks {
  /// The step is `mantissa` × 10^`exponent`.
  private let mantissa: Int
  private let exponent: Int
  private let first: Int
  private let last: Int
  /// The power of ten, a multiple of three, that the labels are told in.
  let power: Int

  /// The numbers from the last at or below `low` to the first at or above `high`, with at most
  /// `count` steps between them; a range of no length is given one.
  init(covering low: Double, _ high: Double, atMost count: Int) {
    let count = max(2, count)
    let size = max(abs(low), abs(high))
    var high = high
    if size == 0 { high = 1 }
    // Steps that the numbers themselves can hold.
    let span = max(high - low, size * 1e-9, 1e-200)
    var step = Step(below: span / Double(count))
    var (first, last) = step.indices(low, high)
    while last - first > count {
      step.widen()
      (first, last) = step.indices(low, high)
    }
    if first == last { last += 1 }
    mantissa = step.mantissa
    exponent = step.exponent
    self.first = first
    self.last = last
    power = chartPower(max(abs(step.value(first)), abs(step.value(last))))
  }

  /// How many there are.
  var count: Int { last - first + 1 }

  /// The least number.
  var low: Double { value(0) }

  /// The greatest number.
  var high: Double { value(count - 1) }

  /// A number, counted from the least.
  func value(_ index: Int) -> Double {
    Step(mantissa: mantissa, exponent: exponent).value(first + index)
  }

  /// Its label, thousands grouped, as many digits behind the point as the step has.
  func text(_ index: Int) -> String {
    let number = (first + index) * mantissa
    let places = max(0, power - exponent)
    var digits = String(number.magnitude)
    if exponent > power, number != 0 {
      digits += String(repeating: "0", count: exponent - power)
    }
    if places > 0, number != 0 {
      digits = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
      let point = digits.index(digits.endIndex, offsetBy: -places)
      digits = digits[..<point] + "." + digits[point...]
    }
    return grouped((number < 0 ? "-" : "") + digits)
  }

  /// What a format that counts with few digits takes off all figures: nothing, unless they differ by
  /// little from each other.
  var offset: Double {
    high - low < max(abs(low), abs(high)) / 1000 ? low : 0
  }

  /// Where a number stands between the least and the greatest, from 0 to 1.
  func share(_ value: Double) -> Double {
    min(1, max(0, (value - low) / (high - low)))
  }

  /// Every how many numbers a label is written, so that labels of a width fit side by side in a
  /// length.
  func stride(widest width: Double, in length: Double) -> Int {
    let room = max(1, Int(length / max(1, width)))
    return (count + room - 1) / room
  }
}

/// A step of 1, 2 or 5 times a power of ten.
private struct Step {
  var mantissa: Int
  var exponent: Int

  init(mantissa: Int, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// One that is not above a size.
  init(below size: Double) {
    self.init(mantissa: 1, exponent: (ChartDigits(size)?.point ?? 1) - 1)
  }

  /// The next wider one.
  mutating func widen() {
    switch mantissa {
    case 1: mantissa = 2
    case 2: mantissa = 5
    default:
      mantissa = 1
      exponent += 1
    }
  }

  /// So many steps, rounded once.
  func value(_ index: Int) -> Double { Double("\(index * mantissa)e\(exponent)") ?? 0 }

  /// The last number at or below `low` and the first at or above `high`, in steps.
  func indices(_ low: Double, _ high: Double) -> (Int, Int) {
    let size = value(1)
    var first = Int((low / size).rounded(.down))
    var last = Int((high / size).rounded(.up))
    if value(first + 1) <= low { first += 1 }
    if value(first) > low { first -= 1 }
    if value(last - 1) >= high { last -= 1 }
    if value(last) < high { last += 1 }
    return (first, last)
  }
}
