import JSON

/// The fields of one record by slot: filled by the validator while it walks the members once, so that conditions,
/// identity and the canonical form need no second look-up by name.
///
/// Reused between records; holds views that are valid only while the parsed text is.
public final class FieldSlots {
    private var values: [JSONView?] = []

    init() {}

    func reset(count: Int) {
        if values.count != count {
            values = Array(repeating: nil, count: count)
        } else {
            for i in 0..<count { values[i] = nil }
        }
    }

    subscript(slot: Int) -> JSONView? {
        get { slot < values.count ? values[slot] : nil }
        set { values[slot] = newValue }
    }

    var count: Int { values.count }

    /// The decoded text of a string field; nil if the field is absent or no string.
    func withText<R>(_ slot: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
        guard let view = self[slot], view.kind == .string else { return nil }
        return try view.withUTF8(body)
    }
}
