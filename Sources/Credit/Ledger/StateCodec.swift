import JSON

/// The changelog's format: keys and JSON values of `ledger.state`.
///
/// Each value carries the version of its format, so that an older ledger refuses a newer state instead of misreading it. A newer
/// ledger reads all older versions, and writes a value in its own when it next changes: so a version is changed by counting
/// ``version`` up, writing the new form, and reading what the old one lacked as that which it meant.
///
/// - Version 1: records, entries and cases.
/// - Version 2: also a record's term (`end`) and its former revisions (`history`), what was erased, feeds, the audit's head.
/// - Version 3: an entry says all that views show of it; feeds have a count and a digest; subscriptions, unconfirmed removals,
///   feedback and its tallies, full list files.
/// - Version 4: cases of both kinds with their version, commands, deadlines and what they wait for; entries and records that were
///   repaired; a record that is off its list says which one it was (`list`): of older ones it is not known; full list files that were
///   taken.
public enum StateCodec {
    /// The version that this code writes and the newest that it reads.
    public static let version = 4

    /// A state message that cannot be read.
    public struct Unreadable: Error, Sendable {
        public let reason: String
    }

    /// The key: `r`, `e`, `c`, `x`, `g` or `l` (record, entry, case, erased, feedback, list file), a colon and the identity; `p`, a colon,
    /// a list file's identity, a colon and the part's number; `f:` and a feed's name; `b:` and a subscriber; `u:`, a subscriber, a colon
    /// and a message's number; `t:`, a subscriber, a colon and a list; or `a:`.
    public static func key(of change: StateChange) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(34)
        switch change {
        case .record(let id, _): append("r:", id, to: &out)
        case .entry(let id, _): append("e:", id, to: &out)
        case .disputeCase(let id, _): append("c:", id, to: &out)
        case .erased(let id, _): append("x:", id, to: &out)
        case .feed(let name, _):
            out += "f:".utf8
            out += name.utf8
        case .audit: out += "a:".utf8
        case .subscription(let party, _): out += "b:\(party)".utf8
        case .removal(let party, let number, _): out += "u:\(party):\(number)".utf8
        case .feedback(let id, _): append("g:", id, to: &out)
        case .tally(let key, _): out += "t:\(key.party):\(key.list)".utf8
        case .listFile(let id, _): append("l:", id, to: &out)
        case .listFilePart(let id, let number, _):
            append("p:", id, to: &out)
            out += ":\(number)".utf8
        }
        return out
    }

    private static func append(_ kind: String, _ id: Identifier128, to out: inout [UInt8]) {
        out += kind.utf8
        id.append(to: &out)
    }

    /// Writes the value.
    ///
    /// - returns: false for a removal, which is written as a tombstone.
    public static func write(_ change: StateChange, to writer: inout JSONWriter) -> Bool {
        writer.reset()
        switch change {
        case .record(_, nil), .entry(_, nil), .disputeCase(_, nil), .erased(_, nil), .subscription(_, nil), .removal(_, _, nil),
            .feedback(_, nil), .listFile(_, nil), .listFilePart(_, _, nil):
            return false
        case .entry(_, let entry?):
            entry.bytes.withUnsafeBytes { writer.raw($0) }
            return true
        case .record(_, let state?):
            begin(&writer)
            writer.member("contract", state.contract)
            writer.member("subject", state.subject.description)
            writer.member("party", state.party)
            writer.member("revision", state.revision)
            writer.member("hash", state.contentHash.description)
            writer.member("status", state.status.rawValue)
            writer.member("event", state.event)
            writer.member("at", state.acceptedAt.milliseconds)
            if !state.openCases.isEmpty {
                writer.name("cases")
                writer.beginArray()
                for id in state.openCases { writer.string(id.description) }
                writer.endArray()
            }
            if let list = state.formerList { writer.member("list", list) }
            if let end = state.termEnd { writer.member("end", end.days) }
            if !state.history.isEmpty {
                writer.name("history")
                writer.beginArray()
                for former in state.history {
                    writer.beginArray()
                    writer.string(Identifier128(high: former.event, low: former.content).description)
                    writer.number(former.revision)
                    writer.number(former.acceptedAt.milliseconds)
                    writer.endArray()
                }
                writer.endArray()
            }
        case .disputeCase(_, let state?):
            begin(&writer)
            write(state, to: &writer)
        case .erased(_, let until?):
            begin(&writer)
            writer.member("until", until.days)
        case .feed(_, let feed):
            begin(&writer)
            write(feed, to: &writer)
        case .audit(let head):
            begin(&writer)
            writer.member("number", head.sequence)
            writer.member("digest", head.digest.hex)
        case .subscription(_, let subscription?):
            begin(&writer)
            write(subscription, to: &writer)
        case .removal(_, _, let removal?):
            begin(&writer)
            writer.member("entry", removal.entry.description)
            writer.member("source", removal.source)
            if let due = removal.due { writer.member("due", due.milliseconds) }
        case .feedback(_, let feedback?):
            begin(&writer)
            writer.member("list", feedback.list)
            writer.member("party", feedback.party)
            writer.member("acted", feedback.hasActed)
        case .tally(_, let tally):
            begin(&writer)
            writer.member("pushed", tally.pushed)
            writer.member("responded", tally.responded)
            writer.member("acted", tally.acted)
        case .listFile(_, let file?):
            begin(&writer)
            write(file, to: &writer)
        case .listFilePart(_, _, let entries?):
            begin(&writer)
            writer.name("entries")
            entries.withUnsafeBytes { writer.raw($0) }
        }
        writer.endObject()
        return true
    }

    /// Reads one message of the changelog.
    ///
    /// - parameters:
    ///   - value: nil for a tombstone.
    ///   - texts: gives the texts that many records share, so that they need not be made anew.
    /// - throws: ``Unreadable`` for a key or value that this version does not know.
    public static func read(
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?, parser: JSONParser, texts: SharedTexts? = nil
    ) throws -> StateChange {
        guard key.count >= 2, key[1] == UInt8(ascii: ":") else { throw Unreadable(reason: "unknown key of \(key.count) bytes") }
        var view: JSONView?
        if let value {
            do {
                view = try parser.parse(value)
            } catch {
                throw Unreadable(reason: "value is not JSON (\(error.kind.rawValue) at byte \(error.offset))")
            }
            guard let version = view.flatMap({ int($0, "v") }), version <= Self.version
            else { throw Unreadable(reason: "state format is newer than version \(Self.version)") }
        }
        let rest = UnsafeRawBufferPointer(rebasing: key[2...])
        switch key[0] {
        case UInt8(ascii: "r"): return .record(try identity(rest), try view.map { try record($0, texts) })
        case UInt8(ascii: "e"): return .entry(try identity(rest), try view.map { try StoredEntry(reading: value!, $0) })
        case UInt8(ascii: "c"): return .disputeCase(try identity(rest), try view.map(disputeCase))
        case UInt8(ascii: "x"): return .erased(try identity(rest), try view.map(erased))
        case UInt8(ascii: "f"): return .feed(String(decoding: rest, as: UTF8.self), try view.map(feed) ?? .none)
        case UInt8(ascii: "a"): return .audit(try view.map(auditHead) ?? .none)
        case UInt8(ascii: "b"): return .subscription(String(decoding: rest, as: UTF8.self), try view.map(subscription))
        case UInt8(ascii: "u"):
            let (party, number) = try pair(rest)
            guard let number = Int64(number) else { throw Unreadable(reason: "no number in the key of a removal") }
            return .removal(party, number, try view.map(removal))
        case UInt8(ascii: "g"): return .feedback(try identity(rest), try view.map(feedback))
        case UInt8(ascii: "t"):
            let (party, list) = try pair(rest)
            return .tally(Tally.Key(party: party, list: list), try view.map(tally) ?? Tally())
        case UInt8(ascii: "l"): return .listFile(try identity(rest), try view.map(listFile))
        case UInt8(ascii: "p"):
            let (file, number) = try pair(rest)
            guard let id = Identifier128(file), let number = Int(number) else { throw Unreadable(reason: "unknown key of a list file's part") }
            return .listFilePart(id, number, try view.map(listFileEntries))
        default: throw Unreadable(reason: "unknown kind of key")
        }
    }

    // MARK: Reading

    private static func identity(_ digits: UnsafeRawBufferPointer) throws -> Identifier128 {
        guard let id = Identifier128(hex: digits) else { throw Unreadable(reason: "unknown key of \(digits.count + 2) bytes") }
        return id
    }

    private static func erased(_ view: JSONView) throws -> CivilDate {
        guard let until = view.member("until").flatMap(day) else { throw Unreadable(reason: "incomplete state of something erased") }
        return until
    }

    private static func auditHead(_ view: JSONView) throws -> AuditHead {
        guard let number = int(view, "number"), let text = view.member("digest"),
            let digest = digest(text)
        else { throw Unreadable(reason: "incomplete audit state") }
        return AuditHead(sequence: Int64(number), digest: digest)
    }

    static func digest(_ view: JSONView) -> Digest256? {
        view.withUTF8 { Digest256(hex: $0) }
    }

    private static func history(_ view: JSONView) throws -> [FormerRevision] {
        guard view.kind == .array else { throw Unreadable(reason: "incomplete record state") }
        var history: [FormerRevision] = []
        history.reserveCapacity(view.count)
        for element in view.elements {
            var fields = element.elements
            guard element.count == 3, let hashes = fields.next().flatMap(identifier), let revision = fields.next()?.intValue,
                let at = fields.next()?.intValue
            else { throw Unreadable(reason: "incomplete record state") }
            history.append(
                FormerRevision(
                    event: hashes.high, content: hashes.low, revision: revision, acceptedAt: Timestamp(milliseconds: Int64(at))))
        }
        return history
    }

    private static func record(_ view: JSONView, _ texts: SharedTexts?) throws -> RecordState {
        let members = RecordMembers(view)
        guard let contract = members.contract, contract.kind == .string, let party = members.party, party.kind == .string,
            let event = members.event, event.kind == .string, let revision = members.revision?.intValue,
            let hash = members.hash.flatMap(identifier), let status = members.status.flatMap(status), let at = members.at?.intValue,
            let subject = members.subject.flatMap(identifier)
        else { throw Unreadable(reason: "incomplete record state") }
        var cases: [Identifier128] = []
        if let listed = members.cases {
            guard listed.kind == .array else { throw Unreadable(reason: "incomplete record state") }
            for element in listed.elements {
                guard let id = identifier(element) else { throw Unreadable(reason: "incomplete record state") }
                cases.append(id)
            }
        }
        var end: CivilDate?
        if let member = members.end {
            end = day(member)
            guard end != nil else { throw Unreadable(reason: "no day in the term's end") }
        }
        if let list = members.list, list.kind != .string { throw Unreadable(reason: "no text in list") }
        func shared(_ view: JSONView) -> String { texts.map { texts in view.withUTF8 { texts.text($0) } } ?? view.string }
        return RecordState(
            contract: shared(contract), subject: subject, party: shared(party), revision: revision, contentHash: hash, status: status,
            event: event.string, acceptedAt: Timestamp(milliseconds: Int64(at)), openCases: cases,
            history: try members.history.map(history) ?? [], formerList: members.list.map(shared), termEnd: end)
    }

    private static func status(_ view: JSONView) -> RecordState.Status? {
        if view.isEqual(to: "active") { return .active }
        if view.isEqual(to: "withdrawn") { return .withdrawn }
        if view.isEqual(to: "expired") { return .expired }
        return view.kind == .string ? RecordState.Status(rawValue: view.string) : nil
    }

    /// 32 hexadecimal digits; nil for anything else.
    static func identifier(_ view: JSONView) -> Identifier128? {
        view.withUTF8 { Identifier128(hex: $0) }
    }

    /// A day that there is, in days since 1970; nil for anything else, with which no calendar can count.
    static func day(_ view: JSONView) -> CivilDate? {
        guard let days = view.intValue, days >= earliestDay, days <= CivilDate.latest.days else { return nil }
        return CivilDate(days: days)
    }

    /// 0001-01-01
    private static let earliestDay = -719_162

    /// - throws: if the member is missing or no string: an empty text instead would be state that never was.
    static func string(_ view: JSONView, _ name: StaticString) throws -> String {
        guard let member = view.member(name), member.kind == .string else {
            throw Unreadable(reason: "no text in \(name)")
        }
        return member.string
    }

    static func int(_ view: JSONView, _ name: StaticString) -> Int? {
        view.member(name)?.intValue
    }

    // MARK: Writing

    static func begin(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("v", version)
    }
}
