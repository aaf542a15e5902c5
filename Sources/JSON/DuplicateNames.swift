/// Looks for a name that occurs twice in one object, once the object is complete.
///
/// Objects of ordinary size go through a small table of quick hashes that is never cleared: every slot carries the
/// number of the object that filled it. Objects that are large, or whose long names collide (by chance or by
/// malice), go through a table of full hashes with a secret seed, so that no text takes more than linear time.
final class DuplicateNames {
    /// Most members of an object that goes through the small table.
    private static let smallCount = 64
    private static let slotCount = 256

    /// Longest names, in bytes of text, compared on a collision of quick hashes.
    private static let longestCompared: UInt32 = 64

    /// High half: the object's generation. Low half: the quick hash.
    private let keys: UnsafeMutablePointer<UInt64>
    /// The node of the name that filled the slot.
    private let nodesOfKeys: UnsafeMutablePointer<UInt32>
    private var generation: UInt32 = 0

    init() {
        keys = .allocate(capacity: DuplicateNames.slotCount)
        keys.initialize(repeating: 0, count: DuplicateNames.slotCount)
        nodesOfKeys = .allocate(capacity: DuplicateNames.slotCount)
        nodesOfKeys.initialize(repeating: 0, count: DuplicateNames.slotCount)
    }

    deinit {
        keys.deallocate()
        nodesOfKeys.deallocate()
    }

    /// - Parameters:
    ///   - object: the object's node, whose content is complete.
    ///   - count: its members.
    /// - Returns: the node of the first name that has occurred before.
    func firstRepetition(
        inObject object: Int, count: Int, nodes: UnsafePointer<TapeNode>, text: UnsafeRawPointer
    ) -> Int? {
        guard count <= DuplicateNames.smallCount else {
            return SeededNameTable.firstRepetition(inObject: object, count: count, nodes: nodes, text: text)
        }
        startGeneration()
        let stamp = UInt64(generation) &<< 32
        var name = object &+ 1
        for _ in 0..<count {
            let hash = nodes[name].link
            let key = stamp | UInt64(hash)
            var slot = Int(truncatingIfNeeded: hash) & (DuplicateNames.slotCount - 1)
            while keys[slot] &>> 32 == UInt64(generation) {
                if keys[slot] == key {
                    let earlier = Int(truncatingIfNeeded: nodesOfKeys[slot])
                    if max(nodes[earlier].length, nodes[name].length) > DuplicateNames.longestCompared {
                        return SeededNameTable.firstRepetition(inObject: object, count: count, nodes: nodes, text: text)
                    }
                    let view = JSONView(text: text, tape: nodes, index: name)
                    if view.hasSameString(as: JSONView(text: text, tape: nodes, index: earlier)) { return name }
                }
                slot = (slot &+ 1) & (DuplicateNames.slotCount - 1)
            }
            keys[slot] = key
            nodesOfKeys[slot] = UInt32(truncatingIfNeeded: name)
            name = Int(truncatingIfNeeded: nodes[name &+ 1].link)
        }
        return nil
    }

    /// Makes all slots free; only every 2^32 objects does that take more than a count.
    @inline(__always)
    private func startGeneration() {
        generation &+= 1
        if generation == 0 {
            keys.update(repeating: 0, count: DuplicateNames.slotCount)
            generation = 1
        }
    }
}
