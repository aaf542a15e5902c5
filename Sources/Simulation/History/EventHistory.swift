import Contracts
import Credit
import JSON

/// Random events about few subjects, records and cases: few, so that events meet each other.
struct EventHistory {
    private let catalogue: Catalogue
    private let parser = JSONParser()
    var count = 0
    /// Events that may come again.
    private var recent: [LedgerEvent] = []
    private var offset: Int64 = 0
    /// Records that were reported: most events are about what is there, and come in their order.
    var reported: Set<Int> = []
    var cases = CaseHistory()
    private var files = 0

    init(catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    /// Departments that publish: the sources of penalties, of permits and of list entries, and the office that takes disputes.
    static let parties = ["market-regulation", "taxation", "emergency-management", "credit-office"]

    static let subjects: [(key: String, kind: SubjectKind)] = [
        ("91990100MA1YL00123", .organisation), ("92990100MA1YL00458", .soleTrader), ("91990100MA1YL00782", .organisation),
        ("p5f0c2a9be1d344760c1d2e3f4a5b6c7d", .person), ("91990200MA1YL00999", .organisation),
    ]
    static let lists = ["market-regulation-serious", "tax-serious", "work-safety"]
    private static let records = 10

    static func subject(ofRecord number: Int) -> (key: String, kind: SubjectKind) { subjects[number % subjects.count] }

    /// The identity of a record: penalties, permits and list entries by turns.
    static func identifier(_ number: Int) -> Identifier128 { Identifier128(high: 0x5eed, low: UInt64(number)) }

    /// The identity of an entry that the platform sends in its files.
    static func fileIdentifier(_ number: Int) -> Identifier128 { Identifier128(high: 0xf11e, low: UInt64(number)) }

    /// The platform that sends full list files, and the lists of which it does.
    static let platform = "city"
    static let fileLists = ["tax-serious", "work-safety"]
    /// Entries of each list that the platform knows of.
    private static let fileEntries = 8

    /// What is published next.
    mutating func next(_ random: inout SimulationRandom, now: Timestamp, _ outlook: Outlook) -> Publication {
        if random.percent(4) { return Publication(.note(note(&random))) }
        if !recent.isEmpty, random.percent(15) {
            var event = random.one(of: recent)
            event.origin = place(of: event.record, event.party)
            return Publication(.event(event))
        }
        let event: LedgerEvent
        switch random.below(100) {
        case 0..<38: event = record(&random, now)
        case 38..<44: event = platformEvent(&random, now)
        case 44..<50: event = feedback(&random)
        default:
            let publication = caseInput(&random, now, outlook)
            guard case .event(let step)? = publication.inputs.first?.input else { return publication }
            event = step
        }
        recent.append(event)
        if recent.count > 24 { recent.removeFirst() }
        return Publication(.event(event))
    }

    private mutating func place(of record: String, _ party: String) -> Origin {
        offset += 1
        return Origin(topic: "dept.\(party).\(record)", partition: 0, offset: offset)
    }

    private mutating func id() -> String {
        count += 1
        return "e-\(count)"
    }

    private mutating func note(_ random: inout SimulationRandom) -> OperatorNote {
        OperatorNote(
            event: id(), actor: "operator", action: "dead-letter.discarded",
            subjectKey: random.percent(50) ? random.one(of: Self.subjects).key : nil, content: Array(#"{"count":1}"#.utf8))
    }

    private mutating func record(_ random: inout SimulationRandom, _ now: Timestamp) -> LedgerEvent {
        let number = record(&random)
        let source = Self.parties[number % 3]
        let party = random.percent(92) ? source : random.one(of: Self.parties)
        // Few days, so that the same content comes again.
        let end = CivilDate(days: (now.day.days / 20 + random.below(6) - 1) * 20).description
        let amount = random.below(3)
        let isList = number % 3 == 2
        let isFirst = reported.insert(number).inserted && random.percent(90)
        var operation =
            switch number % 3 {
            case 2: random.one(of: Self.listOperations)
            case 1: random.one(of: ["reported", "reported", "corrected", "withdrawn"])
            default: random.one(of: ["reported", "reported", "corrected", "corrected", "withdrawn", "renamed"])
            }
        if isFirst { operation = isList ? "listed" : "reported" }
        return record(
            number, operation, party, list: isList ? random.one(of: Self.lists) : nil,
            revision: random.percent(25) ? 1 + random.below(12) : nil, amount: amount, end: end)
    }

    mutating func record(
        _ number: Int, _ operation: String, _ party: String, list: String?, revision: Int?, amount: Int, end: String
    ) -> LedgerEvent {
        let (contract, content) =
            switch number % 3 {
            case 2: ("list-designation@1", listContent(operation, amount, end))
            case 1: ("administrative-permit@2", #"{"XK_NR":"\#(amount)","XK_YXQZ":"2026-01-01","XK_YXQZI":"\#(end)"}"#)
            default: ("administrative-penalty@2", #"{"CF_GSJZQ":"\#(end)","CF_JDRQ":"2026-01-01","CF_NR_FK":\#(amount)}"#)
            }
        return event(
            contract: contract, operation: operation, id: Self.identifier(number), party: party, subject: Self.subject(ofRecord: number),
            list: list, revision: revision, content: content)
    }

    private static let listOperations = [
        "listed", "listed", "listed", "corrected", "changed", "suspended", "suspended", "resumed", "resumed", "delisted", "repaired",
        "withdrawn",
    ]

    private func listContent(_ operation: String, _ amount: Int, _ end: String) -> String {
        switch operation {
        // So few that a suspension and its end may say the same.
        case "suspended", "resumed": #"{"BZ":"\#(amount % 2)"}"#
        case "delisted", "repaired", "withdrawn": #"{"TCMDYY":"\#(amount % 2)"}"#
        default: #"{"HMDMC":"\#(amount)","JGMC":"甲\#(amount)","RDRQ":"2026-01-01","YXQZ":"\#(end)"}"#
        }
    }

    // MARK: The platform

    func fileNumber(_ random: inout SimulationRandom, _ list: Int) -> Int {
        random.below(Self.fileEntries) + list * Self.fileEntries + count / 200 * 2 * Self.fileEntries
    }

    /// The platform changes an entry between two files.
    private mutating func platformEvent(_ random: inout SimulationRandom, _ now: Timestamp) -> LedgerEvent {
        let list = random.below(2)
        let number = fileNumber(&random, list)
        return platformEvent(
            number, random.one(of: Self.listOperations), list: Self.fileLists[list], amount: random.below(3), end: laterDay(&random, now))
    }

    mutating func platformEvent(_ number: Int, _ operation: String, list: String, amount: Int, end: String) -> LedgerEvent {
        event(
            contract: "list-designation@1", operation: operation, id: Self.fileIdentifier(number), party: Self.platform,
            subject: Self.subject(ofRecord: number), list: list, revision: nil, content: listContent(operation, amount, end))
    }

    func laterDay(_ random: inout SimulationRandom, _ now: Timestamp) -> String {
        CivilDate(days: (now.day.days / 20 + 2 + random.below(4)) * 20).description
    }

    /// A full list file, whole or not.
    mutating func listFile(_ random: inout SimulationRandom, now: Timestamp) -> SimulatedListFile {
        files += 1
        let list = random.below(2)
        let parts = (0...random.below(3)).map { _ in (0..<random.below(4)).map { _ in fileEntry(&random, list, now) } }
        return SimulatedListFile(
            key: ListFileKey(party: Self.platform, contract: "list-designation@1", list: Self.fileLists[list]),
            // A name may come again, after others.
            name: "F-\(random.percent(90) ? files : random.below(files))", parts: parts,
            flaw: random.percent(50) ? random.one(of: SimulatedListFile.Flaw.allCases) : nil, &random)
    }

    /// The messages of one piece of a file.
    mutating func inputs(_ piece: SimulatedListFile.Piece, of file: SimulatedListFile, at: Timestamp, topic: ModelTopic) -> Publication {
        offset += 1
        return Publication(
            each: file.inputs(
                piece, event: id(), origin: Origin(topic: "platform.\(Self.platform).in", partition: 0, offset: offset), at: at, topic: topic))
    }

    private func fileEntry(_ random: inout SimulationRandom, _ list: Int, _ now: Timestamp) -> SimulatedListFile.Entry {
        // Now and then it is one that a department has put there, or may.
        let isForeign = random.percent(6)
        let number = isForeign ? self.record(&random) : fileNumber(&random, list)
        let id = isForeign ? Self.identifier(number) : Self.fileIdentifier(number)
        let subject = Self.subject(ofRecord: number)
        let end = CivilDate(days: (now.day.days / 20 + 1 + random.below(4)) * 20).description
        let content = Array(listContent("listed", random.below(2), end).utf8)
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("record", id.description)
        writer.member("subject", subject.key)
        writer.member("kind", subject.kind.rawValue)
        writer.member("region", "990200")
        if let end = termEnd("list-designation@1", content) { writer.member("end", end.description) }
        writer.name("content")
        content.withUnsafeBytes { writer.raw($0) }
        writer.endObject()
        return SimulatedListFile.Entry(record: id, subjectKey: subject.key, content: content, bytes: writer.bytes)
    }

    // MARK: Subscribers

    /// 反馈: what a subscriber says it did with an entry.
    private mutating func feedback(_ random: inout SimulationRandom) -> LedgerEvent {
        let isOfPlatform = random.percent(40)
        let number = isOfPlatform ? fileNumber(&random, random.below(2)) : self.record(&random)
        let entry = isOfPlatform ? Self.fileIdentifier(number) : Self.identifier(number)
        let measure = random.percent(60) ? #","measureCode":"m""# : ""
        let hit =
            random.percent(85)
            ? #""hit":"是","listRecordId":"\#(entry)","listRevision":\#(1 + random.below(3))\#(measure)"# : #""hit":"否""#
        let party = random.one(of: SimulatedSubscriptions.parties)
        return event(
            contract: "joint-discipline-feedback@1", operation: random.one(of: ["reported", "reported", "corrected", "withdrawn"]),
            id: Identifier128(high: 0xfeed, low: UInt64(random.below(20) + count / 200 * 20)), party: party,
            subject: random.percent(90) ? Self.subject(ofRecord: number) : random.one(of: Self.subjects), list: nil, revision: nil,
            content: "{\(hit)}")
    }

    /// A subscriber confirms what it got, or asks for the digest.
    mutating func subscriberCommand(
        _ random: inout SimulationRandom, lastNumber: (String, Int32) -> Int64, partitions: Int, silent: Set<String>
    ) -> Publication {
        let party = random.one(of: SimulatedSubscriptions.parties)
        let partition = Int32(random.below(partitions))
        guard random.percent(70), !silent.contains(party) else {
            return Publication(.digest(DigestCommand(event: id(), party: random.percent(80) ? party : nil)), to: partition)
        }
        let last = lastNumber(party, partition)
        let number =
            switch random.below(10) {
            case 0: last + 1 + Int64(random.below(3))
            case 1..<4: Int64(random.below(Int(last) + 1))
            default: last
            }
        return confirmation(party, number, partition)
    }

    // MARK: Records

    /// A record's number. Every so often the records are others, since those of before have run their term.
    func record(_ random: inout SimulationRandom) -> Int {
        random.below(Self.records) + count / 100 * Self.records
    }

    /// A subscriber confirms what it got in a partition up to a number.
    mutating func confirmation(_ party: String, _ number: Int64, _ partition: Int32) -> Publication {
        offset += 1
        let origin = Origin(topic: "feedback.\(party)", partition: 0, offset: offset)
        return Publication(.confirmation(Confirmation(event: id(), party: party, number: number, origin: origin)), to: partition)
    }

    mutating func event(
        contract: String, operation: String, id recordID: Identifier128, party: String, subject: (key: String, kind: SubjectKind),
        list: String?, revision: Int?, content: String
    ) -> LedgerEvent {
        let compiled = ContractReference(contract).flatMap { catalogue.contract($0) }
        let record = String(contract.prefix { $0 != "@" })
        let bytes = Array(content.utf8)
        return LedgerEvent(
            id: id(), party: party, kind: compiled?.kind ?? .record, contract: contract, record: record, operation: operation,
            recordID: recordID, subjectKey: subject.key, subjectKind: subject.kind, listCode: list,
            region: subject.kind == .person ? "990100" : nil, revision: revision, termEnd: termEnd(contract, bytes), content: bytes, origin: place(of: record, party))
    }

    /// As ingest reads it by the contract.
    private func termEnd(_ contract: String, _ content: [UInt8]) -> CivilDate? {
        let compiled = ContractReference(contract).flatMap { catalogue.contract($0) }
        return content.withUnsafeBytes { bytes in
            (try? parser.parse(bytes)).flatMap { view in compiled?.term?.end(of: view) }
        }
    }
}
