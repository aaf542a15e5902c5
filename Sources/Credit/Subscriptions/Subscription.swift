/// 订阅: which part of lists and records a subscriber holds in its view, and what of each.
///
/// Part of the ledger's state: a view is always made by the subscription that the state holds, and a subscription changes only by
/// a command on `ledger.in`, which also brings the view up to date.
public struct Subscription: Hashable, Sendable {
    public var party: String
    public var filter: Filter
    /// Within how many hours a removal has to be confirmed; nil where nothing has to be.
    public var confirmationHours: Int?

    public init(party: String, filter: Filter, confirmationHours: Int? = nil) {
        self.party = party
        self.filter = filter
        self.confirmationHours = confirmationHours
    }

    /// The name of its feed, as sequence numbers are kept by.
    public var feed: String { Self.feed(of: party) }

    /// The name of a subscriber's feed, whether or not it has a subscription now.
    static func feed(of party: String) -> String { "subscriber.\(party)" }

    /// What is shown, and how: subscribers with the same filter get the same bytes.
    public struct Filter: Hashable, Sendable {
        /// What it takes of each contract, by the contract's name.
        public var parts: [Part]
        public var subjectKinds: Set<SubjectKind>
        /// 行政区划 of the subjects, as prefixes of region codes (`9901` for all of that city); nil for any.
        public var regions: [String]?
        /// What becomes of an entry while a dispute (异议) is open.
        public var disputes: Handling
        /// What becomes of an entry while it is suspended (中止).
        public var suspensions: Handling

        public init(
            parts: [Part], subjectKinds: Set<SubjectKind>, regions: [String]? = nil, disputes: Handling = .mark,
            suspensions: Handling = .mark
        ) {
            self.parts = parts
            self.subjectKinds = subjectKinds
            self.regions = regions
            self.disputes = disputes
            self.suspensions = suspensions
        }

        /// Takes nothing.
        public static let nothing = Filter(parts: [], subjectKinds: [])
    }

    /// What becomes of an entry that is disputed or suspended.
    public enum Handling: String, Hashable, Sendable {
        /// 标注: it stays in the view, marked.
        case mark
        /// 暂不展示: it is out of the view as long as that lasts.
        case hold
    }

    /// What is taken of one contract.
    public struct Part: Hashable, Sendable {
        /// The contract's name without the version.
        public var contract: String
        /// Codes of lists, for a contract of lists; nil for all of them, or for other records.
        public var lists: Set<String>?
        /// In the order in which they are shown.
        public var fields: [Field]
        /// Records that are not shown for what they say.
        public var exceptions: [Exception]

        public init(contract: String, lists: Set<String>? = nil, fields: [Field], exceptions: [Exception] = []) {
            self.contract = contract
            self.lists = lists
            self.fields = fields
            self.exceptions = exceptions
        }
    }

    /// One field that a subscriber may see.
    public struct Field: Hashable, Sendable {
        public var name: String
        /// How much of it is shown where the subject is a natural person; nil for all.
        public var personMask: Mask?
        /// How much of it is shown where the subject is none; nil for all.
        public var otherMask: Mask?

        public init(_ name: String, personMask: Mask? = nil, otherMask: Mask? = nil) {
            self.name = name
            self.personMask = personMask
            self.otherMask = otherMask
        }
    }

    /// 不予公示: a record is left out if all items of a field (parted by semicolons) are among these.
    public struct Exception: Hashable, Sendable {
        public var field: String
        public var values: [String]

        public init(field: String, values: [String]) {
            self.field = field
            self.values = values
        }
    }
}
