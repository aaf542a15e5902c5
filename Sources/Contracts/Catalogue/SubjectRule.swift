import Credit
import JSON

/// Where a record says who it is about (`x-subject`).
struct SubjectRule: Sendable {
    /// How the kind of subject is known.
    enum Kind: Sendable {
        /// A field that names it.
        case category(slot: Int, [(value: [UInt8], kind: SubjectKind)])
        /// The first entry whose field is present, and begins as told (the standard of 2015 has no such field).
        case present([(slot: Int, startsWith: [[UInt8]], kind: SubjectKind)])
    }

    let kind: Kind
    let code: Int?
    let placeholder: [UInt8]
    /// Fields that stand for a sole trader without a code, the best first.
    let substitutes: [(slot: Int, meaning: Substitute)]
    let documentType: DocumentType?
    let documentNumber: Int?

    /// 证件类型: a field, or a value that holds for every record.
    enum DocumentType: Sendable {
        case slot(Int)
        case value([UInt8])
    }

    /// What a field that stands for a sole trader says, whatever a contract calls it: the trader is the same in all of them.
    enum Substitute: String {
        case registrationNumber, name
    }

    /// The field that a fault about the subject as a whole is told at.
    var mainSlot: Int {
        switch kind {
        case .category(let slot, _): slot
        case .present(let entries): entries.last?.slot ?? 0
        }
    }

    func kind(of fields: RecordFields) -> SubjectKind? {
        switch kind {
        case .category(let slot, let categories):
            return fields.withText(slot) { text in
                categories.first { $0.value.withUnsafeBytes { ByteEquality.areEqual(text, $0) } }?.kind
            } ?? nil
        case .present(let entries):
            return entries.first { entry in
                guard fields[entry.slot] != nil else { return false }
                return entry.startsWith.isEmpty
                    || fields.withText(entry.slot) { text in entry.startsWith.contains { text.starts(with: $0) } } ?? false
            }?.kind
        }
    }
}

/// By what a record is known (`x-identity`): document number and authority; with the subject they are its identity,
/// since a document number alone is not unique.
struct IdentityRule: Sendable {
    enum Authority: Sendable {
        case none
        case slot(Int)
        /// The record does not say: the party's binding does.
        case binding
    }

    let number: [Int]
    let authority: Authority
    /// The slot that begins with the 行政区划, where the record says it.
    let region: Int?
}
