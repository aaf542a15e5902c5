import JSON
import JSONSchema

/// The fields of the record just checked, by slot: the validator's own, so that conditions, identity and the canonical form
/// need no second look-up by name.
///
/// Valid only while the parsed text is and the validator has not gone on.
struct RecordFields {
    let validator: Validator

    @inline(__always)
    subscript(slot: Int) -> JSONView? { validator[slot] }

    /// The decoded text of a string field; nil if the field is absent or no string.
    @inline(__always)
    func withText<R>(_ slot: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
        guard let view = validator[slot], view.kind == .string else { return nil }
        return try view.withUTF8(body)
    }
}
