/// SHA-256 of some bytes, in hexadecimal, as FIPS 180-4 defines it.
public func sha256(_ bytes: [UInt8]) -> String {
  var state = SHA256State()
  let length = bytes.count
  bytes.withUnsafeBufferPointer { bytes in
    var block = 0
    while block + 64 <= length {
      state.take { index in
        UInt32(bytes[block + index * 4]) << 24 | UInt32(bytes[block + index * 4 + 1]) << 16
          | UInt32(bytes[block + index * 4 + 2]) << 8 | UInt32(bytes[block + index * 4 + 3])
      }
      block += 64
    }
    // What is left, a one bit, zeros, and the length in bits.
    let left = length - block
    for last in 0..<(left < 56 ? 1 : 2) {
      let isEnd = last == 1 || left < 56
      state.take { index in
        if isEnd, index >= 14 {
          return UInt32(truncatingIfNeeded: UInt64(length) &* 8 >> (index == 14 ? 32 : 0))
        }
        var word: UInt32 = 0
        for at in last * 64 + index * 4..<last * 64 + index * 4 + 4 {
          word = word << 8 | (at < left ? UInt32(bytes[block + at]) : at == left ? 0x80 : 0)
        }
        return word
      }
    }
  }
  return state.hexadecimal
}

/// SHA-256 of bytes that come in parts.
public struct Digest: Sendable {
  private var state = SHA256State()
  private var rest: [UInt8] = []
  private var length = 0

  /// The digest of nothing.
  public init() {}

  /// Takes the bytes of a range in.
  public mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return }
    length &+= range.count
    var index = range.lowerBound
    if !rest.isEmpty {
      while rest.count < 64, index < range.upperBound {
        rest.append(bytes[index])
        index += 1
      }
      guard rest.count == 64 else { return }
      take(rest, 0)
      rest.removeAll(keepingCapacity: true)
    }
    while range.upperBound - index >= 64 {
      take(bytes, index)
      index += 64
    }
    while index < range.upperBound {
      rest.append(bytes[index])
      index += 1
    }
  }

  /// Takes the block of 64 bytes in that begins at an index.
  private mutating func take(_ bytes: [UInt8], _ start: Int) {
    var state = state
    bytes.withUnsafeBufferPointer { bytes in
      state.take { index in
        let at = start + index * 4
        return UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16
          | UInt32(bytes[at + 2]) << 8 | UInt32(bytes[at + 3])
      }
    }
    self.state = state
  }

  /// The digest of all bytes so far, in hexadecimal.
  public var hexadecimal: String {
    // What is left, a one bit, zeros, and the length in bits.
    var whole = self
    whole.rest.append(0x80)
    while whole.rest.count % 64 != 56 { whole.rest.append(0) }
    let bits = UInt64(truncatingIfNeeded: length) &* 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      whole.rest.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    let end = whole.rest
    for start in stride(from: 0, to: end.count, by: 64) { whole.take(end, start) }
    return whole.state.hexadecimal
  }
}

/// The eight words that a digest is, on its way through the blocks.
private struct SHA256State {
  private var state = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19)

  /// Takes the next block in, sixteen words.
  @inline(__always)
  mutating func take(_ word: (Int) -> UInt32) {
    // The last sixteen words of the message schedule: each is needed no longer than that.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { words in
      for index in 0..<16 { words.initializeElement(at: index, to: word(index)) }
      constants.withUnsafeBufferPointer { mix(words, $0) }
    }
  }

  private mutating func mix(
    _ words: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    @inline(__always) func scheduled(_ index: Int) -> UInt32 {
      let place = index & 15
      if index >= 16 {
        let first = words[(index &+ 1) & 15]
        let second = words[(index &+ 14) & 15]
        let small = rotated(first, 7) ^ rotated(first, 18) ^ (first &>> 3)
        let large = rotated(second, 17) ^ rotated(second, 19) ^ (second &>> 10)
        words[place] = words[place] &+ small &+ words[(index &+ 9) & 15] &+ large
      }
      return words[place] &+ constants[index]
    }
    // Eight rounds at a time: the words change their parts instead of their places.
    for index in stride(from: 0, to: 64, by: 8) {
      round(a, b, c, &d, e, f, g, &h, scheduled(index))
      round(h, a, b, &c, d, e, f, &g, scheduled(index &+ 1))
      round(g, h, a, &b, c, d, e, &f, scheduled(index &+ 2))
      round(f, g, h, &a, b, c, d, &e, scheduled(index &+ 3))
      round(e, f, g, &h, a, b, c, &d, scheduled(index &+ 4))
      round(d, e, f, &g, h, a, b, &c, scheduled(index &+ 5))
      round(c, d, e, &f, g, h, a, &b, scheduled(index &+ 6))
      round(b, c, d, &e, f, g, h, &a, scheduled(index &+ 7))
    }
    state &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  /// One round, with the word of the schedule and the constant in one.
  @inline(__always)
  private func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let sum = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ sum &+ (((f ^ g) & e) ^ g) &+ word
    let other = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ other &+ ((a & b) | ((a | b) & c))
  }

  /// Its 64 digits.
  var hexadecimal: String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for index in 0..<8 {
      for shift in stride(from: UInt32(28), through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: (state[index] >> shift) & 15)
        text.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
  (word &>> count) | (word &<< (32 &- count))
}

private let constants: [UInt32] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]
