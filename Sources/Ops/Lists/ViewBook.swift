import Credit
import Dispatch
import Hub
import Kafka

/// A subscriber's view as it stands in `subscriber.<party>`, read as an outsider reads it (`credithub lists`).
public struct ViewBook {
    private let configuration: HubConfiguration
    private let names: TopicNames
    private let party: String
    private let clock: any Clock

    public init(configuration: HubConfiguration, party: String, clock: any Clock = SystemClock()) {
        self.configuration = configuration
        names = TopicNames(prefix: configuration.prefix)
        self.party = party
        self.clock = clock
    }

    /// Reads all partitions and holds what they hold against what their last messages say.
    ///
    /// - parameter asking: how long to wait for the ledger to tell the digests anew, in milliseconds; nil asks for none.
    /// - throws: ``KafkaError`` if a topic cannot be read or written.
    public func verify(asking patience: Int? = nil) throws(KafkaError) -> ViewReport {
        let time = clock.now()
        var requests: [Int32: String] = [:]
        if patience != nil { requests = try ask(time) }
        let partitions = try read(until: requests, patience: patience ?? 0)
        let reports = partitions.sorted { $0.key < $1.key }.map { number, partition in
            var found = partition.found
            if let request = requests[number] { found = partition.verdicts[request, default: ViewFault.unanswered] ?? found }
            return ViewReport.Partition(
                partition: number, entries: partition.entries.count, sequence: partition.sequence, digest: partition.digest, found: found)
        }
        return ViewReport(topic: names.subscriber(party), time: time, partitions: reports, wasAsked: patience != nil)
    }

    /// What the view holds now, in the order of subjects.
    ///
    /// - throws: ``KafkaError`` if the topic cannot be read.
    public func entries(subject: String? = nil, list: String? = nil) throws(KafkaError) -> [ShownEntry] {
        try read(until: [:], patience: 0).values.flatMap { partition in partition.entries.values.compactMap { ShownEntry($0) } }
            .filter { entry in (subject.map { $0 == entry.subject } ?? true) && (list.map { $0 == entry.list } ?? true) }
            .sorted { ($0.subject, $0.id) < ($1.subject, $1.id) }
    }

    // MARK: Asking

    /// Asks every partition of the ledger to tell the digest of this view.
    ///
    /// - returns: the ids of the requests, which the answers carry.
    private func ask(_ now: Timestamp) throws(KafkaError) -> [Int32: String] {
        let client = configuration.client("lists")
        let count = try partitionCount(of: names.ledgerInput, client)
        let producer = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let topic = try producer.topic(names.ledgerInput)
        var requests: [Int32: String] = [:]
        for partition in 0..<count {
            let command = DigestCommand(
                event: "digest:\(party):\(partition):\(now.milliseconds):\(UInt32.random(in: .min ... .max))", party: party)
            try producer.produce(to: topic, partition: partition, key: command.event, value: [UInt8]?.none, headers: command.headers)
            requests[partition] = command.event
        }
        try producer.flush(timeoutMilliseconds: 30_000)
        if let error = producer.deliveryFailures.last { throw error }
        return requests
    }

    // MARK: Reading

    /// Reads to the end, and as long as an answer is missing.
    private func read(until requests: [Int32: String], patience: Int) throws(KafkaError) -> [Int32: ViewPartition] {
        let client = configuration.client("lists")
        var partitions: [Int32: ViewPartition] = [:]
        for partition in 0..<(try partitionCount(of: names.subscriber(party), client)) { partitions[partition] = ViewPartition() }
        guard !requests.isEmpty else {
            try TopicEnd(client: client).read(names.subscriber(party), since: nil) { partitions[$0.partition, default: ViewPartition()].take($0) }
            return partitions
        }
        let follower = try TopicFollower(client: client, topics: [names.subscriber(party)])
        defer { follower.close() }
        try follower.readToEnd { partitions[$0.partition, default: ViewPartition()].take($0) }
        var missing = requests.filter { partitions[$0.key]?.verdicts[$0.value] == nil }
        var last = DispatchTime.now().uptimeNanoseconds
        while !missing.isEmpty, DispatchTime.now().uptimeNanoseconds - last < UInt64(patience) * 1_000_000 {
            guard let message = try follower.next(timeoutMilliseconds: 50) else { continue }
            let partition = message.partition
            partitions[partition, default: ViewPartition()].take(message)
            if let request = missing[partition], partitions[partition]!.verdicts[request] != nil {
                missing[partition] = nil
                last = DispatchTime.now().uptimeNanoseconds
            }
        }
        return partitions
    }

    private func partitionCount(of topic: String, _ client: ClientConfiguration) throws(KafkaError) -> Int32 {
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        guard let description = try admin.describeCluster(topics: [topic], timeoutMilliseconds: 10_000).topics.first else {
            throw KafkaError(code: .unknownTopicOrPartition, reason: "there is no topic \(topic)")
        }
        if let error = description.error { throw error }
        return Int32(description.partitionCount)
    }
}
