import JSON

/// One copy of each text that many records share, such as a party's name: found by its bytes, so that no second one is ever made.
public final class SharedTexts {
    private struct Slot {
        var hash: UInt32 = 0
        /// Empty where the slot is free.
        var text = ""
    }

    /// A table with open addressing, at most half full; its size is a power of two.
    private var slots = [Slot](repeating: Slot(), count: 64)
    private var count = 0

    public init() {}

    /// The text of bytes in UTF-8.
    public func text(_ bytes: UnsafeRawBufferPointer) -> String {
        let hash = JSONView.nameHash(of: bytes)
        if let known = find(bytes, hash) { return known }
        let text = String(decoding: bytes, as: UTF8.self)
        insert(text, hash)
        return text
    }

    /// The copy of a text that the others share.
    public func shared(_ text: String) -> String {
        var text = text
        let (hash, known) = text.withUTF8 { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            let hash = JSONView.nameHash(of: bytes)
            return (hash, find(bytes, hash))
        }
        if let known { return known }
        insert(text, hash)
        return text
    }

    private func find(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32) -> String? {
        var place = Int(hash) & (slots.count - 1)
        while !slots[place].text.isEmpty {
            if slots[place].hash == hash, slots[place].text.hasBytes(bytes) { return slots[place].text }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private func insert(_ text: String, _ hash: UInt32) {
        guard !text.isEmpty else { return }
        count += 1
        if 2 * count > slots.count {
            let former = slots
            slots = [Slot](repeating: Slot(), count: 2 * former.count)
            for slot in former where !slot.text.isEmpty { put(slot) }
        }
        put(Slot(hash: hash, text: text))
    }

    private func put(_ slot: Slot) {
        var place = Int(slot.hash) & (slots.count - 1)
        while !slots[place].text.isEmpty { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }
}

extension String {
    fileprivate func hasBytes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard utf8.count == bytes.count else { return false }
        return utf8.withContiguousStorageIfAvailable { ByteEquality.areEqual(UnsafeRawBufferPointer($0), bytes) }
            ?? utf8.elementsEqual(bytes)
    }
}
