import Credit
import Foundation

/// What comes to subscribers, or has to: how many entries each is shown, and how many are gone, with sums over their numbers.
struct FanoutArrivals {
    struct Share: Equatable {
        var shown = 0
        var shownSum: UInt64 = 0
        var gone = 0
        var goneSum: UInt64 = 0
    }

    private var shares: [String: Share] = [:]
    private(set) var count = 0

    /// That of a topic, or of a party.
    subscript(name: String) -> Share { shares[name] ?? Share() }

    mutating func add(_ name: String, _ number: UInt64, isGone: Bool) {
        count += 1
        if isGone {
            shares[name, default: Share()].gone += 1
            shares[name]!.goneSum &+= number
        } else {
            shares[name, default: Share()].shown += 1
            shares[name]!.shownSum &+= number
        }
    }

    /// What has to come to each party.
    static func expected(gone: [SampleEvent], shown: [SampleEvent], _ subscriptions: [Subscription]) -> FanoutArrivals {
        var arrivals = FanoutArrivals()
        for (filter, parties) in Dictionary(grouping: subscriptions, by: \.filter) {
            for (events, isGone) in [(gone, true), (shown, false)] {
                for event in events where filter.takes(EntryState(event)) {
                    let number = hash(event.key.utf8)
                    for party in parties { arrivals.add(party.party, number, isGone: isGone) }
                }
            }
        }
        return arrivals
    }

    /// The number of the decision in an entry.
    static func number(in value: UnsafeRawBufferPointer) -> UInt64 {
        let name = Self.member
        var place = value.startIndex
        while let quote = value[place...].firstIndex(of: UInt8(ascii: "\"")), quote + name.count < value.endIndex {
            if value[quote + 1] == name[1], value[quote..<quote + name.count].elementsEqual(name) {
                return hash(value[(quote + name.count)...].prefix { $0 != UInt8(ascii: "\"") })
            }
            place = quote + 1
        }
        return 0
    }

    private static let member = Array("\"WSH\":\"".utf8)

    /// FNV-1a
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
}
