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

    /// The message of `subscriber.<party>` that only tells what the view is by now.
    package static func writeDigest(_ feed: FeedState, isOpen: Bool, partition: Int32, now: Timestamp, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.member("view", isOpen ? "open" : "closed")
        writer.member("partition", Int(partition))
        writer.member("sequence", feed.number)
        writer.member("count", feed.count)
        writer.member("digest", feed.digest.hex)
        writer.member("time", now.description)
        writer.endObject()
    }

    /// A message of `notice.<party>`.
    package static func write(_ notice: Notice, now: Timestamp, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.member("notice", notice.kind.rawValue)
        if ![.removalUnconfirmed, .repairNotice, .reportedLate].contains(notice.kind) { writer.member("case", notice.caseID) }
        writer.member("record", notice.recordID.description)
        if let subscriber = notice.subscriber { writer.member("subscriber", subscriber) }
        if let number = notice.number { writer.member("sequence", number) }
        if let finding = notice.finding {
            writer.member("finding", finding.rawValue)
        }
        if let status = notice.status { writer.member("status", status.rawValue) }
        if let due = notice.due {
            writer.member("due", due.day.description)
            if due.isProvisional { writer.member("dueIsProvisional", true) }
        }
        if let terms = notice.terms {
            writer.member("regime", terms.regime)
            writer.member("severity", terms.severity)
            writer.member("repairFrom", terms.earliest.description)
            writer.member("displayUntil", terms.latest.description)
            writer.member("basis", terms.basis)
            writer.name("place")
            terms.place.write(to: &writer)
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
        case .repairClosed:
            Bilingual(
                zh: "信用修复 \(notice.caseID) 已办结：\(notice.finding?.rawValue ?? "")",
                en: "repair \(notice.caseID) is closed: \(notice.finding == .granted ? "granted" : "not granted")")
        case .caseMoved:
            Bilingual(
                zh: "办件 \(notice.caseID) 状态为\(CaseWords.title(notice.status).zh)\(due(notice).zh)",
                en: "case \(notice.caseID) is \(CaseWords.title(notice.status).en)\(due(notice).en)")
        case .deadlineNear: aboutCase(notice, zh: "即将到期", en: "is due soon")
        case .deadlinePassed: aboutCase(notice, zh: "已逾期", en: "is overdue")
        case .deadlineEscalated: aboutCase(notice, zh: "逾期未办，请督办", en: "is still overdue: please follow it up")
        case .repairNotice:
            Bilingual(
                zh: "请随处罚决定书告知信用修复：\(notice.terms?.earliest.description ?? "") 起可在\(notice.terms?.place.zh ?? "")申请，公示至 \(notice.terms?.latest.description ?? "")",
                en: "please hand the repair notice over with the decision: from \(notice.terms?.earliest.description ?? "") a repair may be applied for at \(notice.terms?.place.en ?? ""); displayed until \(notice.terms?.latest.description ?? "")")
        case .withdrawalEffected:
            Bilingual(
                zh: "撤销的处罚信息已从所有平台和订阅方撤下（\(notice.caseID)）",
                en: "the withdrawn penalty is gone from all platforms and subscribers (\(notice.caseID))")
        case .reportedLate:
            Bilingual(
                zh: "报送晚于双公示时限：应不晚于 \(notice.due?.day.description ?? "") 报送",
                en: "reported after the term for publication: it was due by \(notice.due?.day.description ?? "")")
        case .correctionMissing:
            Bilingual(
                zh: "更正与核实结论不符：异议 \(notice.caseID) 中说明要更正的字段尚未全部更正，异议未结，请按核实结论再次报送更正",
                en: "the correction is not what the finding announced: fields named in the dispute \(notice.caseID) are not mended yet, and it stays open; please send a correction with all of them")
        case .removalUnconfirmed:
            Bilingual(
                zh: "\(notice.subscriber ?? "") 未在限期内确认名单条目已移出（序号 \(notice.number ?? 0)），请核对其名单并确认",
                en: "\(notice.subscriber ?? "") has not confirmed in time that the entry is off its list (sequence \(notice.number ?? 0)): please check its list and confirm")
        }
    }

    /// About the deadline of a case, with the state that it is in.
    private static func aboutCase(_ notice: Notice, zh: String, en: String) -> Bilingual {
        let (title, due) = (CaseWords.title(notice.status), due(notice))
        return Bilingual(
            zh: "办件 \(notice.caseID)（\(title.zh)）\(zh)\(due.zh)", en: "case \(notice.caseID) (\(title.en)) \(en)\(due.en)")
    }

    private static func due(_ notice: Notice) -> Bilingual {
        guard let due = notice.due, due.alarm != .effective else { return Bilingual(zh: "", en: "") }
        return Bilingual(
            zh: "，办理期限 \(due.day)\(due.isProvisional ? "（暂定，日历未公布）" : "")",
            en: ", due \(due.day)\(due.isProvisional ? " (provisional: calendar not published)" : "")")
    }
}
