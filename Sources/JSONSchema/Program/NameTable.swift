import JSON

/// Owns the memory of a ``NameLookup``.
final class NameTable: Sendable {
    let names: [String]
    let lookup: NameLookup

    /// - parameter properties: how many of the names, from the first, are those of `properties`.
    init(names: [String], properties: Int) {
        self.names = names
        lookup = NameLookup(names: names.map { Array($0.utf8) }, properties: properties)
    }

    deinit { lookup.deallocate() }
}

/// Names found by the hash that the parser has already computed: the slots of a frame, or the names of `properties`.
///
/// Open addressing over flat memory: a look-up follows no pointer to an object and allocates nothing.
struct NameLookup: @unchecked Sendable {
    private struct Entry {
        let hash: UInt32
        let length: Int32
        let text: UnsafeRawPointer
    }

    let count: Int
    /// The first so many names are those of `properties`: `additionalProperties` does not apply to them.
    let properties: Int
    private let mask: Int
    private let entries: UnsafeMutablePointer<Entry>
    private let bytes: UnsafeMutableRawPointer
    /// Slot + 1, or 0 for an empty place; a power of two of them.
    private let buckets: UnsafeMutablePointer<Int32>

    init(names: [[UInt8]], properties: Int) {
        count = names.count
        self.properties = properties
        var size = 4
        while size < names.count * 2 { size *= 2 }
        mask = size - 1
        buckets = .allocate(capacity: size)
        buckets.initialize(repeating: 0, count: size)
        entries = .allocate(capacity: max(1, names.count))
        bytes = .allocate(byteCount: max(1, names.reduce(0) { $0 + $1.count }), alignment: 8)
        var offset = 0
        for (slot, name) in names.enumerated() {
            (bytes + offset).copyMemory(from: name, byteCount: name.count)
            let hash = name.withUnsafeBytes { JSONView.nameHash(of: $0) }
            (entries + slot).initialize(to: Entry(hash: hash, length: Int32(name.count), text: UnsafeRawPointer(bytes + offset)))
            offset += name.count
            var place = Int(hash) & mask
            while buckets[place] != 0 { place = (place + 1) & mask }
            buckets[place] = Int32(slot + 1)
        }
    }

    func deallocate() {
        buckets.deallocate()
        entries.deallocate()
        bytes.deallocate()
    }

    /// The slot of a member's name; -1 if it is none of the table's.
    ///
    /// - parameter guess: the slot that is tried first: senders mostly keep the order of the contract.
    @inline(__always)
    func slot(of name: JSONView, guess: Int) -> Int {
        let hash = name.nameHash
        if guess < count, isAt(guess, name, hash) { return guess }
        var place = Int(hash) & mask
        while buckets[place] != 0 {
            let slot = Int(buckets[place]) &- 1
            if isAt(slot, name, hash) { return slot }
            place = (place &+ 1) & mask
        }
        return -1
    }

    @inline(__always)
    private func isAt(_ slot: Int, _ name: JSONView, _ hash: UInt32) -> Bool {
        let entry = entries[slot]
        return entry.hash == hash && name.isEqual(toUTF8: UnsafeRawBufferPointer(start: entry.text, count: Int(entry.length)))
    }
}
