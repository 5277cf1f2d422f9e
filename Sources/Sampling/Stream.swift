/// The random numbers of one parameter: a stream told by its identity and the seed, in which the
/// sample's index is the place. Nothing else moves it: no other parameter, no order, no thread.
///
/// SplitMix64: Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
public struct Stream: Hashable, Sendable {
  let key: UInt64

  /// The stream of an identity.
  public init(_ identity: String, seed: UInt64) {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in identity.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    key = Stream.mix(hash ^ Stream.mix(seed &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// Another stream of the same identity, for methods that need two of each.
  var second: Stream { Stream(key: Stream.mix(key ^ 0x5851_F42D_4C95_7F2D)) }

  private init(key: UInt64) { self.key = key }

  /// 64 random bits of a sample.
  @inline(__always)
  public subscript(sample: UInt64) -> UInt64 {
    Stream.mix(key &+ sample &* 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always)
  static func mix(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }
}
