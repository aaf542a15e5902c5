import Credit
import SeededRandom
import Testing

@Suite("A table by identifier") struct IdentifierTableTests {
    @Test("behaves as a dictionary does, whatever comes and goes", arguments: [(1 as UInt64, 8 as UInt64), (2, 300), (3, 5000)])
    func likeADictionary(seed: UInt64, range: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var table = IdentifierTable<String>()
        var expected: [Identifier128: String] = [:]
        for round in 0..<30_000 {
            // Neighbours, so that many share a slot's neighbourhood.
            let id = Identifier128(high: UInt64.random(in: 0..<2, using: &generator), low: UInt64.random(in: 0..<range, using: &generator))
            let value = Int.random(in: 0..<5, using: &generator) < (round % 4000 < 2000 ? 1 : 4) ? nil : "value \(round)"
            table[id] = value
            expected[id] = value
            #expect(table[id] == value)
            #expect(table.count == expected.count)
            if round % 3000 == 0 {
                #expect(Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0.value) }) == expected)
            }
        }
        for number in 0..<range {
            let id = Identifier128(high: 0, low: number)
            #expect(table[id] == expected[id])
        }
        for (key, _) in expected { table[key] = nil }
        #expect(table.isEmpty)
        #expect(table.map(\.key).isEmpty)
    }

    @Test("tables are the same if they hold the same, in whatever order it came")
    func equality() {
        let values: [(Identifier128, Int)] = (0..<500).map { (identifier(UInt64($0)), $0) }
        var (a, b) = (IdentifierTable<Int>(), IdentifierTable<Int>())
        for (key, value) in values { a[key] = value }
        for (key, value) in values.reversed() { b[key] = value }
        #expect(a == b)
        let copy = a
        a[identifier(3)] = -1
        #expect(a != b)
        #expect(copy == b)
        b[identifier(3)] = nil
        #expect(copy != b)
        #expect(([identifier(1): 1] as IdentifierTable<Int>)[identifier(1)] == 1)
    }
}
