import JSON

/// The fields of one record by slot: filled by the validator while it walks the members once, so that conditions,
/// identity and the canonical form need no second look-up by name.
///
/// Reused between records without allocation; holds views that are valid only while the parsed text is.
final class FieldSlots {
    private var values: UnsafeMutablePointer<JSONView?>
    private var capacity: Int
    private var count = 0

    init() {
        capacity = 64
        values = .allocate(capacity: capacity)
        values.initialize(repeating: nil, count: capacity)
    }

    deinit {
        values.deallocate()  // Views are trivial: there is nothing to deinitialize.
    }

    /// Empties the slots and makes room for a number of them.
    func reset(count: Int) {
        if count > capacity {
            values.deallocate()
            capacity = count
            values = .allocate(capacity: capacity)
        }
        values.initialize(repeating: nil, count: count)
        self.count = count
    }

    subscript(slot: Int) -> JSONView? {
        get { slot < count ? values[slot] : nil }
        set {
            precondition(slot < count, "the slot belongs to another schema")
            values[slot] = newValue
        }
    }

    /// The decoded text of a string field; nil if the field is absent or no string.
    func withText<R>(_ slot: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
        guard let view = self[slot], view.kind == .string else { return nil }
        return try view.withUTF8(body)
    }
}
