import Credit
import Hub

/// What a list of published events must come to, worked out from the events alone.
public struct Expectation: Sendable {
    private let events: [SampleEvent]
    private let routing: Routing
    private let subscriptions: [Subscription]
    /// Messages that all platforms together must get.
    private let changes: Int

    /// - parameter routing: who must get what.
    public init(_ events: [SampleEvent], _ routing: Routing, _ subscriptions: [Subscription]) {
        self.events = events
        self.routing = routing
        self.subscriptions = subscriptions
        changes = events.reduce(0) { $0 + Self.platforms(of: $1, routing).count }
    }

    /// - parameter topology: who must get what.
    public init(_ events: [SampleEvent], _ topology: Topology) {
        self.init(events, topology.routing, topology.subscriptions)
    }

    /// Whether every event has its final answer and everything is upstream: nothing more will come.
    public func isComplete(_ books: Books) -> Bool {
        books.finals >= events.count && books.platform.values.reduce(0, +) >= changes
            && books.parties.values.reduce(0) { $0 + $1.delivered } >= changes
    }

    /// Everything in the books that is not as it must be: each event has exactly one outcome, the right one, and all that follows
    /// from it is there, once, in its order.
    public func findings(_ books: Books) -> [Finding] {
        var found = books.faults
        for event in events {
            let outcome = books.outcomes[event.id] ?? Books.Outcome()
            if outcome.ingest == nil { found.append(Finding(.noIngestReceipt, event.id)) }
            guard let final = outcome.final else {
                found.append(Finding(.noFinalReceipt, event.id))
                continue
            }
            if !isRight(outcome, for: event) {
                let codes = outcome.codes.joined(separator: " ")
                found.append(
                    Finding(.otherAnswer, "\(event.id) \(event.record) \(event.operation) \(event.expectation): \(final) \(codes)"))
            }
            if final == "rejected", !books.deadLetterEvents.contains(event.id) { found.append(Finding(.noDeadLetter, event.id)) }
            if final == "accepted" { found += followUps(event, outcome, books) }
        }
        let published = Set(events.map(\.id))
        found += books.outcomes.keys.filter { !published.contains($0) }.sorted().map { Finding(.nobodysEvent, $0) }
        return found + strays(books)
    }

    private func isRight(_ outcome: Books.Outcome, for event: SampleEvent) -> Bool {
        switch event.expectation {
        case .accepted: outcome.final == "accepted" && outcome.ingest == "received"
        case .duplicate: outcome.final == "duplicate" && outcome.ingest == "received"
        case .rejected(let code): outcome.final == "rejected" && Set(outcome.codes) == [code]
        }
    }

    /// What is missing of what follows from an event that was accepted.
    private func followUps(_ event: SampleEvent, _ outcome: Books.Outcome, _ books: Books) -> [Finding] {
        var found: [Finding] = []
        let platforms = Self.platforms(of: event, routing)
        if let operation = Self.operation(of: event) {
            let change = Books.Feed.Change(event: event.id, operation: operation)
            for platform in platforms {
                if books.outboxes[platform]?.changes.contains(change) != true { found.append(Finding(.notInOutbox, "\(platform) \(event.id)")) }
                if books.platforms[platform]?.changes.contains(change) != true { found.append(Finding(.notAtPlatform, "\(platform) \(event.id)")) }
            }
        }
        if outcome.delivered < platforms.count { found.append(Finding(.noDeliveryReceipt, event.id)) }
        for party in subscribers(of: event) where books.views[party]?.events.contains(event.id) != true {
            // What was taken before the subscription began came with all that was there; what is there now is checked as a whole.
            if let began = books.views[party]?.began, let time = outcome.finalAt, time <= began { continue }
            found.append(Finding(.notInView, "\(party) \(event.id)"))
        }
        return found
    }

    /// Entries of views that must not be there, or must be and are not, although the change was announced.
    private func strays(_ books: Books) -> [Finding] {
        var present: [String: SampleEvent] = [:]
        // What was not answered is told as a loss already.
        for event in events where books.outcomes[event.id]?.final == "accepted" && isShared(event) {
            if ["delisted", "withdrawn"].contains(event.operation) { present[event.key] = nil } else { present[event.key] = event }
        }
        var entries: [String: Set<String>] = [:]
        for event in present.values {
            guard let record = books.outcomes[event.id]?.record else { continue }
            for party in subscribers(of: event) { entries[party, default: []].insert(record) }
        }
        return subscriptions.flatMap { subscriber in
            let wanted = entries[subscriber.party] ?? []
            let there = Set((books.views[subscriber.party]?.entries ?? [:]).keys)
            return there.subtracting(wanted).sorted().map { Finding(.strayInView, "\(subscriber.party) \($0)") }
                + wanted.subtracting(there).sorted().map { Finding(.notInView, "\(subscriber.party) \($0)") }
        }
    }

    // MARK: Who gets an event

    private static func operation(of event: SampleEvent) -> String? {
        switch event.operation {
        case "reported", "listed": "ADD"
        case "corrected": "CORRECT"
        case "withdrawn", "delisted": "WITHDRAW"
        default: nil
        }
    }

    private static func platforms(of event: SampleEvent, _ routing: Routing) -> [String] {
        guard event.expectation == .accepted, operation(of: event) != nil else { return [] }
        return routing.platforms.filter { $0.records.contains(event.record) }.map(\.party)
    }

    private func isShared(_ event: SampleEvent) -> Bool {
        event.list != nil || routing.heldRecords.contains(event.record)
    }

    private func subscribers(of event: SampleEvent) -> [String] {
        guard isShared(event) else { return [] }
        let entry = EntryState(event)
        return subscriptions.filter { $0.filter.takes(entry) }.map(\.party)
    }
}
