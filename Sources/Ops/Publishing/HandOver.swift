import Credit
import Hub
import Kafka

/// Publishes prepared records to their department's topic, as a department with a system of its own would.
public struct HandOver {
    private let configuration: HubConfiguration
    private let order: PublishOrder
    private let topic: String

    public init(_ order: PublishOrder, configuration: HubConfiguration, topology: Topology) {
        self.order = order
        self.configuration = configuration
        topic = topology.names.department(order.binding.party, order.record.record)
    }

    /// Sends the records in their order and waits until the brokers have them.
    ///
    /// - parameter progress: called with the number of records sent so far.
    /// - throws: ``KafkaError`` if one could not be delivered: then some may have been. Handing the file over again does no harm.
    public func send(_ records: [PreparedRecord], at time: Timestamp, progress: (Int) -> Void) throws(KafkaError) {
        let producer = try KafkaProducer(ProducerConfiguration(client: configuration.client("publish"), transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let target = try producer.topic(topic)
        for (index, record) in records.enumerated() {
            try producer.produce(to: target, key: record.key, value: record.value, headers: headers(of: record, at: time))
            progress(index + 1)
        }
        try producer.flush(timeoutMilliseconds: 120_000)
        if let failure = producer.deliveryFailures.last { throw failure }
    }

    private func headers(of record: PreparedRecord, at time: Timestamp) -> KafkaHeaders {
        var headers = KafkaHeaders(capacity: 10)
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", record.event)
        headers.append("ce_source", order.binding.party)
        headers.append("ce_type", EventType.text(record: order.record.record, operation: record.operation))
        headers.append("ce_time", time.description)
        headers.append("ce_dataschema", record.contract)
        headers.append("content-type", "application/json")
        headers.append("ce_senderrow", record.place.description)
        if let id = record.senderID { headers.append("ce_senderid", id) }
        if let revision = record.revision { headers.append("ce_revision", String(revision)) }
        return headers
    }
}
