/// The class of every scalar, for quick lookup while a text is read: blocks of 256 scalars, equal ones shared.
struct ScalarClasses: Sendable {
    /// Classes, 256 to a block; the first block is that of the scalars below 256.
    private let blocks: [UInt16]

    /// For scalars divided by 256, where their block begins.
    private let blockStarts: [UInt32]

    /// The class of all scalars beyond those of `blockStarts`.
    private let classBeyond: UInt16

    let count: Int

    init(_ partition: ScalarPartition) {
        let starts = partition.intervalStarts
        let blockCount = max(1, Int((starts.last ?? 0) + 255) / 256)
        var blocks: [UInt16] = []
        var blockStarts: [UInt32] = []
        var knownUniform: [UInt16: UInt32] = [:]
        var known: [[UInt16]: UInt32] = [:]
        var interval = 0
        for index in 0..<blockCount {
            let first = UInt32(truncatingIfNeeded: index << 8)
            interval = ScalarClasses.advance(interval, to: first, starts)
            let member = partition.classes[interval]
            let isUniform = interval + 1 == starts.count || starts[interval + 1] > first | 0xFF
            if isUniform, let start = knownUniform[member] {
                blockStarts.append(start)
                continue
            }
            var block: [UInt16] = []
            block.reserveCapacity(256)
            for scalar in first...first | 0xFF {
                interval = ScalarClasses.advance(interval, to: scalar, starts)
                block.append(partition.classes[interval])
            }
            let start = known[block] ?? UInt32(truncatingIfNeeded: blocks.count)
            if Int(start) == blocks.count { blocks += block }
            known[block] = start
            if isUniform { knownUniform[member] = start }
            blockStarts.append(start)
        }
        self.blocks = blocks
        self.blockStarts = blockStarts
        classBeyond = partition.classes.last ?? 0
        count = partition.classCount
    }

    /// The interval of a scalar, at or behind a given interval.
    private static func advance(_ interval: Int, to scalar: UInt32, _ starts: [UInt32]) -> Int {
        var interval = interval
        while interval + 1 < starts.count, starts[interval + 1] <= scalar { interval += 1 }
        return interval
    }

    /// Runs `body` with a reader over the tables.
    @inline(__always)
    func withReader<R>(_ body: (ScalarClassReader) -> R) -> R {
        blocks.withUnsafeBufferPointer { blocks in
            blockStarts.withUnsafeBufferPointer { starts in
                body(ScalarClassReader(blocks: blocks, blockStarts: starts, classBeyond: classBeyond))
            }
        }
    }
}
