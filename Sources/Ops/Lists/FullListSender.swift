import Contracts
import Credit
import Dispatch
import Hub
import Kafka

/// Sends a full list file to `platform.<party>.in` as an upper platform does, and waits for the answer (`credithub lists send`).
public struct FullListSender {
    /// What came back.
    public struct Answer: Sendable {
        /// The final receipt of the file's end; nil if none came in time.
        public var end: ShownReceipt?
        /// Receipts that refuse parts, shares of the list or single entries.
        public var refusals: [ShownReceipt] = []
        /// Whether all have answered that are to: each part, and each partition of the ledger for its share.
        public var isComplete = false
        /// Whether the list is what the file says: all of it was taken, now or before.
        public var isTaken: Bool {
            isComplete && refusals.isEmpty && end.map { ["accepted", "duplicate"].contains($0.status) } ?? false
        }
    }

    private let configuration: HubConfiguration
    private let topology: Topology
    private let platform: PlatformBinding
    private let contract: ContractReference
    private let list: String

    /// - throws: ``SetupError`` if the platform is not known or does not send this list down.
    public init(
        configuration: HubConfiguration, topology: Topology, catalogue: Catalogue, platform party: String, list: String, contract: String
    ) throws(SetupError) {
        let known = topology.platforms.filter(\.sendsDown).map(\.party).joined(separator: ", ")
        guard let platform = topology.platforms.first(where: { $0.party == party && $0.sendsDown }) else {
            throw SetupError(
                zh: "topics/platforms 中没有下发名单的平台 \(party)（可用：\(known)）", en: "topics/platforms has no platform \(party) that sends lists down (there are: \(known))")
        }
        guard platform.lists.contains(list) else {
            let lists = platform.lists.joined(separator: ", ")
            throw SetupError(
                zh: "平台 \(party) 不下发名单 \(list)（绑定中有：\(lists)）", en: "the platform \(party) does not send down the list \(list) (its binding has: \(lists))")
        }
        guard let reference = ContractReference(contract), catalogue.contract(reference)?.kind == .list else {
            throw SetupError(zh: "\(contract) 不是名单的数据合同，应如 list-designation@1", en: "\(contract) is no contract of lists, as list-designation@1 is")
        }
        self.configuration = configuration
        self.topology = topology
        self.platform = platform
        self.contract = reference
        self.list = list
    }

    /// Sends the parts, then the end.
    ///
    /// - parameter patience: how long to wait for the answer without any receipt of the file, in milliseconds; nil does not wait.
    /// - returns: nil if it did not wait.
    /// - throws: ``SetupError`` if a topic is missing, ``KafkaError`` if the brokers do not answer.
    public func send(_ file: FullListFile, patience: Int?) throws -> Answer? {
        let client = configuration.client("lists")
        let input = topology.names.platformInput(platform.party)
        let follower = try patience.map { _ in try receipts(client) }
        defer { _ = follower?.close(timeoutMilliseconds: 5_000) }
        let producer = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let topic = try producer.topic(input)
        // The same file again has the same ids; another of the same name has others.
        var hasher = SHA256()
        for text in [platform.party, list, file.name, file.digest.hex] { hasher.update("\(text)\n") }
        let id = "list-file:\(hasher.finalize().prefix)"
        for (index, part) in file.parts.enumerated() {
            var headers = headers("\(id):\(index + 1)", "list-file-part", file)
            headers.append("credithub.part", String(index + 1))
            try producer.produce(to: topic, key: list, value: part.value, headers: headers)
        }
        try producer.produce(to: topic, key: list, value: file.end, headers: headers("\(id):end", "list-file-end", file))
        try producer.flush(timeoutMilliseconds: 60_000)
        if let error = producer.deliveryFailures.last { throw error }
        guard let follower, let patience else { return nil }
        return try wait(AwaitedAnswers(id: id, parts: file.parts.count), follower, patience)
    }

    private func headers(_ id: String, _ operation: String, _ file: FullListFile) -> KafkaHeaders {
        var headers = KafkaHeaders(capacity: 9)
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", id)
        headers.append("ce_source", platform.party)
        headers.append("ce_type", EventType.text(record: contract.name, operation: operation))
        headers.append("ce_dataschema", contract.description)
        headers.append("content-type", "application/json")
        headers.append("credithub.file", file.name)
        headers.append("credithub.list", list)
        return headers
    }

    // MARK: The answer

    /// Follows the receipts from where they end now.
    private func receipts(_ client: ClientConfiguration) throws -> KafkaConsumer {
        let topic = topology.names.receipts(platform.party)
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        let found = try admin.describeCluster(
            topics: [topic, topology.names.platformInput(platform.party)], timeoutMilliseconds: 10_000).topics
        if let missing = found.first(where: { $0.error != nil }) {
            throw SetupError(
                zh: "没有主题 \(missing.name)，或无权访问：请核对 --prefix，或运行 credithub topics apply",
                en: "there is no topic \(missing.name), or no right to see it: check --prefix, or run credithub topics apply")
        }
        var ends: [TopicPartitionOffset] = []
        for partition in 0..<Int32(found.first { $0.name == topic }?.partitionCount ?? 0) {
            let place = TopicPartition(topic, partition)
            ends.append(TopicPartitionOffset(place, try admin.watermarks(place, timeoutMilliseconds: 10_000).high))
        }
        var reading = ConsumerConfiguration(client: client, groupID: nil)
        reading.offsetReset = .earliest
        reading.fetchWaitMaxMilliseconds = 20
        let consumer = try KafkaConsumer(reading)
        try consumer.assign(ends)
        return consumer
    }

    private func wait(_ awaited: AwaitedAnswers, _ consumer: KafkaConsumer, _ patience: Int) throws(KafkaError) -> Answer {
        var awaited = awaited
        var last = DispatchTime.now().uptimeNanoseconds
        while !awaited.isComplete, DispatchTime.now().uptimeNanoseconds - last < UInt64(patience) * 1_000_000 {
            guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
            guard let key = message.key, String(decoding: key, as: UTF8.self).hasPrefix(awaited.id), let value = message.value,
                let receipt = ShownReceipt(Array(value), writtenAt: Timestamp(milliseconds: message.timestampMilliseconds))
            else { continue }
            last = DispatchTime.now().uptimeNanoseconds
            awaited.take(receipt)
        }
        return awaited.answer
    }
}
