/// Who gets what from the ledger: the bindings of subscribers and upper platforms, as the core needs them.
public struct Routing: Sendable {
    /// An approval system that holds lists.
    public struct Subscriber: Sendable {
        public let party: String
        /// Codes of the lists it takes; nil for all.
        public let lists: Set<String>?
        public let subjectKinds: Set<SubjectKind>
        /// Fields of the designation that it may see, in their order.
        public let fields: [String]
        /// The name of its feed, as sequence numbers are kept by.
        public let feed: String

        public init(party: String, lists: Set<String>?, subjectKinds: Set<SubjectKind>, fields: [String]) {
            self.party = party
            self.lists = lists
            self.subjectKinds = subjectKinds
            self.fields = fields
            feed = "subscriber.\(party)"
        }

        /// Whether an entry belongs into this subscriber's view.
        public func takes(_ entry: ListEntryState) -> Bool {
            (lists?.contains(entry.list) ?? true) && subjectKinds.contains(entry.subjectKind)
        }
    }

    /// An upper platform (city, province) that takes records.
    public struct Platform: Sendable {
        public let party: String
        /// Names of the contracts whose records it takes.
        public let records: Set<String>
        /// The name of its feed, as sequence numbers are kept by.
        public let feed: String

        public init(party: String, records: Set<String>) {
            self.party = party
            self.records = records
            feed = "upstream.\(party)"
        }
    }

    public let subscribers: [Subscriber]
    public let platforms: [Platform]

    public init(subscribers: [Subscriber], platforms: [Platform]) {
        self.subscribers = subscribers
        self.platforms = platforms
    }
}
