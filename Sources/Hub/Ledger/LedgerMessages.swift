import Credit
import JSON

/// The JSON of the ledger's outgoing messages.
enum LedgerMessages {
    /// A message of `upstream.<party>`: the outbox to a platform.
    static func write(_ change: UpstreamChange, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.name("operation")
        writer.string(change.operation.rawValue)
        writer.name("record")
        writer.string(change.recordID.description)
        writer.name("contract")
        writer.string(change.contract)
        writer.name("revision")
        writer.number(change.revision)
        writer.name("party")
        writer.string(change.party)
        if !change.content.isEmpty {
            writer.name("content")
            change.content.withUnsafeBytes { writer.raw($0) }
        }
        writer.endObject()
    }

    /// A message of `subscriber.<party>`: one entry of that subscriber's view.
    static func write(_ value: ViewEntry, entry: Identifier128, event: LedgerEvent, now: Timestamp, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.name("entry")
        writer.string(entry.description)
        writer.name("list")
        writer.string(value.list)
        writer.name("subject")
        writer.string(value.subjectKey)
        writer.name("subjectKind")
        writer.string(value.subjectKind.rawValue)
        writer.name("disputed")
        writer.bool(value.isDisputed)
        writer.name("revision")
        writer.number(value.revision)
        writer.name("content")
        value.content.withUnsafeBytes { writer.raw($0) }
        writer.name("event")
        writer.string(event.id)
        writer.name("time")
        writer.string(now.description)
        writer.endObject()
    }

    /// A message of `notice.<party>`.
    static func write(_ notice: Notice, now: Timestamp, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.name("notice")
        writer.string(notice.kind.rawValue)
        writer.name("case")
        writer.string(notice.caseID)
        writer.name("record")
        writer.string(notice.recordID.description)
        if let finding = notice.finding {
            writer.name("finding")
            writer.string(finding.rawValue)
        }
        writer.name("message")
        message(notice).write(to: &writer)
        writer.name("time")
        writer.string(now.description)
        writer.endObject()
    }

    private static func message(_ notice: Notice) -> Bilingual {
        switch notice.kind {
        case .verificationRequested:
            Bilingual(
                zh: "异议 \(notice.caseID) 已受理，请核实记录并报送核实结论（维持、更正或撤销）",
                en: "dispute \(notice.caseID) is accepted: please verify the record and send the finding (upheld, corrected or withdrawn)")
        case .disputeClosed:
            Bilingual(zh: "异议 \(notice.caseID) 已办结，标注已解除", en: "dispute \(notice.caseID) is closed and its mark lifted")
        }
    }
}
