import Credit
import Dispatch
import Hub
import Kafka

/// Times single changes from the department's topic to every subscriber that takes them; beside as many messages of the same size that
/// are written straight to as many topics, and beside a single message.
struct FanoutLatency {
    struct Times: Sendable {
        /// Milliseconds of each change to each subscriber.
        var own: Percentiles
        /// Of each bare message, written together with as many others.
        var bare: Percentiles
        /// Of a single bare message.
        var single: Percentiles
    }

    let ground: FanoutGround
    let changes: Int

    func run(_ samples: inout SampleGenerator) throws -> Times {
        let client = ground.configuration.client("fanout")
        let names = ground.topology.names
        let views = try TopicFollower(client: client, topics: ground.topology.subscribers.map { names.subscriber($0.party) })
        let echoes = try TopicFollower(client: client, topics: ground.mirrors)
        var writing = ProducerConfiguration(client: client, transactionalID: nil)
        writing.lingerMilliseconds = 0
        let producer = try KafkaProducer(writing)
        defer {
            views.close()
            echoes.close()
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        let department = try producer.topic(names.department("court", "list-designation"))
        var mirrors: [KafkaProducer.Topic] = []
        for name in ground.mirrors { mirrors.append(try producer.topic(name)) }

        // Each partition of each view tells its first digest when its subscription has begun.
        _ = try arrivals(views, ground.topology.subscribers.count * Int(ground.topology.ledgerPartitions), since: 0) { message in
            message.key.map { $0.elementsEqual(ViewChange.digestKey.utf8) } ?? false
        }
        var (own, bare, single) = ([Double](), [Double](), [Double]())
        for number in 0..<changes {
            let event = samples.enterpriseListing()
            let takers = ground.topology.subscriptions.filter { $0.filter.takes(EntryState(event)) }.count
            var begun = DispatchTime.now().uptimeNanoseconds
            try producer.produce(
                to: department, key: event.key, value: event.value, headers: Publisher.headers(of: event, time: SystemClock().now()))
            var size = 0
            let id = Array(event.id.utf8)
            var times = try arrivals(views, takers, since: begun) { message in
                guard let named = message.header("ce_id"), named.elementsEqual(id), let value = message.value else { return false }
                size = max(size, value.count)
                return true
            }
            // The first ones wait for connections and groups.
            let counts = number >= min(20, changes / 2)
            if counts { own += times }
            let value = [UInt8](repeating: UInt8(ascii: "x"), count: size)
            begun = DispatchTime.now().uptimeNanoseconds
            for topic in mirrors.prefix(takers) { try producer.produce(to: topic, key: event.key, value: value) }
            times = try arrivals(echoes, takers, since: begun) { _ in true }
            if counts { bare += times }
            begun = DispatchTime.now().uptimeNanoseconds
            try producer.produce(to: mirrors[0], key: event.key, value: value)
            times = try arrivals(echoes, 1, since: begun) { _ in true }
            if counts { single += times }
        }
        return Times(own: Percentiles(own), bare: Percentiles(bare), single: Percentiles(single))
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
