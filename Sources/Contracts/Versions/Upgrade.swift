import Credit
import JSON

/// How a checked record of one version becomes one of the next (`upgrade.vN-vM.json`), without losing a field.
///
/// What the old version cannot give is waived, never invented: the lifted record is checked against the new version with those
/// fields not asked for.
public final class Upgrade: Sendable {
    /// What the party's binding says of records that do not say it themselves.
    public struct Facts: Sendable {
        /// The code of the authority that makes the decisions.
        public let authorityCode: String?
        /// The party's name.
        public let title: String?
        /// The party's own code.
        public let code: String?

        public init(authorityCode: String?, title: String?, code: String?) {
            self.authorityCode = authorityCode
            self.title = title
            self.code = code
        }
    }

    /// Where a field of the new version comes from.
    enum Source: Sendable {
        case field(Int)
        /// Values of one or more fields, replaced by a table and joined.
        case values([Int], table: [String: String], separator: String)
        case subjectKind([SubjectKind: String])
        /// The same text for every record, or for those that have a field.
        case text(String, whenPresent: Int?)
        case fact(Fact)
    }

    enum Fact: String, Sendable { case authorityCode, title, code }

    public let source: Contract
    public let target: Contract
    /// Required fields of the new version that the old one cannot give.
    public let waived: Set<String>
    let fields: [(name: String, source: Source)]
    /// The member that takes what the new version has no place for.
    let kept: (name: String, fields: [(name: String, slot: Int)])?
    /// The new version's operations without what is waived.
    let operations: [String: Operation]

    init(
        source: Contract, target: Contract, waived: Set<String>, fields: [(name: String, source: Source)],
        kept: (name: String, fields: [(name: String, slot: Int)])?, operations: [String: Operation]
    ) {
        self.source = source
        self.target = target
        self.waived = waived
        self.fields = fields
        self.kept = kept
        self.operations = operations
    }

    /// Writes the record of the new version.
    func lift(_ record: RecordFields, kind: SubjectKind, facts: Facts, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, source) in fields {
            switch source {
            case .field(let slot):
                guard let view = record[slot] else { continue }
                writer.name(name)
                writer.value(view)
            case .values(let slots, let table, let separator):
                let texts = slots.compactMap { record[$0] }.compactMap { view in
                    table[view.kind == .string ? view.string : String(decoding: view.rawBytes, as: UTF8.self)]
                }
                guard !texts.isEmpty else { continue }
                writer.name(name)
                writer.string(texts.joined(separator: separator))
            case .subjectKind(let table):
                guard let text = table[kind] else { continue }
                writer.name(name)
                writer.string(text)
            case .text(let text, let condition):
                guard condition.map({ record[$0] != nil }) ?? true else { continue }
                writer.name(name)
                writer.string(text)
            case .fact(let fact):
                let value: String? = switch fact {
                case .authorityCode: facts.authorityCode
                case .title: facts.title
                case .code: facts.code
                }
                guard let value else { continue }
                writer.name(name)
                writer.string(value)
            }
        }
        if let kept, kept.fields.contains(where: { record[$0.slot] != nil }) {
            writer.name(kept.name)
            writer.beginObject()
            for (name, slot) in kept.fields {
                guard let view = record[slot] else { continue }
                writer.name(name)
                writer.value(view)
            }
            writer.endObject()
        }
        writer.endObject()
    }
}
