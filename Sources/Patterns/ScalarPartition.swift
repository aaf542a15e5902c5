/// The code points divided into classes: those of one class are in the same sets of a pattern, so that a pattern need
/// not tell them apart.
struct ScalarPartition {
    /// Where the intervals begin, in ascending order from 0; each ends where the next begins.
    let intervalStarts: [UInt32]

    /// The class of each interval.
    let classes: [UInt16]

    let classCount: Int

    /// - Throws: `tooLarge` if the sets are too many and too different.
    init(_ sets: [ScalarSet]) throws(PatternError) {
        let starts = ScalarPartition.boundaries(sets)
        guard max(sets.count, 1) * starts.count <= PatternLimits.memberships else {
            throw PatternError(kind: .tooLarge, offset: 0)
        }
        // All begins as one class. Each set takes out of every class what the class has in common with the set, unless
        // that is all of the class.
        var classes = [Int](repeating: 0, count: starts.count)
        var sizes = [starts.count]
        var visits = 0
        for set in sets {
            var inside: [Int: Int] = [:]
            ScalarPartition.forEachInterval(of: set, starts) {
                inside[classes[$0], default: 0] += 1
                visits += 1
            }
            guard visits <= PatternLimits.intervalVisits else { throw PatternError(kind: .tooLarge, offset: 0) }
            var moved: [Int: Int] = [:]
            for (old, count) in inside.sorted(by: { $0.key < $1.key }) where count < sizes[old] {
                moved[old] = sizes.count
                sizes[old] -= count
                sizes.append(count)
            }
            guard !moved.isEmpty else { continue }
            ScalarPartition.forEachInterval(of: set, starts) { classes[$0] = moved[classes[$0]] ?? classes[$0] }
        }
        guard sizes.count <= Int(UInt16.max) else { throw PatternError(kind: .tooLarge, offset: 0) }
        intervalStarts = starts
        self.classes = classes.map { UInt16(truncatingIfNeeded: $0) }
        classCount = sizes.count
    }

    /// The classes that make up a set.
    func classes(in set: ScalarSet) -> Set<Int> {
        var found: Set<Int> = []
        ScalarPartition.forEachInterval(of: set, intervalStarts) { found.insert(Int(classes[$0])) }
        return found
    }

    private static func boundaries(_ sets: [ScalarSet]) -> [UInt32] {
        var starts: [UInt32] = [0]
        for set in sets {
            for range in set.ranges {
                starts.append(range.lowerBound)
                if range.upperBound < ScalarSet.last { starts.append(range.upperBound + 1) }
            }
        }
        starts.sort()
        var distinct: [UInt32] = []
        for start in starts where start != distinct.last { distinct.append(start) }
        return distinct
    }

    private static func forEachInterval(of set: ScalarSet, _ starts: [UInt32], _ body: (Int) -> Void) {
        for range in set.ranges {
            // The last interval that begins no later than the range; sets begin where intervals do.
            var (low, high) = (0, starts.count)
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= range.lowerBound { low = middle } else { high = middle }
            }
            while low < starts.count, starts[low] <= range.upperBound {
                body(low)
                low += 1
            }
        }
    }
}
