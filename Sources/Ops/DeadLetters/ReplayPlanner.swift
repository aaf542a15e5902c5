import Credit

/// Decides which letters may be sent again: a pure function of letters, verdicts and receipts.
///
/// Two things must not happen. A correction must not overtake the report that it corrects, and old content must not be put over
/// newer. So letters go in the order in which their first messages came, a letter waits for every earlier one of its record, and one
/// that is older than what the ledger holds is left.
public struct ReplayPlanner: Sendable {
    /// Most letters to send.
    public var limit = 1000
    /// Attempts after which a letter is parked.
    public var mostAttempts = LetterBook.mostAttempts
    /// Whether letters are sent although the ledger holds something newer.
    public var sendsSuperseded = false

    public init() {}

    /// - parameters:
    ///   - letters: every outstanding letter of the party, selected or not, and when its content was first refused.
    ///   - selected: those that are to be sent.
    ///   - candidates: what would be sent for each letter.
    ///   - receipts: what the ledger has taken.
    ///   - arrivals: what has come of list files.
    public func plan(
        _ letters: [(letter: Letter, firstTime: Timestamp)], selected: Set<LetterID>, candidates: [LetterID: ReplayCandidate],
        receipts: [AcceptedReceipt], arrivals: [ListFileArrival] = []
    ) -> ReplayPlan {
        let receipts = Dictionary(grouping: receipts, by: \.record)
        var blocked = Blocked()
        var steps: [ReplayPlan.Step] = []
        var sent = 0
        for (letter, firstTime) in letters.sorted(by: { Self.isEarlier($0.letter, $1.letter) }) {
            guard let candidate = candidates[letter.id] else { continue }
            guard selected.contains(letter.id) else {
                blocked.add(letter, candidate)
                continue
            }
            var decision = self.decision(letter, firstTime, candidate, blocked, receipts, arrivals)
            if decision.isSend, sent >= limit { decision = .overLimit }
            if decision.isSend { sent += 1 } else { blocked.add(letter, candidate) }
            steps.append(ReplayPlan.Step(letter: letter, candidate: candidate, decision: decision))
        }
        return ReplayPlan(steps: steps)
    }

    private func decision(
        _ letter: Letter, _ firstTime: Timestamp, _ candidate: ReplayCandidate, _ blocked: Blocked,
        _ receipts: [Identifier128: [AcceptedReceipt]], _ arrivals: [ListFileArrival]
    ) -> ReplayPlan.Decision {
        if letter.attempt >= mostAttempts { return .parked }
        if let obstacle = candidate.obstacle { return .impossible(obstacle) }
        guard candidate.isGood else { return .refused(candidate.faults) }
        if let earlier = blocked.earlier(than: letter, candidate) { return .held(by: earlier) }
        if !sendsSuperseded, let newer = newer(than: letter, firstTime, candidate, receipts) { return .superseded(by: newer.event) }
        if !sendsSuperseded, let newer = newerFile(than: letter, firstTime, candidate, arrivals) { return .superseded(by: newer.event) }
        return .send
    }

    /// The order of the first messages.
    private static func isEarlier(_ a: Letter, _ b: Letter) -> Bool {
        (a.root.topic, a.root.partition, a.root.offset, a.root.record ?? -1, a.id)
            < (b.root.topic, b.root.partition, b.root.offset, b.root.record ?? -1, b.id)
    }

    // MARK: Newer content

    private func newer(
        than letter: Letter, _ firstTime: Timestamp, _ candidate: ReplayCandidate, _ receipts: [Identifier128: [AcceptedReceipt]]
    ) -> AcceptedReceipt? {
        for record in candidate.records {
            for receipt in receipts[record] ?? [] where receipt.source.topic == letter.root.topic && !isOwn(receipt, letter) {
                if receipt.source.partition == letter.root.partition {
                    let place = (receipt.source.offset, receipt.source.record ?? -1)
                    if place > (letter.root.offset, letter.root.record ?? -1) { return receipt }
                } else if receipt.time > firstTime {
                    return receipt
                }
            }
        }
        return nil
    }

    /// A part of another file of the same list, which the letter would displace.
    private func newerFile(
        than letter: Letter, _ firstTime: Timestamp, _ candidate: ReplayCandidate, _ arrivals: [ListFileArrival]
    ) -> ListFileArrival? {
        guard case .file(let own) = candidate.line else { return nil }
        return arrivals.first { arrival in
            guard arrival.origin.topic == letter.root.topic, arrival.name.list == own.list, arrival.name.contract == own.contract,
                arrival.name.file != own.file
            else { return false }
            return arrival.origin.partition == letter.root.partition
                ? arrival.origin.offset > letter.root.offset : arrival.time > firstTime
        }
    }

    /// Whether a receipt is that of a replay of the letter's own line.
    private func isOwn(_ receipt: AcceptedReceipt, _ letter: Letter) -> Bool {
        guard letter.attempt > 0 else { return false }
        return (1...min(letter.attempt, 1000)).contains { receipt.event == "\(letter.baseEvent)~\($0)" }
    }

    // MARK: What waits

    /// The letters so far that are not sent, by what they are about.
    ///
    /// Two letters are about the same if they name the same record. Where one names none, since it cannot be read, its key speaks for
    /// it; without a key it stands for itself.
    private struct Blocked {
        private struct Place<Name: Hashable>: Hashable {
            let topic: String
            let name: Name
        }

        private var records: [Place<Identifier128>: LetterID] = [:]
        /// Keys of all letters.
        private var keys: [Place<[UInt8]>: LetterID] = [:]
        /// Keys of letters whose record is not known.
        private var keysOfUnknown: [Place<[UInt8]>: LetterID] = [:]
        private var files: [Place<ListFileName>: LetterID] = [:]

        mutating func add(_ letter: Letter, _ candidate: ReplayCandidate) {
            let topic = letter.root.topic
            for record in candidate.records {
                let place = Place(topic: topic, name: record)
                if records[place] == nil { records[place] = letter.id }
            }
            if case .file(let file) = candidate.line {
                let place = Place(topic: topic, name: file)
                if files[place] == nil { files[place] = letter.id }
            }
            guard candidate.line == .key, let key = letter.key else { return }
            let place = Place(topic: topic, name: key)
            if keys[place] == nil { keys[place] = letter.id }
            if candidate.records.isEmpty, keysOfUnknown[place] == nil { keysOfUnknown[place] = letter.id }
        }

        func earlier(than letter: Letter, _ candidate: ReplayCandidate) -> LetterID? {
            let topic = letter.root.topic
            for record in candidate.records {
                if let found = records[Place(topic: topic, name: record)] { return found }
            }
            if case .file(let file) = candidate.line { return files[Place(topic: topic, name: file)] }
            guard candidate.line == .key, let key = letter.key else { return nil }
            let place = Place(topic: topic, name: key)
            return candidate.records.isEmpty ? keys[place] : keysOfUnknown[place]
        }
    }
}
