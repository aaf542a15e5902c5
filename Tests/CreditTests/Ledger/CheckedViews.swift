import Credit
import Testing

extension TestLedger {
    /// Holds what each subscriber has against the live entries by its filter, and what it was told last of count and digest against what
    /// they come to from scratch.
    func expectViewsAreRight(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
        for (party, view) in views where state.subscriptions[party] == nil {
            #expect(view.isEmpty, "\(party) has no subscription", sourceLocation: sourceLocation)
        }
        for (party, subscription) in state.subscriptions.byParty {
            var expected: [Identifier128: [UInt8]] = [:]
            for (id, _) in state.entries { expected[id] = state.entry(id).flatMap { subscription.filter.value(of: $0, id) } }
            #expect((views[party] ?? [:]).mapValues(\.bytes) == expected, comment, sourceLocation: sourceLocation)
        }
        for (party, last) in lastViewChange {
            var digest = ViewDigest.empty
            for (id, value) in views[party] ?? [:] {
                digest.add(id.description.withRawUTF8 { key in value.bytes.withUnsafeBytes { ViewDigest.entry(key: key, value: $0) } })
            }
            #expect(last.feed.digest == digest && last.feed.count == views[party]?.count ?? 0, comment, sourceLocation: sourceLocation)
            #expect(state.feeds["subscriber.\(party)"] == last.feed, comment, sourceLocation: sourceLocation)
            let numbers = numbers["subscriber.\(party)"] ?? []
            #expect(numbers == Array(1...Int64(numbers.count)), comment, sourceLocation: sourceLocation)
        }
    }
}

extension Subscription.Filter {
    /// All lists with one field.
    static func everything(disputes: Subscription.Handling = .mark, suspensions: Subscription.Handling = .mark) -> Subscription.Filter {
        var filter = lists(nil, fields: ["HMDMC"], kinds: [.organisation, .soleTrader, .person])
        filter.disputes = disputes
        filter.suspensions = suspensions
        return filter
    }
}

extension [Effect] {
    /// What subscribers are told of entries: `marks suspended` for a value, `holds -suspended` for a removal.
    var toldViews: [String] {
        viewChanges.compactMap { change in
            guard case .entry(_, let value) = change.content else { return nil }
            return "\(change.party) \(value == nil ? "-" : "")\(change.reason)"
        }
    }

    /// What became of a command for its sender.
    var answer: [String] { receipts.map { "\($0.party) \($0.receipt.status.rawValue) \($0.receipt.faults.map(\.code.rawValue).joined())" } }
}
