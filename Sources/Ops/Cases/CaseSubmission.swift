import Credit
import Hub
import JSON
import Kafka

/// The submission of a case as it was received: it names the subject, whom the ledger's state does not name.
public enum CaseSubmission {
    /// Reads the message that a case began with.
    ///
    /// - returns: nil if it is gone, may not be read, or is in a form of its department's own.
    public static func read(_ held: CaseState, configuration: HubConfiguration) -> JSONValue? {
        var reading = ConsumerConfiguration(client: configuration.client("case-submission"), groupID: nil)
        reading.offsetReset = .error
        guard let consumer = try? KafkaConsumer(reading) else { return nil }
        defer { _ = consumer.close(timeoutMilliseconds: 2_000) }
        let place = TopicPartition(held.origin.topic, held.origin.partition)
        guard (try? consumer.assign([TopicPartitionOffset(place, held.origin.offset)])) != nil else { return nil }
        for _ in 0..<50 {
            let message: KafkaMessage?
            do { message = try consumer.poll(timeoutMilliseconds: 100) } catch { return nil }
            guard let message else { continue }
            guard message.offset == held.origin.offset, let value = message.value else { return nil }
            return content(Array(value), held)
        }
        return nil
    }

    private static func content(_ value: [UInt8], _ held: CaseState) -> JSONValue? {
        guard let document = try? JSONValue(parsing: value) else { return nil }
        let records = document.arrayValue ?? [document]
        let index = Int(held.origin.record ?? 0)
        guard records.indices.contains(index), records[index]["caseId"]?.stringValue == held.caseID else { return nil }
        return records[index]
    }
}
