import Credit
import Hub
import Kafka

/// The receipts of one party, as they stand in `receipt.<party>` now.
public struct ReceiptArchive {
    private let configuration: HubConfiguration
    private let topic: String

    public init(configuration: HubConfiguration, topology: Topology, party: String) {
        self.configuration = configuration
        topic = topology.names.receipts(party)
    }

    /// Reads them to the present end.
    ///
    /// - throws: ``KafkaError`` if the topic cannot be read.
    public func read(_ query: ReceiptQuery) throws(KafkaError) -> [ShownReceipt] {
        var receipts: [ShownReceipt] = []
        let follower = try TopicFollower(client: configuration.client("receipts"), topics: [topic], since: query.since)
        defer { follower.close() }
        let event = query.event.map { Array($0.utf8) }
        try follower.readToEnd { message in
            // The key is the event's id: what is not asked for need not be parsed.
            if let event, let key = message.key, !key.elementsEqual(event) { return }
            guard let value = message.value,
                let receipt = ShownReceipt(Array(value), writtenAt: Timestamp(milliseconds: message.timestampMilliseconds))
            else { return }
            receipts.append(receipt)
        }
        return query.select(receipts)
    }
}
