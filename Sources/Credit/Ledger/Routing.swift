/// Which upper platforms get what from the ledger, as the core needs it.
public struct Routing: Sendable {
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
            feed = Self.feed(of: party)
        }

        static func feed(of party: String) -> String { "upstream.\(party)" }
    }

    public let platforms: [Platform]
    /// Names of the contracts whose content the ledger keeps beside that of lists, so that it can be shown to subscribers at any time.
    public let heldRecords: Set<String>
    /// 信用办: the party that handles cases, beside those that submitted them.
    public let caseOffice: String?

    public init(platforms: [Platform], heldRecords: Set<String> = [], caseOffice: String? = nil) {
        self.caseOffice = caseOffice
        self.platforms = platforms
        self.heldRecords = heldRecords
    }
}
