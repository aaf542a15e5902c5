import Contracts
import Credit
import Hub
import JSON
import Kafka

/// The dead letters of one party: looks at them, plans what is sent again, and does it (`credithub dlq`).
public final class DeadLetterOffice {
    /// What is to be sent again.
    public struct Request {
        public var selection = LetterSelection()
        /// Mended records by letter; only these letters are sent then.
        public var mended: [LetterID: MendedLetter]?
        public var planner = ReplayPlanner()

        public init() {}
    }

    /// What came of a request.
    public struct Result {
        public var plan: ReplayPlan
        /// Letters of the request that the topic does not hold.
        public var unknown: [LetterID] = []
        /// Letters of the request that were dealt with before.
        public var settled: [(letter: LetterID, state: LetterBook.State)] = []
        /// How many were sent, or discarded, by this run.
        public var applied = 0
        /// Whether another operator took over before the end.
        public var isFenced = false
        /// What ended the run before its time, after some letters.
        public var failure: KafkaError?

        /// Whether everything that was selected is, or would be, sent.
        public var isComplete: Bool { !isFenced && failure == nil && unknown.isEmpty && plan.steps.allSatisfy(\.decision.isSend) }
    }

    public let party: String
    private let configuration: HubConfiguration
    private let topology: Topology
    private let checker: LetterChecker
    private let clock: any Clock
    private let log: HubLog

    public init(
        configuration: HubConfiguration, topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys, party: String,
        clock: any Clock = SystemClock(), log: HubLog
    ) {
        self.party = party
        self.configuration = configuration
        self.topology = topology
        self.clock = clock
        self.log = log
        checker = LetterChecker(topology: topology, catalogue: catalogue, subjectKeys: subjectKeys, today: clock.now().day)
    }

    // MARK: Looking

    /// Folds the party's topic.
    ///
    /// - parameter waits: whether to wait for transactions that are open in it, so that nothing committed is missed.
    public func book(keepsValues: Bool = false, waits: Bool = false) throws(KafkaError) -> LetterBook {
        var book = LetterBook(keepsValues: keepsValues)
        try read(topology.names.deadLetters(party), since: nil, waits: waits) { message in
            if let marker = Marker(message) {
                book.add(marker)
            } else if let letter = Letter(message) {
                book.add(letter)
            }
        }
        return book
    }

    /// What would be sent for a letter, and what ingest would say to it.
    public func candidate(for letter: Letter) -> ReplayCandidate { checker.candidate(for: letter) }

    /// What a letter is; nil if the hub does not read its topic any more.
    public func kind(of letter: Letter) -> IntakeKind? { checker.kind(of: letter) }

    /// Contract and operation of a letter's record, as far as they can be told.
    public func form(of letter: Letter, _ candidate: ReplayCandidate) -> (contract: String, operation: String?) {
        checker.form(of: letter, nil, candidate)
    }

    private func read(
        _ topic: String, since: Timestamp?, waits: Bool, _ body: (borrowing KafkaMessage) -> Void
    ) throws(KafkaError) {
        let client = configuration.client("dlq")
        if waits { return try TopicEnd(client: client).read(topic, since: since, body) }
        let follower = try TopicFollower(client: client, topics: [topic], since: since)
        defer { follower.close() }
        try follower.readToEnd(body)
    }

    // MARK: Planning

    /// What would happen now.
    public func plan(_ request: Request) throws(KafkaError) -> Result {
        try plan(request, book: try book(), waits: false)
    }

    private func plan(_ request: Request, book: LetterBook, waits: Bool) throws(KafkaError) -> Result {
        var selection = request.selection
        if let mended = request.mended { selection.ids = Set(mended.keys).intersection(selection.ids ?? Set(mended.keys)) }
        let outstanding = book.outstanding
        let selected = Set(outstanding.filter { selection.takes($0) }.map(\.id))
        var candidates: [LetterID: ReplayCandidate] = [:]
        for letter in outstanding {
            candidates[letter.id] = checker.candidate(for: letter, mended: selected.contains(letter.id) ? request.mended?[letter.id] : nil)
        }
        let letters = outstanding.map { ($0, book.firstTime(of: $0)) }
        let good = letters.filter { selected.contains($0.0.id) && candidates[$0.0.id]?.isGood == true }
        let receipts = try receipts(for: good, book, waits: waits)
        let arrivals = try arrivals(for: good.filter { candidates[$0.0.id]?.kind == .listFilePart || candidates[$0.0.id]?.kind == .listFileEnd }, waits: waits)
        var result = Result(
            plan: request.planner.plan(letters, selected: selected, candidates: candidates, receipts: receipts, arrivals: arrivals))
        for id in (selection.ids ?? []).sorted() where !selected.contains(id) {
            switch book.state(of: id) {
            case nil: result.unknown.append(id)
            case let state? where book.markers[id] != nil: result.settled.append((id, state))
            default: break  // Another option leaves it out.
            }
        }
        return result
    }

    /// What the ledger has taken since the first of the letters was refused.
    private func receipts(
        for letters: [(letter: Letter, firstTime: Timestamp)], _ book: LetterBook, waits: Bool
    ) throws(KafkaError) -> [AcceptedReceipt] {
        guard let first = letters.map(\.firstTime).min() else { return [] }
        // Machines' clocks differ a little.
        let since = Timestamp(milliseconds: first.milliseconds - 600_000)
        let roots = book.rootsOfReplays
        let parser = JSONParser()
        var receipts: [AcceptedReceipt] = []
        try read(topology.names.receipts(party), since: since, waits: waits) { message in
            guard let value = message.value, let receipt = AcceptedReceipt(value, parser: parser, roots: roots) else { return }
            receipts.append(receipt)
        }
        return receipts
    }

