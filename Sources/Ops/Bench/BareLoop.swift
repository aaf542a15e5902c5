import Dispatch
import Hub
import Kafka

/// A loop on librdkafka that does nothing but move messages: for each one consumed it produces as many as the hub itself did, taken
/// in turn from what it wrote, in transactions with the consumed offsets.
struct BareLoop {
    let configuration: HubConfiguration
    let input: String
    let events: Int

    private final class Lane {
        let topic: KafkaProducer.Topic
        let messages: [BareOutput.Message]
        let perEvent: Double
        var sent = 0

        init(_ lane: BareOutput.Lane, prefix: String, _ producer: KafkaProducer) throws(KafkaError) {
            topic = try producer.topic(prefix + lane.topic)
            messages = lane.messages
            perEvent = lane.perEvent
        }
    }

    func run(_ output: BareOutput) throws -> IngestBench.Rate {
        let client = configuration.client("bare")
        let producer = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: "\(configuration.prefix)bare"))
        try producer.initTransactions(timeoutMilliseconds: 30_000)
        var consuming = ConsumerConfiguration(client: client, groupID: "\(configuration.prefix)bare")
        consuming.offsetReset = .earliest
        // As the hub's own consumer is set up.
        consuming.fetchWaitMaxMilliseconds = 50
        let consumer = try KafkaConsumer(consuming)
        defer {
            _ = consumer.close(timeoutMilliseconds: 5_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        try consumer.subscribe(to: [input]) { _ in }
        let lanes = try output.lanes.map { try Lane($0, prefix: configuration.prefix, producer) }

        var moved = 0
        var inTransaction = 0
        var next: [Int32: Int64] = [:]
        var clock: RateClock?
        var openedAt: UInt64 = 0
        while moved < events {
            let message = try consumer.poll(timeoutMilliseconds: inTransaction > 0 ? 1 : 100)
            let now = DispatchTime.now().uptimeNanoseconds
            if let message {
                if clock == nil { clock = RateClock() }
                if inTransaction == 0 {
                    try producer.beginTransaction()
                    openedAt = now
                }
                inTransaction += 1
                for lane in lanes { try send(lane, for: moved + inTransaction, producer) }
                next[message.partition] = message.offset + 1
                guard inTransaction >= configuration.transactionEvents
                    || now - openedAt > UInt64(configuration.transactionMilliseconds) * 1_000_000
                else { continue }
            }
            guard inTransaction > 0, let group = consumer.groupMetadata() else { continue }
            try producer.sendOffsets(
                next.map { TopicPartitionOffset(input, $0.key, $0.value) }, group: group, timeoutMilliseconds: 30_000)
            try producer.commitTransaction(timeoutMilliseconds: 30_000)
            moved += inTransaction
            inTransaction = 0
        }
        return (clock ?? RateClock()).rate(of: events)
    }

    /// Sends what is to be there of a lane once so many events are handled.
    private func send(_ lane: Lane, for events: Int, _ producer: KafkaProducer) throws(KafkaError) {
        // What rounding takes away of a whole number must not be missing.
        let wanted = Int(Double(events) * lane.perEvent + 1e-6)
        while lane.sent < wanted {
            let index = lane.sent % lane.messages.count
            var headers: KafkaHeaders?
            if !lane.messages[index].headers.isEmpty {
                var filled = KafkaHeaders(capacity: lane.messages[index].headers.count)
                for (name, value) in lane.messages[index].headers { value.withUnsafeBytes { filled.append(name, $0) } }
                headers = consume filled
            }
            try produce(producer, lane.topic, lane.messages[index].key, lane.messages[index].value, headers)
            lane.sent += 1
        }
    }

    private func produce(
        _ producer: KafkaProducer, _ topic: KafkaProducer.Topic, _ key: [UInt8], _ value: [UInt8]?, _ headers: consuming KafkaHeaders?
    ) throws(KafkaError) {
        var headers: KafkaHeaders? = headers
        var failure: KafkaError?
        key.withUnsafeBytes { key in
            func produce(_ value: UnsafeRawBufferPointer?) {
                do throws(KafkaError) {
                    try producer.produce(to: topic, key: key, value: value, headers: headers.take())
                } catch {
                    failure = error
                }
            }
            if let value { value.withUnsafeBytes { produce($0) } } else { produce(nil) }
        }
        if let failure { throw failure }
    }
}
