import JSON

/// 更正内容: one field that the source has said it will report anew (old_value, new_value). What it will say is known by a hash: the
/// value itself stands in the source's own event, and comes into the record only by another one of it.
public struct FieldCorrection: Hashable, Sendable {
    public var field: String
    /// The first eight bytes of the SHA-256 of the new value's canonical text.
    public var value: UInt64

    public init(field: String, value: UInt64) {
        self.field = field
        self.value = value
    }

    /// What a value is remembered by.
    static func hash(_ value: JSONView) -> UInt64 {
        var hasher = SHA256()
        // A text and a number may be written alike.
        hasher.update(value.kind == .string ? "s" : "v")
        hasher.update(value.rawBytes)
        return hasher.finalize().prefix.high
    }

    /// Those of the corrections that a record's canonical content does not have.
    static func missing(_ corrections: [FieldCorrection], in content: [UInt8]) -> [FieldCorrection] {
        guard !corrections.isEmpty else { return [] }
        return values(of: corrections.map(\.field), in: content) { values in
            zip(corrections, values).filter { correction, value in value.map { hash($0) } != correction.value }.map(\.0)
        }
    }

    /// The values of fields in a record's canonical content.
    static func values<R>(of fields: [String], in content: [UInt8], _ body: ([JSONView?]) -> R) -> R {
        let parser = JSONParser()
        return withExtendedLifetime(parser) {
            content.withUnsafeBytes { bytes in
                let view = try? parser.parse(bytes)
                return body(fields.map { view?.member($0) })
            }
        }
    }
}
