import Dispatch
import Foundation
import Kafka

/// The brokers of a configuration, and this machine's time.
final class KafkaCluster: StageCluster, Sendable {
    private let configuration: HubConfiguration
    private let log: HubLog
    private let stop: StopSignal
    private let killPoint: KillPoint?

    init(configuration: HubConfiguration, log: HubLog, stop: StopSignal) {
        self.configuration = configuration
        self.log = log
        self.stop = stop
        killPoint = KillPoint.ofEnvironment
    }

    var uptimeNanoseconds: UInt64 { DispatchTime.now().uptimeNanoseconds }

    func producer(
        transactionalID: String, stage: String, transactionTimeoutMilliseconds: Int
    ) throws(KafkaError) -> any StageProducer {
        let client = configuration.client(stage, log: log)
        var transactionalID = transactionalID
        if configuration.hasStaleAborts {
            transactionalID = try SessionRegister(client: client, names: TopicNames(prefix: configuration.prefix)).next(transactionalID)
        }
        var producing = ProducerConfiguration(client: client, transactionalID: transactionalID)
        // What a transaction writes is on its way before its commit begins, and still finds company.
        producing.lingerMilliseconds = 2
        producing.transactionTimeoutMilliseconds = transactionTimeoutMilliseconds
        return try KafkaProducer(producing)
    }

    func consumer(_ membership: StageMembership) throws(KafkaError) -> any StageConsumer {
        var consuming = ConsumerConfiguration(client: configuration.client(membership.stage, log: log), groupID: membership.groupID)
        consuming.groupInstanceID = membership.groupInstanceID
        consuming.assignment = membership.strategy
        consuming.offsetReset = .earliest
        consuming.fetchWaitMaxMilliseconds = 50
        consuming.maxPollIntervalMilliseconds = max(consuming.maxPollIntervalMilliseconds, 2 * membership.longestTurnMilliseconds)
        // A department's flood waits in the broker, not here, and the others take turns with it.
        consuming.sharesFairly = membership.sharesFairly
        consuming.bufferedKilobytes = configuration.bufferMegabytes * 1024
        // The limit holds for each topic's queue. librdkafka 2.0.2 looks again only after up to a second when it is reached, so
        // it is an eighth of the whole and not less: a topic that floods alone is read at that many megabytes a second.
        consuming.maxQueuedKilobytes = max(4, configuration.bufferMegabytes / 8) * 1024
        return try KafkaConsumer(consuming)
    }

    func stateReader() throws(KafkaError) -> any StateReader {
        try KafkaStateReader(client: configuration.client("restore", log: log))
    }

    /// A thread a core, while nothing else can go on anyway.
    var restoreThreads: Int { ProcessInfo.processInfo.activeProcessorCount }

    func wait(milliseconds: Int) {
        stop.wait(milliseconds: milliseconds)
    }

    func pass(_ point: CommitPoint, stage: String) {
        killPoint?.pass(point, stage: stage)
    }
}

extension KafkaConsumer: StageConsumer {}

extension KafkaProducer: StageProducer {
    package func stageTopic(_ name: String) throws(KafkaError) -> OutboxTopic {
        OutboxTopic(name: name, native: try topic(name))
    }

    package func send(
        to topic: OutboxTopic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) throws(KafkaError) {
        try produce(
            to: unsafeDowncast(topic.native!, to: Topic.self), partition: partition, key: key, value: value, headers: headers,
            timestampMilliseconds: timestampMilliseconds)
    }

    package func sendOffsets(
        _ offsets: [TopicPartitionOffset], of consumer: any StageConsumer, timeoutMilliseconds: Int32
    ) throws(KafkaError) {
        guard let group = (consumer as? KafkaConsumer)?.groupMetadata() else {
            throw KafkaError(code: .state, reason: "the consumer has no group")
        }
        try sendOffsets(offsets, group: group, timeoutMilliseconds: timeoutMilliseconds)
    }
}
