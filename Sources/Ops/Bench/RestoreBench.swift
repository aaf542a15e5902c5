import Credit
import Hub
import Kafka

/// Reading a changelog back, beside a consumer that only takes its messages.
struct RestoreBench {
    let ground: LedgerGround
    let ledger: Ledger
    /// What ``LedgerGround/fill(_:)`` has put there.
    let samples: StateSamples

    /// A ledger that starts, from opening its reader until all its partitions are restored.
    func restore() throws -> IngestBench.Rate {
        let clock = RateClock()
        let states = try StateRestorer.restoreAll(ground.configuration, ground.topology, ledger: ledger)
        let rate = clock.rate(of: samples.count)
        let records = states.values.reduce(0) { $0 + $1.records.count }
        precondition(records == samples.records + samples.entries, "the changelog holds something else than was written")
        return rate
    }

    /// A consumer that is set up alike, and throws away what it gets.
    func consume() throws -> IngestBench.Rate {
        let clock = RateClock()
        var consuming = ConsumerConfiguration(client: ground.configuration.client("bare"), groupID: nil)
        consuming.offsetReset = .earliest
        consuming.reportsPartitionEOF = true
        consuming.fetchWaitMaxMilliseconds = 20
        let consumer = try KafkaConsumer(consuming)
        defer { _ = consumer.close(timeoutMilliseconds: 5_000) }
        let partitions = 0..<ground.topology.ledgerPartitions
        try consumer.assign(partitions.map { TopicPartitionOffset(ground.topology.names.ledgerState, $0, 0) })
        var taken = 0
        while taken < samples.count {
            guard let message = try consumer.poll(timeoutMilliseconds: 30_000) else {
                throw KafkaError(code: .timedOut, reason: "the changelog does not come")
            }
            if !message.isPartitionEOF { taken += 1 }
        }
        return clock.rate(of: samples.count)
    }
}
