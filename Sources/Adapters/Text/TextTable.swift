import JSON

/// A code table of an adapter: what the sender writes, and what the contract has for it.
struct TextTable: Sendable {
    enum Match {
        /// The table does not have the text.
        case unknown
        /// The table says that the text stands for nothing.
        case nothing
        case text(UnsafeRawBufferPointer)
    }

    private struct Entry: Sendable {
        let key: StableText
        let hash: UInt32
        let value: StableText?
    }

    private let entries: [Entry]
    /// Open addressing: the number of an entry, or -1.
    private let slots: [Int32]
    /// What the sender may write, for people: cut to 160 characters.
    let allowed: String

    /// - parameter rows: in the order of the file, no key twice.
    init(_ rows: [(key: String, value: String?)]) {
        entries = rows.map { row in
            let key = StableText(row.key)
            return Entry(key: key, hash: JSONView.nameHash(of: key.bytes), value: row.value.map(StableText.init))
        }
        var size = 8
        while size < rows.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (index, entry) in entries.enumerated() {
            var slot = Int(entry.hash) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(index)
        }
        self.slots = slots
        let all = rows.map(\.key).joined(separator: " | ")
        allowed = all.count > 160 ? String(all.prefix(159)) + "…" : all
    }

    func match(_ text: UnsafeRawBufferPointer) -> Match {
        let hash = JSONView.nameHash(of: text)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, ByteEquality.areEqual(entry.key.bytes, text) {
                return entry.value.map { .text($0.bytes) } ?? .nothing
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return .unknown
    }
}
