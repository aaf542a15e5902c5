import Credit
import Dispatch
import Hub
import Kafka

/// Watches everything that the hub writes, read_committed, and keeps the ``Books``: what became of each event, and whether
/// anything was said or sent twice or out of order.
///
/// The demo shows these books; the drill and the tests of exactly-once demand that they balance.
public final class HubObserver {
    public private(set) var books = Books()
    /// When each event was sent, in nanoseconds of uptime: set by the publisher for events whose way is to be timed.
    public var sentAt: [String: UInt64] = [:]
    /// Time from publishing to the platform's topic, in milliseconds.
    public private(set) var upstreamLatencies: [Double] = []
    /// Time from publishing to a subscriber's view, in milliseconds.
    public private(set) var subscriberLatencies: [Double] = []
    /// When the last final answer came, in nanoseconds of uptime.
    public private(set) var lastFinalAt: UInt64 = 0

    public var parties: [String: Books.PartyCounts] { books.parties }
    public var outcomes: [String: Books.Outcome] { books.outcomes }
    public var outbox: [String: Int] { books.outbox }
    public var platform: [String: Int] { books.platform }
    public var views: [String: Books.View] { books.views }
    public var deadLetters: [String: Int] { books.deadLetters }
    public var doubled: [String] { books.doubled }

    private let follower: TopicFollower
    private var reader: FactReader

    public init(configuration: HubConfiguration, topology: Topology) throws(KafkaError) {
        for department in topology.departments { books.parties[department.party] = Books.PartyCounts() }
        for subscriber in topology.subscribers { books.views[subscriber.party] = Books.View() }
        reader = FactReader(topology)
        follower = try TopicFollower(client: configuration.client("observer"), topics: reader.topics)
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

    private func take(_ message: borrowing KafkaMessage) {
        guard let fact = reader.fact(message) else { return }
        let finals = books.finals
        books.take(fact)
        if books.finals > finals { lastFinalAt = DispatchTime.now().uptimeNanoseconds }
        switch fact {
        case .platform(let change, _): if let sent = sentAt[change.event] { upstreamLatencies.append(age(sent)) }
        case .view(let change, _, _): if let sent = sentAt[change.event] { subscriberLatencies.append(age(sent)) }
        default: break
        }
    }

    private func age(_ sent: UInt64) -> Double {
        Double(DispatchTime.now().uptimeNanoseconds - sent) / 1_000_000
    }
}
