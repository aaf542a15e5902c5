import Foundation
import Hub
import Kafka

/// Two programs that do nothing but move a message on, exactly once: from a first topic to a second, and from there to as many topics as
/// its value's first byte says. What the hub's own two transactions take when nothing is done in them.
final class FanoutRelay {
    private let stop = StopSignal()
    private let done = DispatchSemaphore(value: 0)
    private let hops = 2

    init(_ configuration: HubConfiguration, input: String, middle: String, outputs: [String]) {
        for (name, from, to) in [("relay-1", input, [middle]), ("relay-2", middle, outputs)] {
            let (stop, done) = (stop, done)
            Thread {
                try? Self.move(configuration, name, from: from, to: to, until: stop)
                done.signal()
            }.start()
        }
    }

    func close() {
        stop.set()
        for _ in 0..<hops { done.wait() }
    }

    private static func move(
        _ configuration: HubConfiguration, _ name: String, from input: String, to outputs: [String], until stop: StopSignal
    ) throws {
        let client = configuration.client(name)
        let id = configuration.prefix + name
        var producing = ProducerConfiguration(client: client, transactionalID: id)
        producing.lingerMilliseconds = 2
        let producer = try KafkaProducer(producing)
        try producer.initTransactions(timeoutMilliseconds: 30_000)
        var consuming = ConsumerConfiguration(client: client, groupID: id)
        consuming.offsetReset = .earliest
        consuming.fetchWaitMaxMilliseconds = 50
        let consumer = try KafkaConsumer(consuming)
        defer {
            _ = consumer.close(timeoutMilliseconds: 5_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        try consumer.subscribe(to: [input]) { _ in }
        let topics = try outputs.map { topic throws(KafkaError) in try producer.topic(topic) }
        while !stop.isSet {
            guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
            try producer.beginTransaction()
            let takers = Int(message.value?.first ?? 0)
            for topic in topics.prefix(takers) { try producer.produce(to: topic, key: message.key, value: message.value) }
            guard let group = consumer.groupMetadata() else { continue }
            try producer.sendOffsets(
                [TopicPartitionOffset(input, message.partition, message.offset + 1)], group: group, timeoutMilliseconds: 30_000)
            try producer.commitTransaction(timeoutMilliseconds: 30_000)
        }
    }
}
