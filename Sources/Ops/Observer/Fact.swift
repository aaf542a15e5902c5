import Credit

/// What one message of the hub says, and where it stands: a line for the ``Books``.
public enum Fact: Sendable {
    case receipt(Receipt)
    case outbox(Upstream, platform: String, Numbered)
    case platform(Upstream, platform: String)
    case view(View, party: String, Numbered)
    /// What a view is by now; with the moment if its subscription has just begun or changed.
    case digest(party: String, began: Timestamp?, Numbered)
    case deadLetter(party: String, event: String)
    case audit(Numbered, previous: String, digest: String)

    /// A message of `receipt.<party>`.
    public struct Receipt: Sendable {
        public var party: String
        public var event: String
        public var stage: String
        public var status: String
        public var operation: String?
        public var record: String?
        public var codes: [String]
        /// When the hub wrote it.
        public var time: Timestamp?

        public init(
            party: String, event: String, stage: String, status: String, operation: String? = nil, record: String? = nil,
            codes: [String] = [], time: Timestamp? = nil
        ) {
            self.party = party
            self.event = event
            self.stage = stage
            self.status = status
            self.operation = operation
            self.record = record
            self.codes = codes
            self.time = time
        }
    }

    /// A change on its way to a platform, or there.
    public struct Upstream: Sendable {
        public var event: String
        public var record: String
        public var operation: String
        public var revision: Int

        public init(event: String, record: String, operation: String, revision: Int) {
            self.event = event
            self.record = record
            self.operation = operation
            self.revision = revision
        }
    }

    /// A change of a subscriber's view.
    public struct View: Sendable {
        public var entry: String
        public var event: String
        /// Whether the entry carries the dispute mark; nil if it is removed.
        public var isDisputed: Bool?

        public init(entry: String, event: String, isDisputed: Bool?) {
            self.entry = entry
            self.event = event
            self.isDisputed = isDisputed
        }
    }

    /// The number that a message has within its partition, as the ledger counts.
    public struct Numbered: Sendable {
        public var topic: String
        public var partition: Int32
        public var number: Int64

        public init(topic: String, partition: Int32, number: Int64) {
            self.topic = topic
            self.partition = partition
            self.number = number
        }
    }
}
