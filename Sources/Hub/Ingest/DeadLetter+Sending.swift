import Credit
import Kafka

extension DeadLetter {
    /// Sends a refused message or record as it came, with why; of one that is too long only its head.
    ///
    /// - parameter value: the message's own value, or that of the record in it.
    static func send(
        _ message: borrowing KafkaMessage, value: UnsafeRawBufferPointer?, key: UnsafeRawBufferPointer, receipt: Receipt, now: Timestamp,
        to topic: OutboxTopic, _ outbox: Outbox
    ) throws(KafkaError) {
        var value = value
        let isCut = (value?.count ?? 0) > longestValue
        if isCut, let whole = value { value = UnsafeRawBufferPointer(rebasing: whole[0..<longestHead]) }
        let headers = headers(
            message.copyHeaders(), key: message.key, receipt: receipt, timestamp: message.timestampMilliseconds, isCut: isCut)
        try outbox.send(
            to: topic, key: key, value: value, headers: headers,
            timestampMilliseconds: OriginalTime.kept(message.timestampMilliseconds, now: now))
    }

    /// The same under the id of the receipt's event.
    static func send(
        _ message: borrowing KafkaMessage, value: UnsafeRawBufferPointer?, receipt: Receipt, to topic: OutboxTopic, _ outbox: Outbox
    ) throws(KafkaError) {
        var id = receipt.event
        var failure: KafkaError?
        id.withUTF8 { id in
            do throws(KafkaError) {
                try send(message, value: value, key: UnsafeRawBufferPointer(id), receipt: receipt, now: receipt.time, to: topic, outbox)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
