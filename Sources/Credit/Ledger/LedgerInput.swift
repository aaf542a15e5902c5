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
    /// A part of a full list file.
    case listFilePart(ListFilePart)
    /// The end of a full list file.
    case listFileEnd(ListFileEnd)
}

/// Something that an operator did to a department's messages: it changes nothing in the ledger, and goes into the audit's chain.
public struct OperatorNote: Sendable {
    /// The id of the note's own event.
    public var event: String
    public var actor: String
    /// `dead-letter.replayed` and the like.
    public var action: String
    public var subjectKey: String?
    /// What else there is to say, as JSON. No personal data.
    public var content: [UInt8]

    public init(event: String, actor: String, action: String, subjectKey: String?, content: [UInt8]) {
        self.event = event
        self.actor = actor
        self.action = action
        self.subjectKey = subjectKey
        self.content = content
    }
}

/// 订阅变更: from now on a party's view is made by this subscription.
public struct SubscriptionCommand: Sendable {
    public var event: String
    public var party: String
    /// Nil if it ends: its view is emptied and closed.
    public var subscription: Subscription?

    public init(event: String, party: String, subscription: Subscription?) {
        self.event = event
        self.party = party
        self.subscription = subscription
    }
}

/// 摘要: tell subscribers what their views are by now.
public struct DigestCommand: Sendable {
    public var event: String
    /// Nil for all whose view has changed since its digest was last told.
    public var party: String?

    public init(event: String, party: String?) {
        self.event = event
        self.party = party
    }
}

/// 确认: a subscriber holds all messages of this partition of its view up to a number.
public struct Confirmation: Sendable {
    public var event: String
    public var party: String
    public var number: Int64
    public var origin: Origin

    public init(event: String, party: String, number: Int64, origin: Origin) {
        self.event = event
        self.party = party
        self.number = number
        self.origin = origin
    }
}

/// One part of a full list file, with those of its entries whose subjects are in this partition.
public struct ListFilePart: Sendable {
    public var event: String
    public var key: ListFileKey
    public var file: String
    /// From 1.
    public var number: Int
    public var part: ListFileState.Part
    /// A JSON array of this partition's entries: `{"record":…,"subject":…,"kind":…,"region":…,"end":…,"content":{…}}`.
    public var entries: [UInt8]
    public var origin: Origin
    /// Whether this partition answers the sender.
    public var answers: Bool

    public init(
        event: String, key: ListFileKey, file: String, number: Int, part: ListFileState.Part, entries: [UInt8], origin: Origin, answers: Bool
    ) {
        self.event = event
        self.key = key
        self.file = file
        self.number = number
        self.part = part
        self.entries = entries
        self.origin = origin
        self.answers = answers
    }
}

/// The end of a full list file: says what the whole is.
public struct ListFileEnd: Sendable {
    public var event: String
    public var key: ListFileKey
    public var file: String
    /// How many parts it has.
    public var parts: Int
    /// How many entries it has.
    public var count: Int
    /// SHA-256 over the digests of the parts, one behind the other.
    public var digest: Digest256
    public var origin: Origin
    /// Whether this partition answers the sender.
    public var answers: Bool

    public init(
        event: String, key: ListFileKey, file: String, parts: Int, count: Int, digest: Digest256, origin: Origin, answers: Bool
    ) {
        self.event = event
        self.key = key
        self.file = file
        self.parts = parts
        self.count = count
        self.digest = digest
        self.origin = origin
        self.answers = answers
    }
}
