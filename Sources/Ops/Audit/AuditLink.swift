import Credit
import JSON

/// What the chain needs of an entry of the audit: its number, the digest of the one before, and when it was written.
struct AuditLink {
    let sequence: Int64
    let previous: Digest256
    let time: Timestamp

    /// Reads a message's value; nil if it has not the form of an entry. Members that are not known do no harm: a newer ledger may
    /// write more.
    init?(_ value: UnsafeRawBufferPointer, parser: JSONParser) {
        guard let entry = try? parser.parse(value), entry.kind == .object, let number = entry.member("sequence")?.intValue, number > 0,
            let digest = Self.text(entry, "previous"), let previous = digest.withUTF8({ Digest256(hex: $0) }),
            let time = (Self.text(entry, "time")?.string).flatMap({ Timestamp($0) }),
            Self.text(entry, "actor") != nil, Self.text(entry, "action") != nil, Self.text(entry, "event") != nil,
            Self.isTextIfPresent(entry, "contract"), Self.isTextIfPresent(entry, "rule"),
            let changes = entry.member("changes"), changes.kind == .array, changes.elements.allSatisfy(Self.isChange)
        else { return nil }
        sequence = Int64(number)
        self.previous = previous
        self.time = time
    }

    private static func isChange(_ change: JSONView) -> Bool {
        change.kind == .object && text(change, "kind") != nil && text(change, "id").flatMap { $0.withUTF8 { Identifier128(hex: $0) } } != nil
            && isTextIfPresent(change, "before") && isTextIfPresent(change, "after")
    }

    private static func text(_ view: JSONView, _ name: StaticString) -> JSONView? {
        guard let member = view.member(name), member.kind == .string else { return nil }
        return member
    }

    private static func isTextIfPresent(_ view: JSONView, _ name: StaticString) -> Bool {
        view.member(name).map { $0.kind == .string } ?? true
    }
}
