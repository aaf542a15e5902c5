import Kafka

/// Who a producer is to the broker.
package struct ProducerIdentity: Equatable {
    package var transactionalID: String
    package var epoch: Int
}

/// 事务协调者: gives producers their epochs, and decides what becomes of transactions.
package final class TransactionCoordinator {
    private final class Seat {
        var epoch = 0
        var current: ModelTransaction?
        /// It stands among those whose transaction has not come to its end everywhere.
        var isUnfinished = false
        /// How long its transactions may stay open, in nanoseconds.
        var timeout = TransactionCoordinator.timeout
    }

    /// How long a transaction may stay open unless its producer has asked for something else, in nanoseconds.
    package static let timeout: UInt64 = 60_000_000_000

    private var seats: [String: Seat] = [:]
    /// In the order of their first use, so that nothing depends on a dictionary's order.
    private var order: [Seat] = []
    /// Those that time matters to.
    private var unfinished: [Seat] = []
    private var count = 0
    /// Draws how long the mark of a transaction's end takes to a partition, in nanoseconds.
    package var markDelay: () -> UInt64 = { 0 }
    /// Called when a transaction's end is decided.
    package var onDecision: (ModelTransaction) -> Void = { _ in }
    /// A weakness, for tests of the tests: a new producer does not shut out the old one.
    var fencesNobody = false
    package private(set) var aborts = 0
    package private(set) var timeouts = 0

    package init() {}

    static let fenced = KafkaError(code: .fenced, reason: "a newer producer has this transactional id", isFatal: true)

    private func seat(_ id: String) -> Seat {
        if let seat = seats[id] { return seat }
        let seat = Seat()
        seats[id] = seat
        order.append(seat)
        return seat
    }

    /// Gives a new producer its epoch, shuts out older ones, and aborts what they left open.
    package func initialise(_ id: String, timeout: UInt64 = timeout, now: UInt64) -> ProducerIdentity {
        let seat = seat(id)
        guard !fencesNobody || seat.epoch == 0 else { return ProducerIdentity(transactionalID: id, epoch: seat.epoch) }
        seat.epoch += 1
        seat.timeout = timeout
        settle(seat, commit: false, now)
        return ProducerIdentity(transactionalID: id, epoch: seat.epoch)
    }

    package func isCurrent(_ producer: ProducerIdentity) -> Bool { seat(producer.transactionalID).epoch == producer.epoch }

    /// The producer's open transaction, which begins with the first thing that is put into it.
    package func transaction(of producer: ProducerIdentity, now: UInt64) throws(KafkaError) -> ModelTransaction {
        let seat = seat(producer.transactionalID)
        guard seat.epoch == producer.epoch else { throw Self.fenced }
        if let current = seat.current {
            if current.state == .open { return current }
            // The next transaction has to wait until the end of the last one stands everywhere.
            current.mark(now: .max)
        }
        count += 1
        let transaction = ModelTransaction(number: count, transactionalID: producer.transactionalID, startedAt: now)
        seat.current = transaction
        if !seat.isUnfinished {
            seat.isUnfinished = true
            unfinished.append(seat)
        }
        return transaction
    }

    /// Ends the producer's transaction, if it has put anything into one.
    package func end(_ producer: ProducerIdentity, commit: Bool, now: UInt64) throws(KafkaError) {
        let seat = seat(producer.transactionalID)
        guard seat.epoch == producer.epoch else { throw Self.fenced }
        settle(seat, commit: commit, now)
    }

    private func settle(_ seat: Seat, commit: Bool, _ now: UInt64) {
        guard let current = seat.current else { return }
        if current.state == .open {
            if !commit { aborts += 1 }
            current.decide(commit: commit, now: now, delay: markDelay)
            onDecision(current)
        } else {
            current.mark(now: .max)
        }
    }

    /// Time goes on: marks are written, and transactions that are open for too long are aborted.
    package func tick(now: UInt64) {
        guard !unfinished.isEmpty else { return }
        // What follows from a decision may begin other transactions.
        for seat in unfinished {
            guard let current = seat.current else { continue }
            if current.state == .open {
                guard now >= current.startedAt + seat.timeout else { continue }
                timeouts += 1
                seat.epoch += 1
                settle(seat, commit: false, now)
            } else {
                current.mark(now: now)
            }
        }
        unfinished.removeAll { seat in
            guard let state = seat.current?.state, state != .committed, state != .aborted else {
                seat.isUnfinished = false
                return true
            }
            return false
        }
    }

    /// Writes all marks that are missing.
    package func finishMarks() {
        for seat in order { seat.current?.mark(now: .max) }
    }
}
