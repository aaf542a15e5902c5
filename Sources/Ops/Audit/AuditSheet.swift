import Credit
import JSON

/// Entries of the audit as rows of a table.
public struct AuditSheet {
    private let language: Language

    public init(_ language: Language) {
        self.language = language
    }

    public func lines(_ entries: [ShownAuditEntry]) -> [String] {
        var table = TextTable(
            header: language == .zh ? ["时间", "主体", "操作", "事件", "合同", "变化"] : ["time", "actor", "action", "event", "contract", "changes"])
        for entry in entries {
            let time = entry.time.description
            let changes = entry.changes.map(text) + [entry.note.map(text), entry.rule].compactMap { $0 }
            table.add(
                [
                    "\(time.prefix(10)) \(time.dropFirst(11).prefix(8))", entry.actor, action(entry.action), entry.event, entry.contract ?? "",
                    changes.joined(separator: "; "),
                ].map(\.printable))
        }
        return table.lines(indent: "")
    }

    /// `record 4ba15a19 active/1 → active/2`: the first of the 32 characters tell records apart.
    private func text(_ change: ShownAuditEntry.Change) -> String {
        let nothing = language == .zh ? "无" : "none"
        let kind = language == .zh ? Self.kinds[change.kind] ?? change.kind : change.kind
        return "\(kind) \(change.id.description.prefix(8)) \(change.before ?? nothing) → \(change.after ?? nothing)"
    }

    private func text(_ note: JSONValue) -> String {
        guard let members = note.objectValue else { return note.jsonText }
        return members.filter { $0.name != "time" }.map { "\($0.name)=\($0.value.stringValue ?? $0.value.jsonText)" }.joined(separator: " ")
    }

    private func action(_ action: String) -> String {
        guard language == .zh, let word = Self.actions[action] else { return ReceiptWords.operation(action, language) }
        return "\(word) (\(action))"
    }

    private static let kinds = ["record": "记录", "entry": "名单条目", "case": "异议"]

    private static let actions = [
        "term-end": "期限届满", "erasure": "保存期满清除", "case-erasure": "异议清除", "forgetting": "标识清除", "dead-letter.replayed": "重发死信",
        "dead-letter.discarded": "放弃死信",
    ]
}
