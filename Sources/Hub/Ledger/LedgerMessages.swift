import Credit
import JSON

/// The JSON of the ledger's outgoing messages.
package enum LedgerMessages {
    /// A message of `upstream.<party>`: the outbox to a platform.
    package static func write(_ change: UpstreamChange, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.member("operation", change.operation.rawValue)
        writer.member("record", change.recordID.description)
        writer.member("contract", change.contract)
        writer.member("revision", change.revision)
        writer.member("party", change.party)
        if !change.content.isEmpty {
            writer.name("content")
            change.content.withUnsafeBytes { writer.raw($0) }
        }
        writer.endObject()
    }

    /// A message of `subscriber.<party>`: one entry of that subscriber's view.
    package static func write(_ value: ViewEntry, entry: Identifier128, event: String, now: Timestamp, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.member("entry", entry.description)
        writer.member("list", value.list)
        writer.member("subject", value.subjectKey)
        writer.member("subjectKind", value.subjectKind.rawValue)
        writer.member("disputed", value.isDisputed)
        writer.member("revision", value.revision)
        writer.name("content")
        value.content.withUnsafeBytes { writer.raw($0) }
        writer.member("event", event)
        writer.member("time", now.description)
        writer.endObject()
    }

    /// A message of `notice.<party>`.
    package static func write(_ notice: Notice, now: Timestamp, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.member("notice", notice.kind.rawValue)
        writer.member("case", notice.caseID)
        writer.member("record", notice.recordID.description)
        if let finding = notice.finding {
            writer.member("finding", finding.rawValue)
        }
        writer.name("message")
        message(notice).write(to: &writer)
        writer.member("time", now.description)
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
