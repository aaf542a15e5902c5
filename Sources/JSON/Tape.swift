/// The memory a parser writes its nodes to. A handle: its owner calls `free`.
struct Tape {
    /// Nodes kept between parses whatever was parsed before: 1 MiB.
    static let keptCapacity = 1 << 16

    private(set) var nodes: UnsafeMutablePointer<TapeNode>
    private(set) var capacity: Int

    init(capacity: Int = 256) {
        self.nodes = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    func free() { nodes.deallocate() }

    /// Doubles the capacity.
    /// - Parameter used: how many nodes have been written and must survive.
    @inline(never)
    mutating func grow(used: Int) {
        let larger = UnsafeMutablePointer<TapeNode>.allocate(capacity: capacity * 2)
        larger.update(from: nodes, count: used)
        nodes.deallocate()
        nodes = larger
        capacity *= 2
    }

    /// Gives back what one huge text has taken, once smaller texts follow. What was on the tape is lost.
    /// - Parameter byteCount: bytes of the text to come.
    mutating func shrinkIfOversized(for byteCount: Int) {
        guard capacity > Tape.keptCapacity, byteCount < capacity / 8 else { return }
        nodes.deallocate()
        nodes = .allocate(capacity: Tape.keptCapacity)
        capacity = Tape.keptCapacity
    }
}
