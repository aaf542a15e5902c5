import Credit
import Dispatch
import Foundation
import Hub
import Kafka

/// How soon the ledger answers when little is going on: one event at a time on `ledger.in`, until its receipt can be read; beside a
/// message that is only written and read on the same broker.
struct LatencyBench {
    let ground: LedgerGround
    /// Of `ledger.in`, in their order.
    let messages: ArraySlice<StoredMessage>

    /// Times in milliseconds: of the ledger, and of the bare way there and back.
    func run() throws -> (own: Percentiles, bare: Percentiles) {
        let hub = try Hub(ground.configuration, log: HubLog(language: .en, least: .error))
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            try? hub.run()
            done.signal()
        }
        thread.start()
        defer {
            hub.stop.set()
            done.wait()
        }
        let names = ground.topology.names
        let receipts = try TopicFollower(
            client: ground.configuration.client("latency"), topics: ground.topology.departments.map { names.receipts($0.party) })
        let mirror = names.platformInput(ground.topology.platforms[0].party)
        let echo = try TopicFollower(client: ground.configuration.client("echo"), topics: [mirror])
        var writing = ProducerConfiguration(client: ground.configuration.client("sender"), transactionalID: nil)
        writing.lingerMilliseconds = 0
        let producer = try KafkaProducer(writing)
        defer {
            receipts.close()
            echo.close()
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        let (input, mirrored) = (try producer.topic(names.ledgerInput), try producer.topic(mirror))
        func time(_ topic: KafkaProducer.Topic, _ message: borrowing KafkaMessage, _ follower: TopicFollower, key: [UInt8]) throws -> Double {
            let begun = DispatchTime.now().uptimeNanoseconds
            try producer.produce(to: topic, key: message.key, value: message.value, headers: message.copyHeaders())
            while true {
                guard let answer = try follower.next(timeoutMilliseconds: 30_000) else { continue }
                if let found = answer.key, found.elementsEqual(key) { break }
            }
            return Double(DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000
        }
        var own: [Double] = []
        var bare: [Double] = []
        for stored in messages {
            let message = KafkaMessage(stored)
            let id = message.header("ce_id").map(Array.init) ?? []
            own.append(try time(input, message, receipts, key: id))
            bare.append(try time(mirrored, message, echo, key: message.key.map(Array.init) ?? []))
        }
        // The first ones wait for connections and for the group.
        let warm = min(20, own.count / 2)
        return (Percentiles(Array(own.dropFirst(warm))), Percentiles(Array(bare.dropFirst(warm))))
    }
}
