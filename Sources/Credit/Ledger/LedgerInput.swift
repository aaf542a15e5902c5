/// What the ledger reads from `ledger.in`.
public enum LedgerInput: Sendable {
    /// A department's event.
    case event(LedgerEvent)
    /// The command of a timer, and where it stood.
    case timer(LedgerTimer, Origin)
    /// Something that an operator did elsewhere, to be kept in the audit.
    case note(OperatorNote)
    /// A subscription begins, changes or ends.
    case subscription(SubscriptionCommand)
    /// The digests of views are to be told.
    case digest(DigestCommand)
    /// A subscriber confirms what it got.
    case confirmation(Confirmation)
    /// A platform has what was sent to it.
    case delivered(DeliveryCommand)
    /// Another calendar is there.
    case calendar(CalendarCommand)
    /// A part of a full list file.
    case listFilePart(ListFilePart)
    /// The end of a full list file.
    case listFileEnd(ListFileEnd)
}
