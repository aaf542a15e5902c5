/// A table of full name hashes for one object.
///
/// The hash is the standard library's, seeded at random in every process: names that collide cannot be prepared.
enum SeededNameTable {
    private struct Slot {
        var hash: Int
        /// The name's node; 0, which is never a name, in a free slot.
        var node: UInt32
    }

    /// See `DuplicateNames.firstRepetition`.
    @inline(never)
    static func firstRepetition(
        inObject object: Int, count: Int, nodes: UnsafePointer<TapeNode>, text: UnsafeRawPointer
    ) -> Int? {
        var capacity = 128
        while capacity < count * 2 { capacity *= 2 }
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        slots.initialize(repeating: Slot(hash: 0, node: 0), count: capacity)
        defer { slots.deallocate() }

        var name = object + 1
        for _ in 0..<count {
            let view = JSONView(text: text, tape: nodes, index: name)
            var hasher = Hasher()
            view.withUTF8 { hasher.combine(bytes: $0) }
            let hash = hasher.finalize()
            var slot = hash & (capacity - 1)
            while slots[slot].node != 0 {
                if slots[slot].hash == hash,
                    view.hasSameString(as: JSONView(text: text, tape: nodes, index: Int(slots[slot].node)))
                {
                    return name
                }
                slot = (slot + 1) & (capacity - 1)
            }
            slots[slot] = Slot(hash: hash, node: UInt32(truncatingIfNeeded: name))
            name = Int(nodes[name + 1].link)
        }
        return nil
    }
}
