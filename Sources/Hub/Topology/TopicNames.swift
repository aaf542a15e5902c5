/// The fixed names of the hub's topics, behind the configured prefix (design, section 3).
public struct TopicNames: Sendable {
    public let prefix: String

    public init(prefix: String) {
        self.prefix = prefix
    }

    public func department(_ party: String, _ record: String) -> String { "\(prefix)dept.\(party).\(record)" }
    public func platformInput(_ party: String) -> String { "\(prefix)platform.\(party).in" }
    public func receipts(_ party: String) -> String { "\(prefix)receipt.\(party)" }
    public func deadLetters(_ party: String) -> String { "\(prefix)dlq.\(party)" }
    public func subscriber(_ party: String) -> String { "\(prefix)subscriber.\(party)" }
    public func outbox(_ party: String) -> String { "\(prefix)upstream.\(party)" }
    /// What a subscriber reports back of what it did.
    public func feedback(_ party: String) -> String { "\(prefix)feedback.\(party)" }
    public func notices(_ party: String) -> String { "\(prefix)notice.\(party)" }
    public func named(_ topic: String) -> String { prefix + topic }
    public var ledgerInput: String { "\(prefix)ledger.in" }
    public var ledgerState: String { "\(prefix)ledger.state" }
    public var audit: String { "\(prefix)audit" }

    /// Consumer group and transactional id of a stage.
    public func group(_ stage: String) -> String { "\(prefix)credithub-\(stage)" }
    public func transactionalID(_ stage: String, _ instance: String) -> String { "\(prefix)credithub-\(stage)-\(instance)" }
}
