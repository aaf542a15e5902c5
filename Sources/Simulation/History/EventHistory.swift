import Contracts
import Credit
import JSON

/// Random events about few subjects, records and cases: few, so that events meet each other.
struct EventHistory {
    private let catalogue: Catalogue
    private let parser = JSONParser()
    private var count = 0
    /// Events that may come again.
    private var recent: [LedgerEvent] = []
    private var offset: Int64 = 0
    /// Records that were reported, and how far cases were taken: most events are about what is there, and come in their order.
    private var reported: Set<Int> = []
    private var steps: [Int: Int] = [:]

    init(catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    /// Departments that publish: the sources of penalties, of permits and of list entries, and the office that takes disputes.
    static let parties = ["market-regulation", "taxation", "emergency-management", "credit-office"]

    private static let subjects: [(key: String, kind: SubjectKind)] = [
        ("91990100MA1YL00123", .organisation), ("92990100MA1YL00458", .soleTrader), ("91990100MA1YL00782", .organisation),
        ("p-5f0c2a9be1d34476", .person), ("91990100MA1YL00999", .organisation),
    ]
    private static let lists = ["market-regulation-serious", "tax-serious", "work-safety"]
    private static let records = 10
    private static let cases = 8

    static func subject(ofRecord number: Int) -> (key: String, kind: SubjectKind) { subjects[number % subjects.count] }

    /// The identity of a record: penalties, permits and list entries by turns.
    private static func identifier(_ number: Int) -> Identifier128 { Identifier128(high: 0x5eed, low: UInt64(number)) }

    /// What is published next.
    mutating func next(_ random: inout SimulationRandom, now: Timestamp) -> LedgerInput {
        if random.percent(4) { return .note(note(&random)) }
        if !recent.isEmpty, random.percent(15) {
            var event = random.one(of: recent)
            event.origin = place(of: event.record, event.party)
            return .event(event)
        }
        let event = random.percent(65) ? record(&random, now) : dispute(&random, now)
        recent.append(event)
        if recent.count > 24 { recent.removeFirst() }
        return .event(event)
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
        let subject = Self.subject(ofRecord: number)
        let source = Self.parties[number % 3]
        let party = random.percent(92) ? source : random.one(of: Self.parties)
        // Few days, so that the same content comes again.
        let end = CivilDate(days: (now.day.days / 20 + random.below(6) - 1) * 20).description
        let amount = random.below(3)
        let isList = number % 3 == 2
        let isFirst = reported.insert(number).inserted && random.percent(90)
        let contract: String
        let content: String
        var operation: String
        if isList {
            contract = "list-designation@1"
            content = #"{"HMDMC":"\#(amount)","JGMC":"甲","RDRQ":"2026-01-01","YXQZ":"\#(end)"}"#
            operation = random.one(of: ["listed", "listed", "listed", "corrected", "delisted"])
        } else if number % 3 == 1 {
            contract = "administrative-permit@2"
            content = #"{"XK_NR":"\#(amount)","XK_YXQZ":"2026-01-01","XK_YXQZI":"\#(end)"}"#
            operation = random.one(of: ["reported", "reported", "corrected", "withdrawn"])
        } else {
            contract = "administrative-penalty@2"
            content = #"{"CF_GSJZQ":"\#(end)","CF_JDRQ":"2026-01-01","CF_NR_FK":\#(amount)}"#
            operation = random.one(of: ["reported", "reported", "corrected", "corrected", "withdrawn", "renamed"])
        }
        if isFirst { operation = isList ? "listed" : "reported" }
        return event(
            contract: contract, operation: operation, id: Self.identifier(number), party: party, subject: subject,
            list: isList ? random.one(of: Self.lists) : nil, revision: random.percent(25) ? 1 + random.below(12) : nil, content: content)
    }

    /// A record's number. Every so often the records are others, since those of before have run their term.
    private func record(_ random: inout SimulationRandom) -> Int {
        random.below(Self.records) + count / 100 * Self.records
    }

    private mutating func dispute(_ random: inout SimulationRandom, _ now: Timestamp) -> LedgerEvent {
        // Every so often the cases are others.
        let number = random.below(Self.cases) + count / 100 * Self.cases
        let record = number % Self.cases + count / 100 * Self.records
        let operations = ["submitted", "accepted", "verified"]
        let step = steps[number, default: 0]
        let operation = random.percent(75) ? operations[min(step, 2)] : random.one(of: operations)
        if operation == operations[min(step, 2)] { steps[number] = step + 1 }
        let source = Self.parties[record % 3]
        let party = random.percent(92) ? (operation == "verified" ? source : "credit-office") : random.one(of: Self.parties)
        let result = operation == "verified" ? #","result":"\#(random.one(of: ["维持", "更正", "撤销"]))""# : ""
        let content =
            #"{"caseId":"YY-\#(number)","recordId":"\#(Self.identifier(record))"\#(result),"submittedDate":"2026-01-01"}"#
        return event(
            contract: "dispute@1", operation: operation, id: Identifier128(high: 0xca5e, low: UInt64(number)), party: party,
            subject: Self.subject(ofRecord: record), list: nil, revision: nil, content: content)
    }

    private mutating func event(
        contract: String, operation: String, id recordID: Identifier128, party: String, subject: (key: String, kind: SubjectKind),
        list: String?, revision: Int?, content: String
    ) -> LedgerEvent {
        let compiled = ContractReference(contract).flatMap { catalogue.contract($0) }
        let record = String(contract.prefix { $0 != "@" })
        let bytes = Array(content.utf8)
        let termEnd = bytes.withUnsafeBytes { bytes in
            (try? parser.parse(bytes)).flatMap { view in compiled?.term?.end(of: view) }
        }
        return LedgerEvent(
            id: id(), party: party, kind: compiled?.kind ?? .record, contract: contract, record: record, operation: operation,
            recordID: recordID, subjectKey: subject.key, subjectKind: subject.kind, listCode: list, revision: revision,
            termEnd: termEnd, content: bytes, origin: place(of: record, party))
    }
}
