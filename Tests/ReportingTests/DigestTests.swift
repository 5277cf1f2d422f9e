import Reporting
import Testing

@Suite("SHA-256")
struct DigestTests {
  @Test(
    "The examples of FIPS 180-4 and NIST come out",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(sha256(Array(text.utf8)) == digest)
  }

  @Test("The digest of parts is that of the whole, wherever it is cut")
  func parts() {
    let bytes = (0..<300).map { UInt8($0 * 7 % 251) }
    for length in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200, 300] {
      let whole = sha256(Array(bytes.prefix(length)))
      for cut in 0...length {
        var digest = Digest()
        digest.add(bytes, 0..<cut)
        digest.add(bytes, cut..<length)
        #expect(digest.hexadecimal == whole, "\(length) cut at \(cut)")
      }
    }
  }

  @Test("Every length around the edges of a block agrees with Python's hashlib")
  func lengths() {
    let all = (0..<200).map { length in
      sha256((0..<length).map { UInt8(($0 * 7 + length) % 251) })
    }
    #expect(
      sha256(Array(all.joined().utf8))
        == "cf88000364b5df373455d1fe17e2041eda811f8bce179cf2970ef04ab38d1d15")
  }
}
