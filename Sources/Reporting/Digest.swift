/// SHA-256 of some bytes, in hexadecimal, as FIPS 180-4 defines it.
public func sha256(_ bytes: [UInt8]) -> String {
  var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  var message = bytes
  let length = UInt64(bytes.count) &* 8
  message.append(0x80)
  while message.count % 64 != 56 { message.append(0) }
  for shift in stride(from: 56, through: 0, by: -8) {
    message.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
  }
  var words = [UInt32](repeating: 0, count: 64)
  message.withUnsafeBufferPointer { message in
    words.withUnsafeMutableBufferPointer { words in
      constants.withUnsafeBufferPointer { constants in
        for block in stride(from: 0, to: message.count, by: 64) {
          compress(&state, message, block, words, constants)
        }
      }
    }
  }
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for word in state {
    for shift in stride(from: 28, through: 0, by: -4) {
      text.append(digits[Int((word >> UInt32(shift)) & 15)])
    }
  }
  return String(decoding: text, as: UTF8.self)
}

private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
  (word >> count) | (word << (32 - count))
}

private func compress(
  _ state: inout [UInt32], _ message: UnsafeBufferPointer<UInt8>, _ block: Int,
  _ words: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
) {
  for index in 0..<16 {
    let at = block + index * 4
    words[index] =
      UInt32(message[at]) << 24 | UInt32(message[at + 1]) << 16 | UInt32(message[at + 2]) << 8
      | UInt32(message[at + 3])
  }
  for index in 16..<64 {
    let first = words[index - 15]
    let second = words[index - 2]
    let small = rotated(first, 7) ^ rotated(first, 18) ^ (first >> 3)
    let large = rotated(second, 17) ^ rotated(second, 19) ^ (second >> 10)
    words[index] = words[index - 16] &+ small &+ words[index - 7] &+ large
  }
  var (a, b, c, d) = (state[0], state[1], state[2], state[3])
  var (e, f, g, h) = (state[4], state[5], state[6], state[7])
  for index in 0..<64 {
    let sum = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let choice = (e & f) ^ (~e & g)
    let first = h &+ sum &+ choice &+ constants[index] &+ words[index]
    let other = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    let second = other &+ ((a & b) ^ (a & c) ^ (b & c))
    (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
  }
  state[0] &+= a
  state[1] &+= b
  state[2] &+= c
  state[3] &+= d
  state[4] &+= e
  state[5] &+= f
  state[6] &+= g
  state[7] &+= h
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
