/// Which classes of scalars belong to which sets, as rows of bits.
struct SetMembership: Sendable {
    private let bits: [UInt64]
    private let wordsPerSet: Int

    init(_ partition: ScalarPartition, sets: [ScalarSet]) {
        let words = (partition.classCount + 63) / 64
        var bits = [UInt64](repeating: 0, count: words * sets.count)
        for (row, set) in sets.enumerated() {
            for member in partition.classes(in: set) { bits[row * words + member / 64] |= 1 << UInt64(member % 64) }
        }
        self.bits = bits
        wordsPerSet = words
    }

    @inline(__always)
    func contains(set: Int, class member: Int) -> Bool {
        bits[set &* wordsPerSet &+ member &>> 6] &>> UInt64(truncatingIfNeeded: member & 63) & 1 != 0
    }
}
