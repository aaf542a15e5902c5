import Credit
import JSON

/// A table of allowed values, each with the days between which it holds (`contracts/code-tables/<name>.json`).
public final class CodeTable: Sendable {
    /// One allowed value.
    public struct Entry: Sendable {
        public let value: String
        /// A short name for topics, bindings and metrics, where the table has one.
        public let code: String?
        public let from: CivilDate?
        public let to: CivilDate?
        /// Parties that may designate, for a table of lists; nil for other tables.
        public let designatedBy: [String]?
        /// Kinds of subject that may be put on it, for a table of lists.
        public let subjectKinds: Set<SubjectKind>
        /// How long an entry stays, for a table of lists; nil where it has no end.
        public let termMonths: Int?

        func holds(on day: CivilDate) -> Bool {
            (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
        }
    }

    public let name: String
    public let entries: [Entry]
    /// What is allowed, for people.
    let summary: String
    /// Values that begin with this and go on are allowed too (`其他-…`).
    public let otherPrefix: [UInt8]
    private let lookup: Lookup

    /// - parameter fail: makes an error of a pointer and a reason.
    init(_ json: JSONValue, fail: (String, String, String) -> ContractLoadError) throws(ContractLoadError) {
        guard let name = json["name"]?.stringValue, let rows = json["entries"]?.arrayValue else {
            throw fail("", "代码表缺少 name 或 entries", "a code table needs name and entries")
        }
        self.name = name
        otherPrefix = json["otherPrefix"]?.stringValue.map { Array($0.utf8) } ?? []
        var entries: [Entry] = []
        var values: Set<String> = []
        for (index, row) in rows.enumerated() {
            guard let value = row["value"]?.stringValue else {
                throw fail("/entries/\(index)", "缺少 value", "value is missing")
            }
            func day(_ member: String) throws(ContractLoadError) -> CivilDate? {
                guard let text = row[member]?.stringValue else { return nil }
                guard let date = CivilDate(text) else {
                    throw fail("/entries/\(index)/\(member)", "不是日期：\(text)", "not a date: \(text)")
                }
                return date
            }
            let designators = row["designatedBy"]?.arrayValue?.compactMap(\.stringValue)
            let entry = Entry(
                value: value, code: row["code"]?.stringValue, from: try day("from"), to: try day("to"),
                designatedBy: designators,
                subjectKinds: Set(row["subjectKinds"]?.arrayValue?.compactMap { $0.stringValue.flatMap(SubjectKind.init) } ?? []),
                termMonths: row["termMonths"]?.intValue)
            if !values.insert(value).inserted {
                throw fail("/entries/\(index)", "取值重复：\(value)", "the value occurs twice: \(value)")
            }
            entries.append(entry)
        }
        self.entries = entries
        lookup = Lookup(entries.map { Array($0.value.utf8) })
        summary = (entries.map(\.value) + (otherPrefix.isEmpty ? [] : [String(decoding: otherPrefix, as: UTF8.self) + "…"]))
            .joined(separator: " | ")
    }

    /// The entry of a value, whatever the day.
    public func entry(_ value: UnsafeRawBufferPointer) -> Entry? {
        lookup.index(of: value).map { entries[$0] }
    }

    /// Whether a value is allowed on a day.
    public func allows(_ value: UnsafeRawBufferPointer, on day: CivilDate) -> Bool {
        if let index = lookup.index(of: value) { return entries[index].holds(on: day) }
        return !otherPrefix.isEmpty && value.count > otherPrefix.count
            && UnsafeRawBufferPointer(rebasing: value[0..<otherPrefix.count]).elementsEqual(otherPrefix)
    }

    /// Values in one run of bytes, so that none is looked up through a dictionary of arrays.
    private struct Lookup: Sendable {
        private let bytes: [UInt8]
        /// Where each value ends.
        private let ends: [Int]

        init(_ values: [[UInt8]]) {
            bytes = values.flatMap { $0 }
            var ends: [Int] = []
            for value in values { ends.append((ends.last ?? 0) + value.count) }
            self.ends = ends
        }

        func index(of value: UnsafeRawBufferPointer) -> Int? {
            bytes.withUnsafeBytes { bytes in
                var start = 0
                for (index, end) in ends.enumerated() {
                    if end - start == value.count,
                        ByteEquality.areEqual(value, UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                    {
                        return index
                    }
                    start = end
                }
                return nil
            }
        }
    }
}
