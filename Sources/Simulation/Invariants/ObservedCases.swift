import Credit

/// What an outsider knows of the cases of one partition, and of the places that have to have what they led to.
struct ObservedCases {
    /// A case as the changelog had it before, and has it now.
    struct Step {
        let id: Identifier128
        let former: CaseState?
        let value: CaseState?
    }

    /// What a case has led to, and who has to have it before the case goes on.
    struct Need {
        /// The number of the message of each feed that has to be there.
        var feeds: [String: Int64]
        /// The revision of the record from which on it is right.
        let revision: Int
        /// Whether the record was shown nowhere any more.
        let isGone: Bool
    }

    /// What a platform makes of what it was told of a record.
    struct Shown {
        var isShown: Bool
        var isMarked: Bool
        var revision: Int
        /// The number of the last message about it.
        var number: Int64
    }

    /// Seen in the changelog, and waiting for the event from which it follows.
    var waiting: [Step] = []
    /// What was told of records with the event that is being replayed: feed, record, number.
    var told: [(feed: String, record: Identifier128, number: Int64)] = []
    /// Of the cases in `effecting`.
    var needs: [Identifier128: Need] = [:]
    /// Up to which number each feed is known to have come.
    var reached: [String: Int64] = [:]
    /// By platform and record.
    var shown: [String: [Identifier128: Shown]] = [:]

    /// A platform is told something.
    mutating func tell(_ platform: String, _ change: UpstreamChange) {
        var shown = self.shown[platform]?[change.recordID] ?? Shown(isShown: false, isMarked: false, revision: 0, number: 0)
        switch change.operation {
        // Whole records: marks of before do not count.
        case .add, .restore: (shown.isShown, shown.isMarked) = (true, false)
        case .correct, .change, .suspend, .resume: break
        case .withdraw, .repair, .expire: shown.isShown = false
        case .objectionOn: shown.isMarked = true
        case .objectionOff: shown.isMarked = false
        }
        shown.revision = change.revision
        shown.number = change.sequence
        self.shown[platform, default: [:]][change.recordID] = shown
        told.append((Self.feed(toPlatform: platform), change.recordID, change.sequence))
    }

    static func feed(toPlatform party: String) -> String { "upstream.\(party)" }
    static func feed(toSubscriber party: String) -> String { "subscriber.\(party)" }
}
