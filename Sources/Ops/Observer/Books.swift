import Credit

/// The books of an outsider: everything that the hub has said and sent, message by message.
///
/// Pure: ``HubObserver`` fills them from topics, ``Expectation`` holds them against what was published.
public struct Books: Sendable {
    /// What became of one event.
    public struct Outcome: Sendable {
        /// The answer of ingest: `received` or `rejected`.
        public var ingest: String?
        /// The final answer: accepted, rejected, duplicate or stale.
        public var final: String?
        public var codes: [String] = []
        /// When the hub gave it.
        public var finalAt: Timestamp?
        public var record: String?
        public var isClosed = false
        /// How many platforms' receipts it has.
        public var delivered = 0
    }

    /// The answers of one department.
    public struct PartyCounts: Sendable {
        /// Events that have an answer of ingest.
        public var received = 0
        public var accepted = 0
        public var rejected = 0
        public var duplicate = 0
        public var stale = 0
        public var delivered = 0
        /// Rejected events by the code of their first fault.
        public var reasons: [String: Int] = [:]

        /// Events with a final answer.
        public var final: Int { accepted + rejected + duplicate + stale }
    }

    /// One subscriber's view, folded from its topic, and how it came about.
    public struct View: Sendable {
        /// Whether each entry that is on the list now carries the dispute mark.
        public var entries: [String: Bool] = [:]
        public var listed = 0
        public var changed = 0
        public var marked = 0
        public var unmarked = 0
        public var removed = 0
        /// The events that changed it.
        public var events: Set<String> = []
        /// When its subscription last began or changed, in any partition.
        public var began: Timestamp?

        public var changes: Int { listed + changed + marked + unmarked + removed }
    }

    /// What has come to one platform, or is on its way there.
    public struct Feed: Sendable {
        /// Events and what they did.
        public var changes: Set<Change> = []
        /// The changes of each record in their order.
        public var records: [String: [Step]] = [:]

        public struct Change: Hashable, Sendable {
            public var event: String
            public var operation: String
        }

        public struct Step: Hashable, Sendable {
            public var change: Change
            public var revision: Int
        }
    }

    public internal(set) var parties: [String: PartyCounts] = [:]
    public private(set) var outcomes: [String: Outcome] = [:]
    /// Messages in the outboxes, by operation.
    public private(set) var outbox: [String: Int] = [:]
    /// Messages at the platforms, by operation.
    public private(set) var platform: [String: Int] = [:]
    public internal(set) var views: [String: View] = [:]
    public private(set) var deadLetters: [String: Int] = [:]
    /// The events of the dead letters.
    public private(set) var deadLetterEvents: Set<String> = []
    /// The outbox of each platform.
    public private(set) var outboxes: [String: Feed] = [:]
    /// What each platform has got.
    public private(set) var platforms: [String: Feed] = [:]
    /// What was wrong at the moment at which it came.
    private var noted: [Finding] = []
    private var seen: Set<String> = []
    private var numbers: [String: [Int32: FeedNumbers]] = [:]
    private var auditHeads: [Int32: String] = [:]
    /// Entries of the ledger's audit.
    public private(set) var auditEntries = 0
    /// Final answers so far.
    public private(set) var finals = 0
    /// When the hub wrote the latest of its final answers.
    public private(set) var lastFinal: Timestamp?

    public init() {}

    /// What was seen twice that may be only once.
    public var doubled: [String] { faults.filter { $0.sort == .duplicate }.map(\.description) }

    /// Whatever is wrong with the books alone, whatever was published: what came twice, and what is out of order.
    public var faults: [Finding] {
        var found = noted
        for (topic, partitions) in numbers.sorted(by: { $0.key < $1.key }) {
            for (partition, numbers) in partitions.sorted(by: { $0.key < $1.key }) {
                found += numbers.findings("\(topic)/\(partition)")
            }
        }
        for (name, feed) in platforms.sorted(by: { $0.key < $1.key }) {
            for (record, steps) in feed.records.sorted(by: { $0.key < $1.key }) where !isInOrder(steps, of: record, for: name) {
                found.append(Finding(.revisionOutOfOrder, "\(name) \(record)"))
            }
        }
        return found
    }

    /// Whether a record's changes came to the platform as they left, those that came twice or not at all aside: they have names
    /// of their own.
    private func isInOrder(_ steps: [Feed.Step], of record: String, for platform: String) -> Bool {
        let first = Self.withoutRepetitions(steps)
        let sent = Self.withoutRepetitions(outboxes[platform]?.records[record] ?? [])
        let both = Set(first).intersection(sent)
        return first.filter(both.contains) == sent.filter(both.contains)
            && zip(first, first.dropFirst()).allSatisfy { $0.revision <= $1.revision }
    }

