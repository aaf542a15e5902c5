import Credit
import Dispatch
import Hub
import Kafka

/// Follows `receipt.<party>` from where it ends when the watch begins: before anything is published.
public final class ReceiptWatch {
    private let consumer: KafkaConsumer

    /// - throws: ``SetupError`` if there is no such topic; ``KafkaError`` if the brokers do not answer.
    public init(configuration: HubConfiguration, topology: Topology, party: String, record: String) throws {
        let client = configuration.client("publish-receipts")
        let topic = topology.names.receipts(party)
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        let wanted = [topic, topology.names.department(party, record)]
        let found = try admin.describeCluster(topics: wanted, timeoutMilliseconds: 10_000).topics
        if let missing = found.first(where: { $0.error != nil }) {
            throw SetupError(
                zh: "没有主题 \(missing.name)，或无权访问：请核对 --prefix，或请信用办运行 credithub topics apply",
                en: "there is no topic \(missing.name), or no right to see it: check --prefix, or have the credit office run credithub topics apply")
        }
        var ends: [TopicPartitionOffset] = []
        for partition in 0..<Int32(found[0].partitionCount) {
            let place = TopicPartition(topic, partition)
            ends.append(TopicPartitionOffset(place, try admin.watermarks(place, timeoutMilliseconds: 10_000).high))
        }
        var reading = ConsumerConfiguration(client: client, groupID: nil)
        reading.offsetReset = .earliest
        reading.fetchWaitMaxMilliseconds = 20
        consumer = try KafkaConsumer(reading)
        try consumer.assign(ends)
    }

    /// Waits for the final receipt of each event.
    ///
    /// - parameter idleMilliseconds: how long to wait without any new receipt of these events.
    /// - returns: the final receipts by event; those missing did not come in time.
    public func finals(
        of events: Set<String>, idleMilliseconds: Int, progress: (Int) -> Void
    ) throws(KafkaError) -> [String: ShownReceipt] {
        var finals: [String: ShownReceipt] = [:]
        var last = DispatchTime.now().uptimeNanoseconds
        while finals.count < events.count {
            guard let message = try consumer.poll(timeoutMilliseconds: 100) else {
                if DispatchTime.now().uptimeNanoseconds - last > UInt64(idleMilliseconds) * 1_000_000 { break }
                continue
            }
            guard let key = message.key, let value = message.value, events.contains(String(decoding: key, as: UTF8.self)),
                let receipt = ShownReceipt(Array(value), writtenAt: Timestamp(milliseconds: message.timestampMilliseconds))
            else { continue }
            last = DispatchTime.now().uptimeNanoseconds
            guard receipt.isFinal, finals[receipt.event] == nil else { continue }
            finals[receipt.event] = receipt
            progress(finals.count)
        }
        return finals
    }

    public func close() {
        _ = consumer.close(timeoutMilliseconds: 5_000)
    }
}
