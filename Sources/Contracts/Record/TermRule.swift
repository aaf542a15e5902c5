import Credit
import JSON

/// 期限: when the term of a contract's records ends (`x-contract.term`).
///
/// An end that the record names itself comes first; then the months of its list, of the contract, or the most that the rule in force
/// at the start allows. Most is right where the record does not say which class it is of: the authority ends it earlier by an event
/// of its own.
public struct TermRule: Sendable {
    private let start: String
    private let end: String?
    /// A day that stands for "without an end" (`2099-12-31`).
    private let unlimited: CivilDate?
    private let months: Int?
    private let table: (field: String, table: CodeTable)?
    private let rules: [(from: CivilDate, to: CivilDate?, months: Int)]

    init?(_ term: JSONValue?, codeTables: [String: CodeTable]) {
        guard let term, let start = term["start"]?.stringValue else { return nil }
        self.start = start
        end = term["end"]?.stringValue
        unlimited = term["unlimited"]?.stringValue.flatMap { CivilDate($0) }
        months = term["months"]?.intValue
        if let field = term["list"]?.stringValue, let name = term["codeTable"]?.stringValue, let table = codeTables[name] {
            self.table = (field, table)
        } else {
            table = nil
        }
        rules = (term["rules"]?.arrayValue ?? []).compactMap { rule in
            guard let from = rule["from"]?.stringValue.flatMap({ CivilDate($0) }) else { return nil }
            let classes = (rule["classes"]?.arrayValue ?? []).compactMap { $0["maxMonths"]?.intValue }
            guard let months = rule["maxMonths"]?.intValue ?? classes.max() else { return nil }
            return (from, rule["to"]?.stringValue.flatMap { CivilDate($0) }, months)
        }
    }

    /// The last day of a record's term; nil if it has no end.
    public func end(of record: JSONView) -> CivilDate? {
        if let end, let day = day(end, of: record) { return day == unlimited ? nil : day }
        guard let begin = day(start, of: record), let months = months(from: begin, of: record) else { return nil }
        // A term of a year from the first of March is over with the last of February.
        return begin.adding(months: months) + -1
    }

    private func months(from begin: CivilDate, of record: JSONView) -> Int? {
        if let table, let value = record.member(table.field), value.kind == .string {
            var text = value.string
            return text.withUTF8 { table.table.entry(UnsafeRawBufferPointer($0))?.termMonths }
        }
        return months ?? rules.first { $0.from <= begin && ($0.to.map { begin <= $0 } ?? true) }?.months
    }

    private func day(_ field: String, of record: JSONView) -> CivilDate? {
        guard let value = record.member(field), value.kind == .string else { return nil }
        return CivilDate(value.string)
    }
}
