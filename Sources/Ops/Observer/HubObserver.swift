import Credit
import Dispatch
import Hub
import JSON
import Kafka

/// Watches everything that the hub writes, read_committed, and keeps the books: what became of each event, and whether
/// anything was said or sent twice.
///
/// The demo shows these books; the tests of exactly-once demand that they balance.
public final class HubObserver {
    /// What became of one event.
    public struct Outcome: Sendable {
        /// The answer of ingest: `received` or `rejected`.
        public var ingest: String?
        /// The final answer: accepted, rejected, duplicate or stale.
        public var final: String?
        public var codes: [String] = []
        public var record: String?
        public var isClosed = false
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

        public var changes: Int { listed + changed + marked + unmarked + removed }
    }

    public private(set) var parties: [String: PartyCounts] = [:]
    public private(set) var outcomes: [String: Outcome] = [:]
    /// Messages in the outbox, by operation.
    public private(set) var outbox: [String: Int] = [:]
    /// Messages at the platform, by operation.
    public private(set) var platform: [String: Int] = [:]
    public private(set) var views: [String: View] = [:]
    public private(set) var deadLetters: [String: Int] = [:]
    /// What was seen twice that may be only once.
    public private(set) var doubled: [String] = []
    /// When each event was sent, in nanoseconds of uptime: set by the publisher for events whose way is to be timed.
    public var sentAt: [String: UInt64] = [:]
    /// Time from publishing to the platform's topic, in milliseconds.
    public private(set) var upstreamLatencies: [Double] = []
    /// Time from publishing to a subscriber's view, in milliseconds.
    public private(set) var subscriberLatencies: [Double] = []
    /// When the last final answer came, in nanoseconds of uptime.
    public private(set) var lastFinalAt: UInt64 = 0

    private enum Source {
        case receipts(String)
        case outbox
        case platform
        case view(String)
        case deadLetters(String)
    }

    private let follower: TopicFollower
    private var sources: [String: Source] = [:]
    private var sourceByIdentity: [UnsafeRawPointer: Source] = [:]
    private var seen: Set<String> = []
    private let parser = JSONParser()

    public init(configuration: HubConfiguration, topology: Topology) throws(KafkaError) {
        for department in topology.departments {
            sources[topology.names.receipts(department.party)] = .receipts(department.party)
            sources[topology.names.deadLetters(department.party)] = .deadLetters(department.party)
            parties[department.party] = PartyCounts()
        }
        for subscriber in topology.subscribers {
            sources[topology.names.subscriber(subscriber.party)] = .view(subscriber.party)
            views[subscriber.party] = View()
        }
        for platform in topology.platforms {
            sources[topology.names.outbox(platform.party)] = .outbox
            sources[topology.names.named(platform.topic)] = .platform
        }
        follower = try TopicFollower(client: configuration.client("observer"), topics: sources.keys.sorted())
    }

    /// Takes what has come, for up to a time; returns at once when the condition holds.
    ///
    /// - returns: whether the condition holds.
    @discardableResult
    public func pump(milliseconds: Int, until condition: () -> Bool = { false }) throws(KafkaError) -> Bool {
        let end = DispatchTime.now().uptimeNanoseconds + UInt64(milliseconds) * 1_000_000
        while true {
            if condition() { return true }
            let now = DispatchTime.now().uptimeNanoseconds
            guard now < end else { return false }
            let wait = Int32(min(UInt64(20), (end - now) / 1_000_000))
            guard let message = try follower.next(timeoutMilliseconds: wait) else { continue }
            take(message)
        }
    }

    /// Takes everything up to the present end.
    public func readToEnd() throws(KafkaError) {
        try follower.readToEnd { take($0) }
    }

    public func close() {
        follower.close()
    }

    // MARK: One message

