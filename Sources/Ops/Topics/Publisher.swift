import Credit
import Hub
import Kafka

/// Publishes sample events as departments do: an ordinary producer, CloudEvents headers or none.
public final class Publisher {
    private let producer: KafkaProducer
    private let names: TopicNames
    private var topics: [String: KafkaProducer.Topic] = [:]

    /// - parameter lingerMilliseconds: how long a message may wait for company.
    public init(client: ClientConfiguration, names: TopicNames, lingerMilliseconds: Double = 5) throws(KafkaError) {
        var configuration = ProducerConfiguration(client: client, transactionalID: nil)
        configuration.lingerMilliseconds = lingerMilliseconds
        producer = try KafkaProducer(configuration)
        self.names = names
    }

    /// Sends one event.
    ///
    /// - parameter withHeaders: false as a department does that knows no headers: its binding then says what the message is.
    public func publish(_ event: SampleEvent, withHeaders: Bool = true, time: Timestamp) throws(KafkaError) {
        let name = names.department(event.party, event.record)
        let topic: KafkaProducer.Topic
        if let known = topics[name] {
            topic = known
        } else {
            topic = try producer.topic(name)
            topics[name] = topic
        }
        let headers = withHeaders ? Self.headers(of: event, time: time) : nil
        try producer.produce(to: topic, key: event.key, value: event.value, headers: headers)
    }

    /// The CloudEvents headers of an event.
    static func headers(of event: SampleEvent, time: Timestamp) -> KafkaHeaders {
        var headers = KafkaHeaders(capacity: 7)
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", event.id)
        headers.append("ce_source", event.party)
        headers.append("ce_type", EventType.text(record: event.record, operation: event.operation))
        headers.append("ce_time", time.description)
        headers.append("ce_dataschema", event.contract)
        headers.append("content-type", "application/json")
        return headers
    }

    /// Waits until all is delivered.
    ///
    /// - throws: ``KafkaError`` if something was not.
    public func flush() throws(KafkaError) {
        try producer.flush(timeoutMilliseconds: 60_000)
        if let error = producer.deliveryFailures.last { throw error }
    }

    public func close() {
        _ = producer.close(timeoutMilliseconds: 5_000)
    }
}