    private static func withoutRepetitions(_ steps: [Feed.Step]) -> [Feed.Step] {
        guard steps.count > 1 else { return steps }
        var seen: Set<Feed.Step> = []
        return steps.filter { seen.insert($0).inserted }
    }

    // MARK: Entries

    public mutating func take(_ fact: Fact) {
        switch fact {
        case .receipt(let receipt): take(receipt)
        case .outbox(let change, let name, let place):
            take(place)
            if !outboxes[name, default: Feed()].take(change) {
                noted.append(Finding(.twiceInOutbox, "\(name) \(change.event) \(change.operation)"))
            }
            outbox[change.operation, default: 0] += 1
        case .platform(let change, let name):
            if !platforms[name, default: Feed()].take(change) {
                noted.append(Finding(.twiceAtPlatform, "\(name) \(change.event) \(change.operation)"))
            }
            platform[change.operation, default: 0] += 1
        case .view(let change, let party, let place):
            take(place)
            take(change, party)
        case .digest(let party, let began, let place):
            take(place)
            if let began, views[party]?.began.map({ $0 < began }) ?? true { views[party, default: View()].began = began }
        case .deadLetter(let party, let event):
            deadLetters[party, default: 0] += 1
            deadLetterEvents.insert(event)
            once(.twoDeadLetters, "dlq \(party) \(event)")
        case .audit(let place, let previous, let digest):
            take(place)
            if let head = auditHeads[place.partition] ?? (place.number == 1 ? AuditHead.none.digest.hex : nil), head != previous {
                noted.append(Finding(.auditChainBroken, "\(place.topic)/\(place.partition) \(place.number)"))
            }
            auditHeads[place.partition] = digest
            auditEntries += 1
        }
    }

    private mutating func take(_ receipt: Fact.Receipt) {
        let event = receipt.event
        let about = receipt.stage == "upstream" ? receipt.operation ?? "" : ["closed", "expired"].contains(receipt.status) ? receipt.status : ""
        var counts = parties[receipt.party] ?? PartyCounts()
        var outcome = outcomes[event] ?? Outcome()
        if let record = receipt.record { outcome.record = record }
        let isFinal = ["accepted", "rejected", "duplicate", "stale"].contains(receipt.status)
        if isFinal, outcome.final != nil {
            noted.append(Finding(.twoFinalReceipts, event))
            seen.insert("receipt \(event) \(receipt.stage) \(about)")
        } else {
            once(.twoReceipts, "receipt \(event) \(receipt.stage) \(about)")
        }
        if receipt.stage == "ingest" {
            counts.received += 1
            outcome.ingest = receipt.status
        }
        if isFinal {
            outcome.final = receipt.status
            outcome.finalAt = receipt.time
            finals += 1
            if let time = receipt.time, lastFinal.map({ $0 < time }) ?? true { lastFinal = time }
        }
        switch receipt.status {
        case "accepted": counts.accepted += 1
        case "rejected":
            counts.rejected += 1
            outcome.codes += receipt.codes
            counts.reasons[outcome.codes.first ?? "", default: 0] += 1
        case "duplicate": counts.duplicate += 1
        case "stale": counts.stale += 1
        case "delivered":
            counts.delivered += 1
            outcome.delivered += 1
        case "closed": outcome.isClosed = true
        default: break
        }
        parties[receipt.party] = counts
        outcomes[event] = outcome
    }

    private mutating func take(_ change: Fact.View, _ party: String) {
        let entry = change.entry
        once(.twiceInView, "view \(party) \(entry) \(change.event)")
        var view = views.removeValue(forKey: party) ?? View()
        view.events.insert(change.event)
        if let isDisputed = change.isDisputed {
            switch view.entries[entry] {
            case nil: view.listed += 1
            case isDisputed?: view.changed += 1
            default: if isDisputed { view.marked += 1 } else { view.unmarked += 1 }
            }
            view.entries[entry] = isDisputed
        } else {
            if view.entries.removeValue(forKey: entry) == nil { noted.append(Finding(.removalOfNothing, "\(party) \(entry)")) }
            view.removed += 1
        }
        views[party] = view
    }

    private mutating func take(_ place: Fact.Numbered) {
        numbers[place.topic, default: [:]][place.partition, default: FeedNumbers()].take(place.number)
    }

    /// Notes something that may happen once only.
    private mutating func once(_ kind: Finding.Kind, _ fact: String) {
        if !seen.insert(fact).inserted { noted.append(Finding(kind, fact)) }
    }
}

extension Books.Feed {
    /// - returns: false if it has the change already.
    fileprivate mutating func take(_ change: Fact.Upstream) -> Bool {
        let named = Change(event: change.event, operation: change.operation)
        records[change.record, default: []].append(Step(change: named, revision: change.revision))
        return changes.insert(named).inserted
    }
}
