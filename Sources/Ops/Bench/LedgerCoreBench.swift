import Contracts
import Credit
import Hub
import JSON
import Kafka

/// The ledger in memory, the bytes of entries in files as the hub has them: one core, no Kafka.
struct LedgerCoreBench {
    /// Transitions a second of processor time.
    struct Round {
        /// Deciding, and changing the state.
        var deciding: Double
        /// Also writing all that follows: changelog, receipts, audit, outboxes, views, notices.
        var writing: Double
    }

    private let inputs: [(input: LedgerInput, partition: Int)]
    private let subscriptions: [Subscription]
    private let ledger: Ledger
    private let shelves: ShelfRoom

    /// Changes of so many events are committed at once.
    private static let committed = 1000
    private static let partitions = 6

    init(
        _ messages: [StoredMessage], catalogue: Catalogue, ledger: Ledger, subscriptions: [Subscription], shelves: ShelfRoom
    ) {
        self.subscriptions = subscriptions
        self.ledger = ledger
        self.shelves = shelves
        let parser = JSONParser()
        inputs = messages.compactMap { message in
            guard let input = LedgerInput.read(KafkaMessage(message), catalogue: catalogue, parser: parser) else { return nil }
            let hash = (message.key ?? []).reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
            return (input, Int(hash % UInt32(Self.partitions)))
        }
        precondition(inputs.count == messages.count, "ingest wrote something that the ledger does not read")
    }

    func round() -> Round {
        Round(deciding: run(isWriting: false), writing: run(isWriting: true))
    }

    private func run(isWriting: Bool) -> Double {
        let states = (0..<Self.partitions).map { _ in ledger.emptyState(shelf: shelves.shelf()) }
        for state in states {
            for subscription in subscriptions { state.restore(.subscription(subscription.party, subscription)) }
        }
        let clock = SystemClock()
        var output = DiscardedOutput()
        let start = ThreadClock.nanoseconds()
        for (index, (input, partition)) in inputs.enumerated() {
            let state = states[partition]
            let now = clock.now()
            for effect in ledger.effects(of: input, on: state, now: now) {
                if isWriting { output.write(effect, state, now: now) }
                if case .state(let change) = effect { state.apply(change) }
            }
            if index % Self.committed == 0 { states.forEach { $0.commit() } }
        }
        let seconds = Double(ThreadClock.nanoseconds() - start) / 1_000_000_000
        precondition(!isWriting || output.bytes > inputs.count, "the bench measures something else than it says")
        return Double(inputs.count) / seconds
    }
}
