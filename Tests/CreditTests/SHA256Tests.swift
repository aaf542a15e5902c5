import Credit
import Testing

@Suite("SHA-256 (FIPS 180-4)") struct SHA256Tests {
    @Test("the standard's example messages have the standard's digests", arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    ])
    func standardVectors(message: String, digest: String) {
        #expect(message.withRawUTF8 { SHA256.hash($0) }.hex == digest)
    }

    @Test func aMillionTimesTheLetterA() {
        let message = [UInt8](repeating: 0x61, count: 1_000_000)
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(message.withUnsafeBytes { SHA256.hash($0) }.hex == expected)

        var inPieces = SHA256()
        for start in stride(from: 0, to: message.count, by: 97) {
            message[start..<min(start + 97, message.count)].withUnsafeBytes { inPieces.update($0) }
        }
        #expect(inPieces.finalize().hex == expected)
    }

    /// The digest of all 131 digests was computed by another implementation (CPython's hashlib).
    @Test func lengthsAroundTheBlockBoundariesAgreeWithAnotherImplementation() {
        var all = SHA256()
        for length in 0...130 {
            let message = (0..<length).map { UInt8(($0 * 7 + length) % 256) }
            let digest = message.withUnsafeBytes { SHA256.hash($0) }
            digest.bytes.withUnsafeBytes { all.update($0) }
        }
        #expect(all.finalize().hex == "969b9f993f9c27e8424a46288c5b7999eee502a7befa92cad6cfef1034d76c51")
    }

    @Test func aMessageHasTheSameDigestWhereverItIsSplit() {
        for length in 0...130 {
            let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ length) }
            let whole = message.withUnsafeBytes { SHA256.hash($0) }
            for boundary in 0...length {
                var hasher = SHA256()
                message[..<boundary].withUnsafeBytes { hasher.update($0) }
                message[boundary...].withUnsafeBytes { hasher.update($0) }
                #expect(hasher.finalize() == whole, "length \(length), split at \(boundary)")
            }
        }
    }

    @Test func textsAndSingleBytesCountAsTheirBytes() {
        var hasher = SHA256()
        hasher.update("信用")
        hasher.update(byte: 0)
        hasher.update("")
        hasher.update("A")
        #expect(hasher.finalize() == "信用\u{0}A".withRawUTF8 { SHA256.hash($0) })
    }

    @Test func aCopyOfAHasherGoesItsOwnWay() {
        var first = SHA256()
        first.update("ab")
        var second = first
        first.update("c")
        second.update("d")
        #expect(first.finalize().hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(second.finalize() == "abd".withRawUTF8 { SHA256.hash($0) })
    }
}
