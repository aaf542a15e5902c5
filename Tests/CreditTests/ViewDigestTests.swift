import Credit
import SeededRandom
import Testing

/// Numbers of 256 bits as 32 bytes, the highest first, by schoolbook arithmetic.
private struct BigNumber: Equatable {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    static func + (a: BigNumber, b: BigNumber) -> BigNumber {
        var (sum, carry) = ([UInt8](repeating: 0, count: 32), 0)
        for place in (0..<32).reversed() {
            let digit = Int(a.bytes[place]) + Int(b.bytes[place]) + carry
            (sum[place], carry) = (UInt8(digit & 255), digit >> 8)
        }
        return BigNumber(sum)
    }

    static func - (a: BigNumber, b: BigNumber) -> BigNumber {
        var (difference, borrow) = ([UInt8](repeating: 0, count: 32), 0)
        for place in (0..<32).reversed() {
            let digit = Int(a.bytes[place]) - Int(b.bytes[place]) - borrow
            (difference[place], borrow) = (UInt8(digit & 255), digit < 0 ? 1 : 0)
        }
        return BigNumber(difference)
    }

    var hex: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    var digest: Digest256 { hex.withRawUTF8 { Digest256(hex: $0)! } }

    /// Often with words that are full or empty, where carries run through.
    static func random(_ generator: inout SeededGenerator) -> BigNumber {
        BigNumber(
            (0..<4).flatMap { _ -> [UInt8] in
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: Array(repeating: 0, count: 8)
                case 1: Array(repeating: 255, count: 8)
                case 2: Array(repeating: 0, count: 7) + [1]
                default: (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
                }
            })
    }
}

@Suite("The digest of a view") struct ViewDigestTests {
    private static let one = BigNumber(Array(repeating: 0, count: 31) + [1])
    private static let most = BigNumber(Array(repeating: 255, count: 32))

    @Test func theDigestOfNothingIsZero() {
        #expect(ViewDigest.empty.hex == String(repeating: "0", count: 64))
        #expect(ViewDigest(String(repeating: "0", count: 64)) == .empty)
    }

    @Test func carriesRunThroughAllWordsAndOutAtTheTop() {
        var digest = ViewDigest(Self.most.hex)!
        digest.add(Self.one.digest)
        #expect(digest == .empty)
        digest.remove(Self.one.digest)
        #expect(digest.hex == Self.most.hex)
        digest.add(Self.most.digest)
        #expect(digest.hex == (Self.most + Self.most).hex)
        #expect(digest.hex == String(repeating: "f", count: 63) + "e")
    }

    @Test("carries run from each word into the next", arguments: 0..<31) func carry(place: Int) {
        // 0…0ff…f and one more.
        let low = BigNumber(Array(repeating: 0, count: 32 - place) + Array(repeating: 255, count: place))
        var digest = ViewDigest(low.hex)!
        digest.add(Self.one.digest)
        #expect(digest.hex == (low + Self.one).hex)
        digest.remove(Self.one.digest)
        #expect(digest.hex == low.hex)
    }

    @Test func sumsAndDifferencesAreThoseOfBigNumbers() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<20_000 {
            let (a, b) = (BigNumber.random(&generator), BigNumber.random(&generator))
            var (sum, difference) = (ViewDigest(a.hex)!, ViewDigest(a.hex)!)
            sum.add(b.digest)
            difference.remove(b.digest)
            #expect(sum.hex == (a + b).hex)
            #expect(difference.hex == (a - b).hex)
        }
    }

    @Test func theOrderOfEntriesMakesNoDifference() {
        var generator = SeededGenerator(seed: 22)
        let entries = (0..<50).map { "entry \($0)" }
        func digest(_ texts: [String]) -> ViewDigest {
            var digest = ViewDigest.empty
            for text in texts { digest.add("k".withRawUTF8 { key in text.withRawUTF8 { ViewDigest.entry(key: key, value: $0) } }) }
            return digest
        }
        let expected = digest(entries)
        for _ in 0..<20 { #expect(digest(entries.shuffled(using: &generator)) == expected) }
        #expect(digest(Array(entries.dropLast())) != expected)
        #expect(digest(entries + [entries[0]]) != expected)
    }

    @Test func theDigestOfAnEntryIsThatOfKeyLineFeedAndValue() {
        let expected = "00000000000000000000000000000001\n{}".withRawUTF8 { SHA256.hash($0) }
        let digest = "00000000000000000000000000000001".withRawUTF8 { key in "{}".withRawUTF8 { ViewDigest.entry(key: key, value: $0) } }
        #expect(digest == expected)
    }

    @Test("only 64 lower-case hexadecimal digits are a digest", arguments: [
        "", "0", String(repeating: "A", count: 64), String(repeating: "0", count: 65), String(repeating: "g", count: 64),
    ])
    func nonsense(text: String) {
        #expect(ViewDigest(text) == nil)
    }
}
