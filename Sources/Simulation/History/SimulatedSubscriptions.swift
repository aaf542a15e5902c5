import Credit

/// The subscriptions of a simulated hub: few subscribers, each with some filters that it changes between, or none at all.
struct SimulatedSubscriptions {
    static let parties = variants.keys.sorted()

    private static let variants: [String: [Subscription?]] = [
        "approval": [
            Subscription(
                party: "approval", filter: filter([lists(nil, ["HMDMC", "JGMC", "YXQZ"])], [.organisation, .soleTrader]),
                confirmationHours: 24),
            Subscription(party: "approval", filter: filter([lists(nil, ["JGMC"])], [.organisation, .soleTrader]), confirmationHours: 24),
            Subscription(party: "approval", filter: filter([lists(["tax-serious"], ["JGMC"])], [.organisation]), confirmationHours: 2),
            nil,
        ],
        "portal": [
            Subscription(
                party: "portal",
                filter: filter(
                    [
                        lists(["tax-serious", "work-safety"], [Subscription.Field("JGMC", personMask: Mask(head: 1, tail: 0))]),
                        Subscription.Part(
                            contract: "administrative-penalty", fields: [Subscription.Field("CF_NR_FK"), Subscription.Field("CF_GSJZQ")]),
                    ], [.organisation, .soleTrader, .person], suspensions: .hold)),
            Subscription(
                party: "portal",
                filter: filter(
                    [
                        lists(nil, [Subscription.Field("JGMC"), Subscription.Field("HMDMC", otherMask: Mask(head: 0, tail: 1))]),
                        Subscription.Part(
                            contract: "administrative-permit", fields: [Subscription.Field("XK_NR")],
                            exceptions: [Subscription.Exception(field: "XK_NR", values: ["1"])]),
                    ], [.organisation, .soleTrader, .person], disputes: .hold)),
        ],
        "recruitment": [
            Subscription(
                party: "recruitment",
                filter: filter([lists(nil, ["HMDMC", "JGMC"])], [.person, .soleTrader], disputes: .hold, suspensions: .hold),
                confirmationHours: 24),
            Subscription(party: "recruitment", filter: filter([lists(nil, ["HMDMC", "JGMC"])], [.person, .soleTrader], disputes: .hold)),
            nil,
        ],
        "zone": [
            Subscription(party: "zone", filter: filter([lists(nil, ["JGMC"])], [.organisation, .person], regions: ["9901"])),
            Subscription(
                party: "zone", filter: filter([lists(nil, ["JGMC"])], [.organisation, .person], regions: ["990102", "9902"]),
                confirmationHours: 1),
            Subscription(party: "zone", filter: filter([lists(nil, ["JGMC"])], [.organisation, .person])),
        ],
    ]

    /// Which of its filters each party has.
    private var chosen: [String: Int]

    init(_ random: inout SimulationRandom) {
        chosen = [:]
        for party in Self.parties { chosen[party] = random.below(Self.variants[party]!.count) }
    }

    /// In the order of the parties.
    var all: [Subscription] { Self.parties.compactMap { Self.variants[$0]![chosen[$0]!] } }

    /// One party wants something else.
    mutating func change(_ random: inout SimulationRandom) {
        let party = random.one(of: Self.parties)
        chosen[party] = random.below(Self.variants[party]!.count)
    }

    private static func filter(
        _ parts: [Subscription.Part], _ kinds: Set<SubjectKind>, regions: [String]? = nil, disputes: Subscription.Handling = .mark,
        suspensions: Subscription.Handling = .mark
    ) -> Subscription.Filter {
        Subscription.Filter(parts: parts, subjectKinds: kinds, regions: regions, disputes: disputes, suspensions: suspensions)
    }

    private static func lists(_ lists: Set<String>?, _ fields: [String]) -> Subscription.Part {
        Self.lists(lists, fields.map { Subscription.Field($0) })
    }

    private static func lists(_ lists: Set<String>?, _ fields: [Subscription.Field]) -> Subscription.Part {
        Subscription.Part(contract: "list-designation", lists: lists, fields: fields)
    }
}
