import Credit
import Hub
import JSON
import Kafka

/// All cases that the ledger keeps, with the department whose record each is about (`credithub disputes`, `repairs`, `due`).
public struct CaseBook: Sendable {
    /// One case as it stands.
    public struct Row: Sendable {
        public let held: CaseState
        /// The department whose record it is; nil where the record is forgotten.
        public let source: String?
        /// The party that has to do the next step.
        public let responsible: String?
    }

    /// By due day, those without one last; then by the id that people use.
    public let rows: [Row]

    /// Reads `ledger.state` as it stands now.
    ///
    /// - throws: ``KafkaError`` if the topic cannot be read, ``SetupError`` if a newer version wrote it.
    public init(configuration: HubConfiguration, office: String?) throws {
        var cases: [Identifier128: CaseState] = [:]
        var sources: [Identifier128: String] = [:]
        try StateTopic(configuration: configuration, reader: "cases").read(kinds: "cr") { _, _, change in
            switch change {
            case .disputeCase(let id, let held): cases[id] = held
            case .record(let id, let record): sources[id] = record?.party
            default: break
            }
        }
        rows = cases.values.map { held in
            let source = sources[held.recordID]
            return Row(held: held, source: source, responsible: held.responsible(source: source, office: office))
        }.sorted { ($0.held.due?.day ?? .latest, $0.held.caseID) < ($1.held.due?.day ?? .latest, $1.held.caseID) }
    }

    /// The cases of a kind with the id that people use.
    public func named(_ caseID: String, _ kind: CaseKind) -> [Row] {
        rows.filter { $0.held.kind == kind && $0.held.caseID == caseID }
    }
}

extension CaseBook.Row {
    /// One line of JSON.
    public var json: String {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("case", held.caseID)
        writer.member("kind", held.kind.rawValue)
        writer.member("record", held.recordID.description)
        writer.member("status", held.status.rawValue)
        if let finding = held.finding { writer.member("finding", finding.rawValue) }
        writer.member("version", held.version)
        writer.member("party", held.party)
        if let source { writer.member("source", source) }
        if let responsible { writer.member("responsible", responsible) }
        writer.member("opened", held.openedAt.description)
        writer.member("changed", held.changedAt.description)
        if let due = held.due {
            writer.member("due", due.day.description)
            writer.member("provisional", due.isProvisional)
            writer.member("calendar", due.calendar)
            writer.member("extended", due.isExtended)
        }
        writer.name("awaited")
        writer.beginArray()
        for awaited in held.awaited {
            writer.beginObject()
            writer.member("feed", awaited.feed)
            writer.member("sequence", awaited.number)
            writer.endObject()
        }
        writer.endArray()
        writer.name("legal")
        writer.beginArray()
        for command in held.kind.lifecycle.legal(in: held.status) { writer.string(command) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Everything about the case, for a terminal: also who has not got yet what it led to.
    public func lines(_ language: Language) -> [String] {
        let isChinese = language == .zh
        func line(_ zh: String, _ en: String, _ text: String) -> String { "\(isChinese ? zh : en): \(text)" }
        var lines = [
            line("办件", "case", held.caseID),
            line("状态", "status", "\(CaseWords.title(held.status).text(language))（\(held.status.rawValue)）"),
            line("版本", "version", "\(held.version)"),
            line("记录", "record", held.recordID.description),
            line("提交单位", "submitted by", held.party),
        ]
        if let finding = held.finding { lines.append(line("结论", "finding", finding.rawValue)) }
        if let source { lines.append(line("来源部门", "source", source)) }
        if let responsible { lines.append(line("待办单位", "next step by", responsible)) }
        if let due = held.due {
            let note = due.isProvisional ? (isChinese ? "（暂定，日历未公布）" : " (provisional: calendar not published)") : ""
            lines.append(line("办理期限", "due", due.day.description + note))
        }
        for awaited in held.awaited {
            lines.append(line("尚未落实", "does not have it yet", "\(awaited.feed) #\(awaited.number)"))
        }
        let legal = held.kind.lifecycle.legal(in: held.status)
        if !legal.isEmpty { lines.append(line("可进行", "possible now", legal.joined(separator: ", "))) }
        return lines
    }
}
