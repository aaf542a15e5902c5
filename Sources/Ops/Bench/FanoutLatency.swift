import Credit
import Dispatch
import Hub
import Kafka

/// Times single changes from the department's topic to every subscriber that takes them; beside as many messages of the same size that
/// are written straight to as many topics, beside a single message, and beside what two transactions take that only move a message on.
struct FanoutLatency {
    struct Times: Sendable {
        /// Milliseconds of each change to each subscriber.
        var own: Percentiles
        /// Of each bare message, written together with as many others.
        var bare: Percentiles
        /// Of a single bare message.
        var single: Percentiles
        /// Of a message that two transactions do nothing but move on, to as many topics.
        var relayed: Percentiles
    }

    let ground: FanoutGround
    let changes: Int

    /// Own and bare take turns, so that a machine that is slower for a while slows both; and only the topics that are timed are being
    /// read, since readers that wait take time from the brokers, too.
    private static let rounds = 4
    /// Changes at the beginning of a round that do not count: they wait for connections and groups.
    private static let warm = 10

    func run(_ samples: inout SampleGenerator) throws -> Times {
        var writing = ProducerConfiguration(client: ground.configuration.client("fanout"), transactionalID: nil)
        writing.lingerMilliseconds = 0
        let producer = try KafkaProducer(writing)
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        try awaitSubscriptions()
        var (own, bare, single, relayed) = ([Double](), [Double](), [Double](), [Double]())
        for _ in 0..<Self.rounds {
            let events = (0..<changes / Self.rounds + Self.warm).map { _ in samples.enterpriseListing() }
            let sent = try changes(events, producer, into: &own)
            try messages(sent, producer, into: &bare, single: &single)
            try relays(sent, producer, into: &relayed)
        }
        return Times(
            own: Percentiles(own), bare: Percentiles(bare), single: Percentiles(single), relayed: Percentiles(relayed))
    }

    private var views: [String] { ground.topology.subscribers.map { ground.topology.names.subscriber($0.party) } }

    /// Each partition of each view tells its first digest when its subscription has begun.
    private func awaitSubscriptions() throws {
        let follower = try TopicFollower(client: ground.configuration.client("fanout"), topics: views)
        defer { follower.close() }
        _ = try arrivals(follower, views.count * Int(ground.topology.ledgerPartitions), since: 0) { message in
            message.key.map { $0.elementsEqual(ViewChange.digestKey.utf8) } ?? false
        }
    }

    /// What one change became: its subscribers, and the size of the largest message.
    private struct Sent {
        var key: String
        var takers: Int
        var size = 0
    }

    private func changes(_ events: [SampleEvent], _ producer: KafkaProducer, into times: inout [Double]) throws -> [Sent] {
        let department = try producer.topic(ground.topology.names.department("court", "list-designation"))
        let follower = try follow(views)
        defer { follower.close() }
        return try events.enumerated().map { number, event in
            let takers = ground.topology.subscriptions.filter { $0.filter.takes(EntryState(event)) }.count
            var sent = Sent(key: event.key, takers: takers)
            let id = Array(event.id.utf8)
            let begun = DispatchTime.now().uptimeNanoseconds
            try producer.produce(
                to: department, key: event.key, value: event.value, headers: Publisher.headers(of: event, time: SystemClock().now()))
            let arrived = try arrivals(follower, takers, since: begun) { message in
                guard let named = message.header("ce_id"), named.elementsEqual(id), let value = message.value else { return false }
                sent.size = max(sent.size, value.count)
                return true
            }
            if number >= Self.warm { times += arrived }
            return sent
        }
    }

    private func messages(
        _ sent: [Sent], _ producer: KafkaProducer, into together: inout [Double], single: inout [Double]
    ) throws {
        let topics = try ground.mirrors.map { name throws(KafkaError) in try producer.topic(name) }
        let follower = try follow(ground.mirrors)
        defer { follower.close() }
        for (number, one) in sent.enumerated() {
            let value = [UInt8](repeating: UInt8(ascii: "x"), count: one.size)
            for takers in [one.takers, 1] {
                let begun = DispatchTime.now().uptimeNanoseconds
                for topic in topics.prefix(takers) { try producer.produce(to: topic, key: one.key, value: value) }
                let arrived = try arrivals(follower, takers, since: begun) { _ in true }
                guard number >= Self.warm else { continue }
                if takers == 1 { single += arrived } else { together += arrived }
            }
        }
    }

    private func relays(_ sent: [Sent], _ producer: KafkaProducer, into times: inout [Double]) throws {
        let relay = FanoutRelay(
            ground.configuration, input: ground.relayInput, middle: ground.relayMiddle, outputs: ground.mirrors)
        let topic = try producer.topic(ground.relayInput)
        let follower = try follow(ground.mirrors)
        defer {
            follower.close()
            relay.close()
        }
        for (number, one) in sent.enumerated() {
            var value = [UInt8](repeating: UInt8(ascii: "x"), count: one.size)
            value[0] = UInt8(one.takers)
            let begun = DispatchTime.now().uptimeNanoseconds
            try producer.produce(to: topic, key: one.key, value: value)
            let arrived = try arrivals(follower, one.takers, since: begun) { _ in true }
            if number >= Self.warm { times += arrived }
        }
    }

    /// A follower that has read all there is.
    private func follow(_ topics: [String]) throws -> TopicFollower {
        let follower = try TopicFollower(client: ground.configuration.client("fanout"), topics: topics)
        try follower.readToEnd { _ in }
        return follower
    }

    /// Milliseconds until each of so many messages came.
    private func arrivals(
        _ follower: TopicFollower, _ count: Int, since begun: UInt64, _ isOne: (borrowing KafkaMessage) -> Bool
    ) throws -> [Double] {
        var times: [Double] = []
        while times.count < count {
            guard let message = try follower.next(timeoutMilliseconds: 60_000) else { continue }
            if isOne(message) { times.append(Double(DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000) }
        }
        return times
    }
}

extension EntryState {
    /// The entry that a sample becomes.
    init(_ event: SampleEvent) {
        self.init(
            contract: event.contract, list: event.list, party: event.party,
            subjectKey: event.subject.registration == nil ? event.subject.code ?? "" : "", subjectKind: event.subjectKind,
            sourceRegion: SampleNumbers.region, revision: 1, content: event.value)
    }
}
