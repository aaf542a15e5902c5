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
    /// 上级平台 that pass decisions on repairs down: Credit China is the only counter for applications (国家发展改革委令第36号), the
    /// decision is that of whoever made the record (谁认定、谁修复).
    public let repairRelays: Set<String>
    /// 统一社会信用代码 of the authorities that each department speaks for: by them a decision that is passed down is known as its.
    public let authorities: [String: Set<String>]

    public init(
        platforms: [Platform], heldRecords: Set<String> = [], caseOffice: String? = nil, repairRelays: Set<String> = [],
        authorities: [String: Set<String>] = [:]
    ) {
        self.caseOffice = caseOffice
        self.repairRelays = repairRelays
        self.authorities = authorities
        self.platforms = platforms
        self.heldRecords = heldRecords
    }
}
