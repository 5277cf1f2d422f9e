import Diagnostics
import Reporting

extension Session {
  /// What to write for there to be something to draw.
  static let spreadHint = "write how sure a value is, such as `57 gCO2e/kWh ± 10 %`"

  /// What `--samples` and `--seed` ask for; nothing where no samples are asked for.
  var drawing: Drawing? {
    get throws(Failure) {
      guard let text = invocation.value(of: "samples") else {
        guard invocation.has("seed") else { return nil }
        throw Failure(
          2,
          Diagnostic(
            .usage, "`--seed` goes with `--samples`",
            hint: "add `--samples auto`, or a number of them"))
      }
      let seed = try seed
      if text == "auto" { return Drawing(samples: nil, seed: seed) }
      guard let number = Self.wholeNumber(text) else {
        throw Failure(
          2,
          Diagnostic(
            .usage, "`\(text)` is no number of samples",
            hint: "write a whole number such as `100_000`, or `auto`"))
      }
      guard number >= Double(Drawing.least), number <= Double(Drawing.most) else {
        throw Failure(
          2,
          Diagnostic(
            .usage,
            "`--samples \(text)`: \(number < Double(Drawing.least) ? "too few" : "too many")",
            hint: "from \(Drawing.least) to \(Drawing.most) samples can be drawn; `auto` draws as "
              + "many as the printed digits need"))
      }
      return Drawing(samples: Int(number), seed: seed)
    }
  }

  private var seed: UInt64 {
    get throws(Failure) {
      guard let text = invocation.value(of: "seed") else { return 1 }
      guard let seed = UInt64(text.filter { $0 != "_" }), seed <= UInt64(Int64.max) else {
        throw Failure(
          2,
          Diagnostic(
            .usage, "`\(text)` is no seed",
            hint: "a seed is a whole number from 0 to \(Int64.max)"))
      }
      return seed
    }
  }

  /// A whole number as people write it: `100000`, `100_000`, `1e5`.
  private static func wholeNumber(_ text: String) -> Double? {
    guard text.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false,
      text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F || $0 == 0x65 }),
      let number = Double(text.filter { $0 != "_" }), number.rounded() == number
    else { return nil }
    return number
  }
}
