import Credit
import Testing

@Suite("Digests and identifiers as text") struct DigestTextTests {
    private let digest = "信枢".withRawUTF8 { SHA256.hash($0) }

    @Test func aDigestIsReadBackFromItsHexadecimalText() {
        #expect(digest.hex.withRawUTF8 { Digest256(hex: $0) } == digest)
        #expect(digest.bytes.count == 32)
    }

    @Test func anIdentifierIsTheLeadingHalfOfItsDigest() {
        #expect(digest.prefix.description == String(digest.hex.prefix(32)))
        #expect(Identifier128(digest.prefix.description) == digest.prefix)
    }

    @Test func leadingZerosAreKept() {
        let small = Identifier128(high: 0, low: 1)
        #expect(small.description == "00000000000000000000000000000001")
        #expect(Identifier128(small.description) == small)
    }

    @Test("anything but 32 lower-case digits is no identifier", arguments: [
        "", "0", String(repeating: "0", count: 31), String(repeating: "0", count: 33),
        String(repeating: "A", count: 32), String(repeating: "g", count: 32), String(repeating: "０", count: 32),
        "0x" + String(repeating: "0", count: 30),
    ])
    func refused(text: String) {
        #expect(Identifier128(text) == nil)
    }
}
