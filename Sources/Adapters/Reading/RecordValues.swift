/// The columns of one record: texts without blanks at their ends, whatever the message was.
final class RecordValues {
    private struct Slot {
        var text = UnsafeRawBufferPointer(start: nil, count: 0)
        /// Whether the column was there at all, with or without a value.
        var isSeen = false
        /// An object or array of JSON, as it stands in the message.
        var isStructure = false
    }

    // Memory of its own, so that setting a column is a store and nothing more.
    private let slots: UnsafeMutableBufferPointer<Slot>
    private let empty: [StableText]
    /// Decoded texts of the record; as long as the record, which no decoding makes longer.
    let decoded = Scratch(capacity: 4096)

    init(_ adapter: Adapter) {
        slots = .allocate(capacity: adapter.columns.count)
        slots.initialize(repeating: Slot())
        empty = adapter.input.empty
    }

    deinit { slots.deallocate() }

    /// Forgets the record before.
    func begin(_ record: UnsafeRawBufferPointer) {
        slots.update(repeating: Slot())
        decoded.reset(capacity: record.count)
    }

    /// Sets a column to its text; the text's memory must live as long as the record is worked on.
    @inline(__always)
    func set(_ column: Int, _ text: UnsafeRawBufferPointer) {
        let trimmed = Blanks.trim(text)
        slots[column].isSeen = true
        if !empty.isEmpty, standsForNothing(trimmed) { return }
        slots[column].text = trimmed
    }

    func setStructure(_ column: Int, _ text: UnsafeRawBufferPointer) {
        slots[column].isSeen = true
        slots[column].isStructure = true
        slots[column].text = text
    }

    /// Notes that a column was there, without a value.
    /// - returns: false if it was there before.
    func see(_ column: Int) -> Bool {
        defer { slots[column].isSeen = true }
        return !slots[column].isSeen
    }

    /// The text of a column; empty if it has none.
    @inline(__always)
    subscript(column: Int) -> UnsafeRawBufferPointer {
        slots[column].isStructure ? UnsafeRawBufferPointer(start: nil, count: 0) : slots[column].text
    }

    /// The object or array of a column.
    @inline(__always)
    func structure(_ column: Int) -> UnsafeRawBufferPointer? { slots[column].isStructure ? slots[column].text : nil }

    private func standsForNothing(_ text: UnsafeRawBufferPointer) -> Bool {
        empty.contains { $0.bytes.elementsEqual(text) }
    }
}
