import Hub
import Kafka

/// 种入的错误: a known mistake that a simulation can be run with, to see that its invariants bite.
///
/// None of them is in the hub's code: they stand between the stages and the model broker.
package enum PlantedBug: String, CaseIterable, Sendable {
    /// Offsets are committed at once, whatever becomes of the transaction.
    case offsetsOutsideTransaction = "offsets-outside-transaction"
    /// Offsets are not put into the transaction.
    case offsetsForgotten = "offsets-forgotten"
    /// After an abort the consumer reads on where it was.
    case rewindForgotten = "rewind-forgotten"
    /// After an abort only the first partition is rewound.
    case rewindsFirstPartitionOnly = "rewinds-first-partition-only"
    /// An abort is not sent: what was queued goes with the next transaction.
    case abortForgotten = "abort-forgotten"
    /// A new producer does not shut out the old one.
    case fencingForgotten = "fencing-forgotten"
    /// The group's offsets are taken from members of an old generation, too.
    case oldGenerations = "old-generations"
    /// Offsets are sent by a member that the group has put out, and that has no name any more.
    case namelessOffsets = "nameless-offsets"
    /// The group's offsets are read without waiting for open transactions.
    case unstableOffsets = "unstable-offsets"
    /// The state is restored up to the last stable offset instead of the end.
    case restoreToLastStable = "restore-to-last-stable"
    /// The state is restored from what was never committed, too.
    case uncommittedRestore = "uncommitted-restore"
    /// Events are read that were never committed.
    case uncommittedRead = "uncommitted-read"
    /// What a timer does is sent twice.
    case timerTwice = "timer-twice"
    /// Timers' commands are lost.
    case timerLost = "timer-lost"
    /// The numbers of feeds do not go into the changelog.
    case feedNumberForgotten = "feed-number-forgotten"
    /// The head of the audit's chain does not go into the changelog.
    case auditHeadForgotten = "audit-head-forgotten"
    /// A change now and then does not go into the changelog.
    case changeForgotten = "change-forgotten"
    /// Entries are not taken out of views.
    case tombstoneForgotten = "tombstone-forgotten"
    /// The state is not rolled back when a transaction is undone.
    case rollbackForgotten = "rollback-forgotten"
    /// The state of a partition that was away is used again, whoever has changed it.
    case parkedStateReused = "parked-state-reused"
    /// After a commit without an answer everything is sent again.
    case sentAgain = "sent-again"
    /// Receipts for refused events are not sent.
    case refusalUntold = "refusal-untold"
    /// The changelog says of a closed case now and then that it is not.
    case closureForgotten = "closure-forgotten"
    /// The dispute mark does not get into views.
    case markForgotten = "mark-forgotten"
    /// An event now and then is passed over.
    case eventSkipped = "event-skipped"
    /// An audit entry now and then is not sent.
    case auditEntryLost = "audit-entry-lost"
    /// A message to a platform now and then is not sent.
    case deliveryLost = "delivery-lost"
    /// A message to a platform now and then is sent twice.
    case deliveryTwice = "delivery-twice"

    /// When a subscription changes, what is sent is still as the former filter made it.
    case formerFilter = "former-filter"
    /// A removal leaves the digest that is told as it was.
    case digestKeptOnRemoval = "digest-kept-on-removal"
    /// Entries that are suspended are not taken out of views that hold them back.
    case heldEntryShown = "held-entry-shown"
    /// A full list file is taken although a part of it is faulty.
    case faultyFileTaken = "faulty-file-taken"
    /// A full list file removes an entry of another party, too.
    case fileRemovesOthers = "file-removes-others"
    /// What one subscriber confirms settles the removals of the others.
    case confirmationSettlesOthers = "confirmation-settles-others"
    /// The first message to a subscriber after an abort has the number of the one before.
    case numberReused = "number-reused"
    /// A message to a subscriber now and then is lost.
    case viewMessageLost = "view-message-lost"

    /// The changelog says of a case now and then nothing of when its step is due.
    case dueLost = "due-lost"
    /// The changelog keeps a dispute mark whose last dispute is decided.
    case markKept = "mark-kept"
    /// The changelog has a case go on that still waits for others to have what it led to.
    case caseEndsEarly = "case-ends-early"
    /// A step of a case now and then does not count its version up.
    case stepUncounted = "step-uncounted"
    /// Who submitted a case is now and then not told of its end.
    case closingUntold = "closing-untold"

    /// The invariant that has to find it; nil where it is not always the same.
    package var breaks: Invariant? {
        switch self {
        case .dueLost: .caseDue
        case .markKept: .caseMark
        case .caseEndsEarly: .caseEffect
        case .stepUncounted: .caseStep
        case .closingUntold: .caseClosing
        default: nil
        }
    }

    /// The producer that makes this mistake.
    func plant(in producer: SimulatedProducer, _ world: World) -> any StageProducer {
        PlantedProducer(producer, self, world)
    }

    func plant(in consumer: SimulatedConsumer) -> any StageConsumer {
        consumer.readsUncommitted = self == .uncommittedRead
        consumer.readsUnstableOffsets = self == .unstableOffsets
        return PlantedConsumer(consumer, self)
    }

    /// The stage that makes this mistake.
    func plant(in stage: LedgerStage, _ world: World) -> any Stage {
        switch self {
        case .rollbackForgotten, .parkedStateReused, .timerTwice, .formerFilter, .heldEntryShown, .faultyFileTaken, .fileRemovesOthers,
            .confirmationSettlesOthers:
            PlantedStage(stage, self, world)
        default: stage
        }
    }

    func plant(in broker: ModelBroker) {
        broker.transactions.fencesNobody = self == .fencingForgotten
        broker.takesOldGenerations = self == .oldGenerations
    }
}
