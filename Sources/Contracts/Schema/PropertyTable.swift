import JSON

/// The named properties of one schema object: found by the hash that the parser has already computed.
///
/// A property's *slot* is its place in the order of the contract file.
final class PropertyTable: Sendable {
    /// Property names in the order of the contract.
    let names: [String]
    /// The schema of each slot.
    let nodes: [NodeIndex]
    /// For each slot whether `required` names it.
    let isRequired: [Bool]
    /// Names that `required` lists and `properties` does not.
    let requiredElsewhere: [String]
    /// Number of required slots.
    let requiredCount: Int

    private let nameBytes: [[UInt8]]
    /// Open addressing: slot + 1, or 0 for an empty place. The length is a power of two.
    private let buckets: [Int32]
    private let hashes: [UInt32]

    init(names: [String], nodes: [NodeIndex], required: [String]) {
        self.names = names
        self.nodes = nodes
        isRequired = names.map { required.contains($0) }
        requiredElsewhere = required.filter { !names.contains($0) }
        requiredCount = isRequired.reduce(0) { $0 + ($1 ? 1 : 0) }
        nameBytes = names.map { Array($0.utf8) }
        hashes = nameBytes.map { bytes in bytes.withUnsafeBytes { JSONView.nameHash(of: $0) } }
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var buckets = [Int32](repeating: 0, count: size)
        for (slot, hash) in hashes.enumerated() {
            var place = Int(hash) & (size - 1)
            while buckets[place] != 0 { place = (place + 1) & (size - 1) }
            buckets[place] = Int32(slot + 1)
        }
        self.buckets = buckets
    }

    /// The slot of a member's name; nil if the contract has no such property.
    func slot(of name: JSONView) -> Int? {
        let hash = name.nameHash
        let mask = buckets.count - 1
        var place = Int(hash) & mask
        while buckets[place] != 0 {
            let slot = Int(buckets[place]) - 1
            if hashes[slot] == hash, nameBytes[slot].withUnsafeBytes({ name.isEqual(toUTF8: $0) }) {
                return slot
            }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The slot of a name.
    func slot(of name: String) -> Int? {
        names.firstIndex(of: name)
    }
}
