import Dispatch
import Hub
import Kafka

/// A loop on librdkafka that does nothing but move messages: for each one consumed it produces two, taken in turn from what
/// the hub itself produced, in transactions with the consumed offsets.
struct BareLoop {
    /// Messages that the hub wrote.
    struct Messages {
        typealias Header = (name: String, value: [UInt8])
        var records: [(key: [UInt8], value: [UInt8], headers: [Header])] = []
        var receipts: [(key: [UInt8], value: [UInt8])] = []

        /// How many are kept of each.
        private static let kept = 2_000

        /// Reads some of what the hub wrote on its ground.
        init(of ground: IngestGround) throws(KafkaError) {
            let ledger = try TopicFollower(client: ground.configuration.client("bench"), topics: [ground.ledgerInput])
            defer { ledger.close() }
            var records = records
            try ledger.readToEnd { message in
                guard records.count < Self.kept else { return }
                var headers: [Header] = []
                message.forEachHeader { name, value in
                    headers.append((String(decoding: name, as: UTF8.self), value.map { Array($0) } ?? []))
                }
                records.append((message.key.map { Array($0) } ?? [], message.value.map { Array($0) } ?? [], headers))
            }
            self.records = records
            let answers = try TopicFollower(client: ground.configuration.client("bench"), topics: [ground.receipts])
            defer { answers.close() }
            var receipts = receipts
            try answers.readToEnd { message in
                guard receipts.count < Self.kept else { return }
                receipts.append((message.key.map { Array($0) } ?? [], message.value.map { Array($0) } ?? []))
            }
            self.receipts = receipts
            guard !records.isEmpty, !receipts.isEmpty else { throw KafkaError(code: .state, reason: "the hub has written nothing") }
        }

        /// The same number of bytes without headers: they stand behind the value.
        var withoutHeaders: Messages {
            var plain = self
            for i in plain.records.indices {
                for header in records[i].headers { plain.records[i].value += Array(header.name.utf8) + header.value }
                plain.records[i].headers = []
            }
            return plain
        }

        /// Bytes of names and values of a record's headers, on average.
        var headerBytes: Int {
            records.reduce(0) { $0 + $1.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.count } } / records.count
        }
    }

    let ground: IngestGround
    let events: Int

    func run(_ messages: Messages) throws -> IngestBench.Rate {
        let client = ground.configuration.client("bare")
        let producer = try KafkaProducer(
            ProducerConfiguration(client: client, transactionalID: "\(ground.configuration.prefix)bare"))
        try producer.initTransactions(timeoutMilliseconds: 30_000)
        var consuming = ConsumerConfiguration(client: client, groupID: "\(ground.configuration.prefix)bare")
        consuming.offsetReset = .earliest
        // As the hub's own consumer is set up.
        consuming.fetchWaitMaxMilliseconds = 50
        let consumer = try KafkaConsumer(consuming)
        defer {
            _ = consumer.close(timeoutMilliseconds: 5_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        try consumer.subscribe(to: [ground.input]) { _ in }
        let records = try producer.topic(ground.ledgerInput)
        let receipts = try producer.topic(ground.receipts)

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
                try send((moved + inTransaction) % messages.records.count, of: messages, producer, records, receipts)
                next[message.partition] = message.offset + 1
                inTransaction += 1
                guard inTransaction >= ground.configuration.transactionEvents
                    || now - openedAt > UInt64(ground.configuration.transactionMilliseconds) * 1_000_000
                else { continue }
            }
            guard inTransaction > 0, let group = consumer.groupMetadata() else { continue }
            try producer.sendOffsets(
                next.map { TopicPartitionOffset(ground.input, $0.key, $0.value) }, group: group, timeoutMilliseconds: 30_000)
            try producer.commitTransaction(timeoutMilliseconds: 30_000)
            moved += inTransaction
            inTransaction = 0
        }
        return (clock ?? RateClock()).rate(of: events)
    }

    private func send(
        _ index: Int, of messages: Messages, _ producer: KafkaProducer, _ records: KafkaProducer.Topic, _ receipts: KafkaProducer.Topic
    ) throws(KafkaError) {
        var headers: KafkaHeaders?
        if !messages.records[index].headers.isEmpty {
            var filled = KafkaHeaders(capacity: messages.records[index].headers.count)
            for (name, value) in messages.records[index].headers { value.withUnsafeBytes { filled.append(name, $0) } }
            headers = consume filled
        }
        try produce(producer, records, messages.records[index].key, messages.records[index].value, headers)
        let answer = index % messages.receipts.count
        try produce(producer, receipts, messages.receipts[answer].key, messages.receipts[answer].value, nil)
    }

    private func produce(
        _ producer: KafkaProducer, _ topic: KafkaProducer.Topic, _ key: [UInt8], _ value: [UInt8], _ headers: consuming KafkaHeaders?
    ) throws(KafkaError) {
        var headers: KafkaHeaders? = headers
        var failure: KafkaError?
        key.withUnsafeBytes { key in
            value.withUnsafeBytes { value in
                do throws(KafkaError) {
                    try producer.produce(to: topic, key: key, value: value, headers: headers.take())
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
    }
}