    /// What has come of list files since the first of the letters was refused.
    private func arrivals(
        for letters: [(letter: Letter, firstTime: Timestamp)], waits: Bool
    ) throws(KafkaError) -> [ListFileArrival] {
        var arrivals: [ListFileArrival] = []
        for (topic, letters) in Dictionary(grouping: letters, by: \.letter.root.topic) {
            guard let first = letters.map(\.firstTime).min() else { continue }
            try read(topic, since: Timestamp(milliseconds: first.milliseconds - 600_000), waits: waits) { message in
                if let arrival = ListFileArrival(message) { arrivals.append(arrival) }
            }
        }
        return arrivals
    }

    // MARK: Doing

    /// Sends letters again.
    public func replay(_ request: Request, actor: String, reason: String) throws(KafkaError) -> Result {
        let counts = try partitionCounts()
        var result = Result(plan: ReplayPlan(steps: []))
        var sent: [LetterID: ReplayPlan.Step] = [:]
        let run = DispositionRun(configuration: configuration, names: topology.names, party: party, log: log)
        let outcome = try run.run { applied throws(KafkaError) in
            var rest = request
            rest.planner.limit -= applied.count
            let book = try book(waits: true)
            result = try plan(rest, book: book, waits: true)
            result.settled.removeAll { applied.contains($0.letter) }
            for step in result.plan.sends { sent[step.letter.id] = step }
            let time = clock.now()
            return DispositionRun.Work(
                disposals: result.plan.sends.map { step in
                    disposal(
                        of: step.letter, step.candidate, as: .replayed, ReplayMessage(step, partitionCount: counts[step.letter.origin.topic] ?? 0),
                        actor, reason, time)
                }, book: book)
        }
        result.applied = outcome.applied.count
        result.isFenced = outcome.isFenced
        result.failure = outcome.failure
        // What was sent before a fresh look, and of that look what was sent or left.
        let earlier = outcome.applied.subtracting(result.plan.steps.map(\.letter.id)).compactMap { sent[$0] }
        result.plan.steps = earlier + result.plan.steps.filter { !$0.decision.isSend || outcome.applied.contains($0.letter.id) }
        return result
    }

    /// The letters that ``discard(_:actor:reason:)`` would take.
    public func discardable(_ selection: LetterSelection) throws(KafkaError) -> Result {
        discardable(selection, try book())
    }

    private func discardable(_ selection: LetterSelection, _ book: LetterBook) -> Result {
        let letters = book.outstanding.filter { selection.takes($0) }.sorted { $0.id < $1.id }
        let steps = letters.map { ReplayPlan.Step(letter: $0, candidate: checker.candidate(for: $0), decision: .send) }
        var result = Result(plan: ReplayPlan(steps: steps))
        for id in (selection.ids ?? []).sorted() {
            switch book.state(of: id) {
            case nil: result.unknown.append(id)
            case let state? where book.markers[id] != nil: result.settled.append((id, state))
            default: break
            }
        }
        return result
    }

    /// Gives letters up: they are not sent any more.
    public func discard(_ selection: LetterSelection, actor: String, reason: String) throws(KafkaError) -> Result {
        _ = try partitionCounts()
        var result = Result(plan: ReplayPlan(steps: []))
        var steps: [LetterID: ReplayPlan.Step] = [:]
        let run = DispositionRun(configuration: configuration, names: topology.names, party: party, log: log)
        let outcome = try run.run { applied throws(KafkaError) in
            let book = try book(waits: true)
            result = discardable(selection, book)
            result.settled.removeAll { applied.contains($0.letter) }
            for step in result.plan.steps { steps[step.letter.id] = step }
            let time = clock.now()
            return DispositionRun.Work(
                disposals: result.plan.steps.map { disposal(of: $0.letter, $0.candidate, as: .discarded, nil, actor, reason, time) }, book: book)
        }
        result.applied = outcome.applied.count
        result.isFenced = outcome.isFenced
        result.failure = outcome.failure
        result.plan.steps = outcome.applied.sorted().compactMap { steps[$0] }
        return result
    }

    private func disposal(
        of letter: Letter, _ candidate: ReplayCandidate, as disposition: Marker.Disposition, _ message: ReplayMessage?, _ actor: String,
        _ reason: String, _ time: Timestamp
    ) -> Disposal {
        let attempt = letter.attempt + (disposition == .replayed ? 1 : 0)
        return Disposal(
            letter: letter, message: message,
            marker: Marker(disposition: disposition, letter: letter.id, attempt: attempt, by: actor, reason: reason, time: time),
            note: DispositionNote(
                time: time, actor: actor, disposition: disposition, party: party, letter: letter.id, event: letter.event,
                record: candidate.recordID ?? letter.record, subjectKey: candidate.subjectKey, attempt: attempt, reason: reason,
                isEdited: disposition == .replayed && candidate.isEdited))
    }

    /// Partitions of the topics that exist. Asked for first: it tells soon if no broker answers.
    private func partitionCounts() throws(KafkaError) -> [String: Int] {
        let admin = try KafkaAdmin(configuration.client("dlq"))
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        var counts: [String: Int] = [:]
        for topic in try admin.describeCluster(topics: nil, timeoutMilliseconds: 10_000).topics where topic.error == nil {
            counts[topic.name] = topic.partitionCount
        }
        return counts
    }
}