    private func take(_ message: borrowing KafkaMessage) {
        let source: Source
        if let known = sourceByIdentity[message.topicIdentity] {
            source = known
        } else if let named = sources[message.topic] {
            sourceByIdentity[message.topicIdentity] = named
            source = named
        } else {
            return
        }
        switch source {
        case .receipts(let party): takeReceipt(message, party)
        case .outbox: takeUpstream(message, "outbox", &outbox)
        case .platform:
            takeUpstream(message, "platform", &platform)
            if let sent = header(message, "ce_id").flatMap({ sentAt[$0] }) { upstreamLatencies.append(age(sent)) }
        case .view(let party): takeView(message, party)
        case .deadLetters(let party):
            guard !Marker.isMarker(message) else { return }
            deadLetters[party, default: 0] += 1
            once("dlq \(party) \(text(message.key))")
        }
    }

    private func takeReceipt(_ message: borrowing KafkaMessage, _ party: String) {
        guard let value = message.value, let receipt = try? parser.parse(value), let event = receipt.member("event")?.string,
            let status = receipt.member("status")?.string, let stage = receipt.member("stage")?.string
        else { return }
        once("receipt \(event) \(stage) \(stage == "upstream" ? receipt.member("operation")?.string ?? "" : ["closed", "expired"].contains(status) ? status : "")")
        var counts = parties[party] ?? PartyCounts()
        var outcome = outcomes[event] ?? Outcome()
        if let record = receipt.member("record")?.string { outcome.record = record }
        if stage == "ingest" {
            counts.received += 1
            outcome.ingest = status
        }
        switch status {
        case "accepted", "rejected", "duplicate", "stale":
            if outcome.final != nil { doubled.append("final \(event)") }
            outcome.final = status
            lastFinalAt = DispatchTime.now().uptimeNanoseconds
            switch status {
            case "accepted": counts.accepted += 1
            case "rejected":
                counts.rejected += 1
                for error in receipt.member("errors")?.elements.map({ $0.member("code")?.string ?? "" }) ?? [] {
                    outcome.codes.append(error)
                }
                counts.reasons[outcome.codes.first ?? "", default: 0] += 1
            case "duplicate": counts.duplicate += 1
            default: counts.stale += 1
            }
        case "delivered": counts.delivered += 1
        case "closed": outcome.isClosed = true
        default: break
        }
        parties[party] = counts
        outcomes[event] = outcome
    }

    private func takeUpstream(_ message: borrowing KafkaMessage, _ name: String, _ counts: inout [String: Int]) {
        guard let value = message.value, let change = try? parser.parse(value),
            let operation = change.member("operation")?.string
        else { return }
        counts[operation, default: 0] += 1
        once("\(name) \(header(message, "ce_id") ?? "") \(operation)")
    }

    private func takeView(_ message: borrowing KafkaMessage, _ party: String) {
        let entry = text(message.key)
        let event = header(message, "ce_id") ?? ""
        once("view \(party) \(entry) \(event)")
        var view = views[party] ?? View()
        if let value = message.value, let parsed = try? parser.parse(value) {
            let isDisputed = parsed.member("disputed")?.kind == .true
            switch view.entries[entry] {
            case nil: view.listed += 1
            case isDisputed?: view.changed += 1
            default: if isDisputed { view.marked += 1 } else { view.unmarked += 1 }
            }
            view.entries[entry] = isDisputed
        } else {
            if view.entries.removeValue(forKey: entry) == nil { doubled.append("removal of nothing: \(party) \(entry)") }
            view.removed += 1
        }
        views[party] = view
        if let sent = sentAt[event] { subscriberLatencies.append(age(sent)) }
    }

    /// Notes something that may happen once only.
    private func once(_ fact: String) {
        if !seen.insert(fact).inserted { doubled.append(fact) }
    }

    private func age(_ sent: UInt64) -> Double {
        Double(DispatchTime.now().uptimeNanoseconds - sent) / 1_000_000
    }

    private func header(_ message: borrowing KafkaMessage, _ name: StaticString) -> String? {
        message.header(name).map { String(decoding: $0, as: UTF8.self) }
    }

    private func text(_ bytes: UnsafeRawBufferPointer?) -> String {
        bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
