import Credit
import Testing

@Suite("HMAC-SHA-256 (RFC 4231)") struct HMACSHA256Tests {
    struct Vector: Sendable {
        let key: [UInt8]
        let message: [UInt8]
        /// Leading hexadecimal digits; the RFC truncates one vector to 128 bits.
        let code: String
    }

    static let vectors: [Vector] = [
        Vector(
            key: Array(repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Vector(
            key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Vector(
            key: Array(repeating: 0xaa, count: 20), message: Array(repeating: 0xdd, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Vector(
            key: Array(1...25), message: Array(repeating: 0xcd, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Vector(
            key: Array(repeating: 0x0c, count: 20), message: Array("Test With Truncation".utf8),
            code: "a3b6167473100ee06e0c796c2955552b"),
        Vector(
            key: Array(repeating: 0xaa, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Vector(
            key: Array(repeating: 0xaa, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test("the RFC's seven cases have the RFC's codes", arguments: vectors)
    func standardVectors(vector: Vector) {
        let code = vector.message.withUnsafeBytes { HMACSHA256(key: vector.key).authenticate($0) }
        #expect(code.hex.hasPrefix(vector.code))
    }

    @Test func oneKeyAuthenticatesManyMessagesIndependently() {
        let hmac = HMACSHA256(key: Array("Jefe".utf8))
        let first = "what do ya want for nothing?".withRawUTF8 { hmac.authenticate($0) }
        _ = "something else".withRawUTF8 { hmac.authenticate($0) }
        #expect("what do ya want for nothing?".withRawUTF8 { hmac.authenticate($0) } == first)
    }

    @Test("a key of exactly one block is used as it is; one byte more and it is hashed")
    func blockBoundaryOfTheKey() {
        for length in [63, 64, 65] {
            let key = (0..<length).map { UInt8($0) }
            let used = length > 64 ? key.withUnsafeBytes { SHA256.hash($0).bytes } : key
            let padded = used + Array(repeating: 0, count: 64 - used.count)
            let inner = (padded.map { $0 ^ 0x36 } + Array("m".utf8)).withUnsafeBytes { SHA256.hash($0) }
            let outer = (padded.map { $0 ^ 0x5c } + inner.bytes).withUnsafeBytes { SHA256.hash($0) }
            #expect("m".withRawUTF8 { HMACSHA256(key: key).authenticate($0) } == outer)
        }
    }

    @Test func aMessageInPiecesHasTheCodeOfTheWhole() {
        let hmac = HMACSHA256(key: Array("Jefe".utf8))
        let pieces = hmac.authenticate { hash in
            hash.update("what do ya want ")
            hash.update(byte: UInt8(ascii: "f"))
            hash.update("or nothing?")
        }
        #expect(pieces == "what do ya want for nothing?".withRawUTF8 { hmac.authenticate($0) })
    }
}
