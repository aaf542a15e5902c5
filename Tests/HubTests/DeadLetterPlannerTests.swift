import Contracts
import Credit
import Hub
import Ops
import TestSupport
import Testing

/// What is sent, what waits and why: the plan as a function of letters, verdicts and receipts.
@Suite struct DeadLetterPlannerTests {
    private let good: [IntakeCheck.Verdict]
    private let bad: [IntakeCheck.Verdict]
    private static let topic = "dept.market-regulation.administrative-penalty"
    private static let r1 = Identifier128(high: 0, low: 1)
    private static let r2 = Identifier128(high: 0, low: 2)

    init() throws {
        let catalogue = try Catalogue.load(directory: Program.repository + "/contracts")
        let topology = try Topology.load(directory: Program.repository + "/topics", prefix: "", catalogue: catalogue)
        let check = IntakeCheck(topology: topology, catalogue: catalogue, subjectKeys: SubjectKeys(secret: [UInt8](repeating: 7, count: 32)))
        let today = SystemClock().now().day
        var samples = SampleGenerator(seed: 1, today: today)
        let event = samples.penalty(party: "market-regulation")
        good = check.check(party: event.party, record: event.record, value: event.value, headers: [], today: today)
        bad = check.check(party: event.party, record: event.record, value: Array("{}".utf8), headers: [], today: today)
        try #require(good.count == 1 && good[0].isGood && bad.count == 1 && !bad[0].isGood)
    }

    private struct Case {
        var letter: Letter
        var records: Set<Identifier128>
        var isGood = true
        var obstacle: ReplayObstacle?
        var line = ReplayCandidate.Line.key
    }

    private func letter(
        _ offset: Int64, at source: Int64, partition: Int32 = 0, key: String? = nil, records: Set<Identifier128> = [], isGood: Bool = true,
        attempt: Int = 0
    ) -> Case {
        var letter = Letter(
            id: LetterID(partition: 0, offset: offset), event: attempt > 0 ? "e\(offset)~\(attempt)" : "e\(offset)", value: [],
            origin: Origin(topic: Self.topic, partition: partition, offset: source))
        letter.key = key.map { Array($0.utf8) }
        letter.attempt = attempt
        letter.time = Timestamp(milliseconds: 1_000_000)
        return Case(letter: letter, records: records, isGood: isGood)
    }

    /// The decisions in order, as `letter:word`.
    private func plan(
        _ cases: [Case], unselected: Set<Int64> = [], receipts: [AcceptedReceipt] = [], arrivals: [ListFileArrival] = [],
        _ change: (inout ReplayPlanner) -> Void = { _ in }
    ) -> [String] {
        var planner = ReplayPlanner()
        change(&planner)
        var candidates: [LetterID: ReplayCandidate] = [:]
        for each in cases {
            candidates[each.letter.id] = ReplayCandidate(
                value: [], headers: [], verdicts: each.isGood ? good : bad, isEdited: false, obstacle: each.obstacle, records: each.records,
                line: each.line)
        }
        let plan = planner.plan(
            cases.map { ($0.letter, $0.letter.time) }, selected: Set(cases.map(\.letter.id).filter { !unselected.contains($0.offset) }),
            candidates: candidates, receipts: receipts, arrivals: arrivals)
        return plan.steps.map { step in
            let word =
                switch step.decision {
                case .send: "send"
                case .refused: "refused"
                case .impossible(let obstacle): "\(obstacle)"
                case .parked: "parked"
                case .held(let by): "held by \(by.offset)"
                case .superseded(let event): "superseded by \(event)"
                case .overLimit: "over"
                }
            return "\(step.letter.id.offset):\(word)"
        }
    }

    private func receipt(_ event: String, _ record: Identifier128, at offset: Int64, partition: Int32 = 0, time: Int64 = 2_000_000) -> AcceptedReceipt {
        AcceptedReceipt(
            event: event, record: record, source: Origin(topic: Self.topic, partition: partition, offset: offset),
            time: Timestamp(milliseconds: time))
    }

    @Test("Letters go in the order in which their first messages came, records of one message in theirs")
    func order() {
        var third = letter(1, at: 7)
        third.letter.root.record = 2
        var second = letter(9, at: 7)
        second.letter.root.record = 1
        // A failed replay: it stands late in both topics, and goes first.
        var first = letter(30, at: 90, attempt: 1)
        first.letter.root = Origin(topic: Self.topic, partition: 0, offset: 3)
        #expect(plan([letter(2, at: 12), third, letter(4, at: 1, partition: 1), second, first]) == ["30:send", "9:send", "1:send", "2:send", "4:send"])
    }

