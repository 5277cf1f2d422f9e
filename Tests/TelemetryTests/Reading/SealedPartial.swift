import TestSupport

@testable import Telemetry

/// Partial summaries that were changed by somebody who knows how their digests are made.
enum SealedPartial {
  /// The text with the digests that it has now.
  static func sealed(_ text: String) -> String {
    var sealed = ""
    var digest = PartialDigest()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if PartialWords.isMagic(line) { digest = PartialDigest() }
      if line == "end" || line.hasPrefix("end ") {
        sealed += "end \(digest.text)\n"
      } else {
        sealed += line + "\n"
        digest.add(line + "\n")
      }
    }
    return String(sealed.dropLast())
  }

  /// One byte of one text changed, gone or doubled, or a text cut.
  static func damaged(_ parts: [String], _ random: inout SplitMix) -> [String] {
    var texts = parts
    let part = Int.random(in: 0..<texts.count, using: &random)
    var bytes = Array(texts[part].utf8)
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] = UInt8.random(in: 0x30...0x39, using: &random)
    case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3: bytes.remove(at: place)
    case 4: bytes.removeLast(bytes.count - place)
    default: bytes.insert(bytes[place], at: place)
    }
    texts[part] = String(decoding: bytes, as: UTF8.self)
    return texts
  }

  /// Numbers and words at the edges of what can be said.
  private static let edges = [
    "0", "-1", "1", "2", "7", "+1", "01", "-9223372036854775808", "9223372036854775807",
    "9223372036854775808", "17592186044415", "17592186044416", "35184372088832", "4294967295",
    "4294967296", "1152921504606846976", "4600000000000000000", "-4600000000000000000",
    "1099511627776", "1329227995784915872903807060280344575", "79228162514264337593543950335",
    "170141183460469231731687303715884105727",
    "-170141183460469231731687303715884105728", "340282366920938463463374607431768211455", "-", "=",
    "=%", "=%00", "nan", "", "5_1", "5+1", "end", "completed", "running", "zzzzzzzzzzzzz",
  ]

  /// Lines of the texts dropped, doubled, moved, and words in them dropped, doubled or put in their
  /// place; their digests are right.
  static func forged(_ parts: [String], _ random: inout SplitMix) -> [String] {
    var texts = parts
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let part = Int.random(in: 0..<texts.count, using: &random)
      var lines = texts[part].split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      let place = Int.random(in: 0..<lines.count - 1, using: &random)
      var words = lines[place].split(separator: " ").map(String.init)
      guard !words.isEmpty, lines.count > 2 else { continue }
      let word = Int.random(in: 0..<words.count, using: &random)
      switch Int.random(in: 0..<9, using: &random) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: place)
      case 2: lines.swapAt(place, Int.random(in: 0..<lines.count - 1, using: &random))
      case 3:
        words.remove(at: word)
        lines[place] = words.joined(separator: " ")
      case 4:
        words.insert(words[word], at: word)
        lines[place] = words.joined(separator: " ")
      case 5:
        let other = Int.random(in: 0..<lines.count - 1, using: &random)
        words[word] =
          lines[other].split(separator: " ").map(String.init).randomElement(using: &random) ?? ""
        lines[place] = words.joined(separator: " ")
      case 6:
        guard let number = Int64(words[word]), number < .max else { continue }
        words[word] = "\(number + 1)"
        lines[place] = words.joined(separator: " ")
      default:
        words[word] = edges.randomElement(using: &random) ?? ""
        lines[place] = words.joined(separator: " ")
      }
      texts[part] = lines.joined(separator: "\n")
    }
    return texts.map(sealed)
  }
}
