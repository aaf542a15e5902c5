import Foundation
import Hub
import Kafka

/// Writes what was decided about letters: message, marker and note of each in one transaction, so that all of it happened or none.
///
/// One run a party at a time: whoever begins fences the run before, and only then looks at the letters, so no letter is sent by both.
/// After an error whose outcome is not known a fresh producer settles what was open, and the letters are looked at again.
final class DispositionRun {
    struct Outcome {
        /// Letters that this run dealt with.
        var applied: Set<LetterID> = []
        /// Whether another operator took over before the end.
        var isFenced = false
        /// What ended the run before its time, after some letters.
        var failure: KafkaError?
    }

    /// What is to be done, decided after the fence.
    struct Work {
        let disposals: [Disposal]
        let book: LetterBook
    }

    private let configuration: HubConfiguration
    private let names: TopicNames
    private let party: String
    private let log: HubLog
    private static let lettersInTransaction = 500
    private static let bytesInTransaction = 64 << 20
    private static let patience: Int32 = 30_000
    private static let mostFailures = 5
    /// Nobody starts a tool again that was killed, and the ledger waits behind what it left open: not for long.
    private static let transactionTimeout = 15_000

    init(configuration: HubConfiguration, names: TopicNames, party: String, log: HubLog) {
        self.configuration = configuration
        self.names = names
        self.party = party
        self.log = log
    }

    /// - parameter prepare: looks at the letters and decides, given the letters that this run has dealt with so far.
    func run(_ prepare: (Set<LetterID>) throws(KafkaError) -> Work) throws(KafkaError) -> Outcome {
        var outcome = Outcome()
        var pending: Set<LetterID> = []
        var failures = 0
        while true {
            var isLooking = false
            do throws(KafkaError) {
                let session = try Session(configuration, names, party)
                defer { session.close() }
                isLooking = true
                var work = try prepare(outcome.applied)
                // A commit without an answer may have been carried out.
                let carriedOut = pending.filter { work.book.markers[$0] != nil }
                pending = []
                if !carriedOut.isEmpty {
                    outcome.applied.formUnion(carriedOut)
                    work = try prepare(outcome.applied)
                }
                isLooking = false
                for portion in Self.portions(work.disposals) {
                    pending = Set(portion.map(\.letter.id))
                    try session.apply(portion, names: names, party: party)
                    outcome.applied.formUnion(pending)
                    pending = []
                    failures = 0
                }
                return outcome
            } catch {
                if Self.isFence(error) {
                    outcome.isFenced = true
                    return outcome
                }
                failures += 1
                guard !isLooking, failures < Self.mostFailures else {
                    guard !outcome.applied.isEmpty else { throw error }
                    outcome.failure = error
                    return outcome
                }
                log.write(
                    .info, "dlq", zh: "用新的会话重做（\(error)）", en: "doing it again with a fresh session (\(error))")
                Thread.sleep(forTimeInterval: 0.2 * Double(failures))
            }
        }
    }

    private static func isFence(_ error: KafkaError) -> Bool {
        [.fenced, .producerFenced, .invalidProducerEpoch].contains(error.code)
    }

    private static func portions(_ disposals: [Disposal]) -> [[Disposal]] {
        var portions: [[Disposal]] = []
        var portion: [Disposal] = []
        var size = 0
        for disposal in disposals {
            if portion.count == lettersInTransaction || (!portion.isEmpty && size + disposal.size > bytesInTransaction) {
                portions.append(portion)
                portion = []
                size = 0
            }
            portion.append(disposal)
            size += disposal.size
        }
        return portion.isEmpty ? portions : portions + [portion]
    }

    // MARK: A session

    /// The life of one producer.
    private final class Session {
        private let producer: KafkaProducer
        private let keepsProducerAfterAbort: Bool

        init(_ configuration: HubConfiguration, _ names: TopicNames, _ party: String) throws(KafkaError) {
            let client = configuration.client("dlq")
            keepsProducerAfterAbort = !configuration.hasStaleAborts
            var id = names.transactionalID("dlq", party)
            if configuration.hasStaleAborts { id = try SessionRegister(client: client, names: names).next(id) }
            var producing = ProducerConfiguration(client: client, transactionalID: id)
            producing.transactionTimeoutMilliseconds = DispositionRun.transactionTimeout
            let producer = try KafkaProducer(producing)
            self.producer = producer
            try KafkaError.retrying { () throws(KafkaError) in
                try producer.initTransactions(timeoutMilliseconds: DispositionRun.patience)
            }
        }

        func apply(_ portion: [Disposal], names: TopicNames, party: String) throws(KafkaError) {
            var attempts = 0
            while true {
                do throws(KafkaError) {
                    try producer.beginTransaction()
                    for disposal in portion { try write(disposal, names, party) }
                    return try KafkaError.retrying { () throws(KafkaError) in
                        try producer.commitTransaction(timeoutMilliseconds: DispositionRun.patience)
                    }
                } catch {
                    attempts += 1
                    guard error.requiresAbort, !error.isFatal, !error.isIndefinite, keepsProducerAfterAbort, attempts < 3 else { throw error }
                    // Tells, too, whether it was another operator that broke the transaction.
                    try KafkaError.retrying { () throws(KafkaError) in
                        try producer.abortTransaction(timeoutMilliseconds: DispositionRun.patience)
                    }
                }
            }
        }

        private func write(_ disposal: Disposal, _ names: TopicNames, _ party: String) throws(KafkaError) {
            if let message = disposal.message {
                try produce(
                    to: try producer.topic(message.topic), partition: message.partition, key: message.key, value: message.value,
                    headers: message.kafkaHeaders)
            }
            // The letter's own partition, also if the topic has more by now.
            try produce(
                to: try producer.topic(names.deadLetters(party)), partition: disposal.letter.id.partition, key: Array(disposal.letter.event.utf8),
                value: disposal.marker.json, headers: disposal.marker.headers)
            // Into the audit by way of the ledger, which alone writes that chain.
            let note = disposal.note.note
            try produce(
                to: try producer.topic(names.ledgerInput), partition: -1, key: Array(disposal.note.key.utf8), value: note.content,
                headers: note.headers)
        }

        private func produce(
            to topic: KafkaProducer.Topic, partition: Int32, key: [UInt8]?, value: [UInt8]?, headers: consuming KafkaHeaders
        ) throws(KafkaError) {
            var failure: KafkaError?
            var headers: KafkaHeaders? = headers
            func lend(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> Void) {
                guard let bytes else { return body(nil) }
                bytes.withUnsafeBytes(body)
            }
            lend(key) { key in
                lend(value) { value in
                    do throws(KafkaError) {
                        try producer.produce(to: topic, partition: partition, key: key, value: value, headers: headers.take())
                    } catch {
                        failure = error
                    }
                }
            }
            if let failure { throw failure }
        }

        func close() {
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
    }
}