    @Test("A letter waits for every earlier one of its record that is not sent")
    func holding() {
        let records: Set = [Self.r1]
        #expect(plan([letter(0, at: 1, records: records), letter(1, at: 2, records: records)]) == ["0:send", "1:send"])
        #expect(plan([letter(0, at: 1, records: records, isGood: false), letter(1, at: 2, records: records)]) == ["0:refused", "1:held by 0"])
        #expect(plan([letter(0, at: 1, records: records), letter(1, at: 2, records: records)], unselected: [0]) == ["1:held by 0"])
        #expect(plan([letter(0, at: 1, records: records, attempt: 3), letter(1, at: 2, records: records)]) == ["0:parked", "1:held by 0"])
        #expect(plan([letter(0, at: 1, records: [Self.r2], isGood: false), letter(1, at: 2, records: records)]) == ["0:refused", "1:send"])
        #expect(
            plan([letter(0, at: 1, records: records, isGood: false), letter(1, at: 2, records: records), letter(2, at: 3, records: records)])
                == ["0:refused", "1:held by 0", "2:held by 0"])
        // The later one does not hold the earlier one.
        #expect(plan([letter(0, at: 1, records: records), letter(1, at: 2, records: records, isGood: false)]) == ["0:send", "1:refused"])
    }

    @Test("Where a record cannot be read its key speaks for it; without one it stands for itself")
    func keys() {
        let records: Set = [Self.r1]
        #expect(plan([letter(0, at: 1, key: "k", isGood: false), letter(1, at: 2, key: "k", records: records)]) == ["0:refused", "1:held by 0"])
        #expect(plan([letter(0, at: 1, key: "k", isGood: false), letter(1, at: 2, key: "l", records: records)]) == ["0:refused", "1:send"])
        #expect(plan([letter(0, at: 1, isGood: false), letter(1, at: 2, key: "k", records: records)]) == ["0:refused", "1:send"])
        // Two records that are known and not the same, under one key.
        #expect(
            plan([letter(0, at: 1, key: "k", records: [Self.r2], isGood: false), letter(1, at: 2, key: "k", records: records)])
                == ["0:refused", "1:send"])
        // A cut one of which nothing is known.
        var cut = letter(0, at: 1, key: "k")
        cut.obstacle = .cut
        #expect(plan([cut, letter(1, at: 2, key: "k", records: records)]) == ["0:cut", "1:held by 0"])
    }

    @Test("No more than the limit is sent, the earliest first; what is refused does not count")
    func limit() {
        let cases = (0..<5).map { letter($0, at: $0 + 1, isGood: $0 != 1) }
        #expect(plan(cases) { $0.limit = 2 } == ["0:send", "1:refused", "2:send", "3:over", "4:over"])
    }

    @Test("A letter is parked after its attempts, unless more are allowed")
    func parking() {
        let cases = [letter(0, at: 1, attempt: 2), letter(1, at: 2, attempt: 3)]
        #expect(plan(cases) == ["0:send", "1:parked"])
        #expect(plan(cases) { $0.mostAttempts = 4 } == ["0:send", "1:send"])
        #expect(plan(cases) { $0.mostAttempts = 2 } == ["0:parked", "1:parked"])
    }

    @Test("A letter is superseded by what came behind it of its record, not by what came before or by its own replays")
    func superseded() {
        let cases = [letter(0, at: 10, records: [Self.r1])]
        #expect(plan(cases, receipts: [receipt("n", Self.r1, at: 11)]) == ["0:superseded by n"])
        #expect(plan(cases, receipts: [receipt("n", Self.r1, at: 9)]) == ["0:send"])
        #expect(plan(cases, receipts: [receipt("n", Self.r2, at: 11)]) == ["0:send"])
        #expect(plan(cases, receipts: [receipt("n", Self.r1, at: 11)]) { $0.sendsSuperseded = true } == ["0:send"])
        // Of another partition the time tells.
        #expect(plan(cases, receipts: [receipt("n", Self.r1, at: 1, partition: 1)]) == ["0:superseded by n"])
        #expect(plan(cases, receipts: [receipt("n", Self.r1, at: 99, partition: 1, time: 500_000)]) == ["0:send"])
        let failed = [letter(5, at: 10, records: [Self.r1], attempt: 2)]
        #expect(plan(failed, receipts: [receipt("e5~1", Self.r1, at: 40)]) == ["5:send"])
        #expect(plan(failed, receipts: [receipt("e6~1", Self.r1, at: 40)]) == ["5:superseded by e6~1"])
    }

    @Test("The id of the next attempt takes the place of the last one's")
    func eventIDs() {
        #expect(letter(4, at: 1).letter.nextEvent == "e4~1")
        #expect(letter(4, at: 1, attempt: 2).letter.nextEvent == "e4~3")
        var long = letter(4, at: 1).letter
        long.event = String(repeating: "x", count: 127)
        #expect(long.nextEvent == nil)
    }

    @Test("A list file's end waits for its parts, and a newer file of the list supersedes an older one")
    func listFiles() {
        func of(_ file: String, _ letter: Case) -> Case {
            var letter = letter
            letter.line = .file(ListFileName(contract: "list-designation@1", list: "judgment-defaulter", file: file))
            return letter
        }
        func arrival(_ file: String, list: String = "judgment-defaulter", at offset: Int64) -> ListFileArrival {
            ListFileArrival(
                name: ListFileName(contract: "list-designation@1", list: list, file: file), event: "newer",
                origin: Origin(topic: Self.topic, partition: 0, offset: offset), time: Timestamp(milliseconds: 2_000_000))
        }
        let letters = [of("a", letter(1, at: 1, isGood: false)), of("a", letter(2, at: 2)), of("b", letter(3, at: 3))]
        #expect(plan(letters) == ["1:refused", "2:held by 1", "3:send"])
        let part = [of("a", letter(1, at: 5))]
        #expect(plan(part, arrivals: [arrival("a", at: 6), arrival("b", at: 4), arrival("b", list: "other", at: 6)]) == ["1:send"])
        #expect(plan(part, arrivals: [arrival("b", at: 6)]) == ["1:superseded by newer"])
        #expect(plan(part, arrivals: [arrival("b", at: 6)]) { $0.sendsSuperseded = true } == ["1:send"])
        // Messages that keep no order do not wait for others of their key.
        var free = letter(2, at: 2, key: "k")
        free.line = .none
        #expect(plan([letter(1, at: 1, key: "k", isGood: false), free]) == ["1:refused", "2:send"])
    }
}
