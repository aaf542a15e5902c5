import Credit
import Hub
import JSON
import Kafka

/// 发起、响应、反馈 as the ledger has counted them, and what subscribers have not confirmed yet (`credithub lists counts`).
public struct ListCounts: Sendable {
    /// Removals of one subscriber's view that it has not confirmed.
    public struct Removals: Hashable, Sendable {
        public var count = 0
        /// Those whose limit is over; notice of them was given.
        public var overdue = 0
        /// When the next limit ends.
        public var due: Timestamp?
    }

    /// Where a subscriber's view stands, all partitions together.
    public struct View: Hashable, Sendable {
        public var entries = 0
        /// Messages sent to it since it began.
        public var sent: Int64 = 0
        /// Messages of it that it has confirmed.
        public var confirmed: Int64 = 0
        public var removals = Removals()
    }

    public internal(set) var tallies: [Tally.Key: Tally] = [:]
    /// Of subscribers that have a subscription.
    public internal(set) var views: [String: View] = [:]
    public let time: Timestamp

    /// Adds up `ledger.state` as it stands now.
    ///
    /// - parameter subscriber: only this one; nil takes all.
    /// - throws: ``KafkaError`` if the topic cannot be read, ``SetupError`` if a newer version wrote it.
    public init(configuration: HubConfiguration, subscriber: String? = nil, clock: any Clock = SystemClock()) throws {
        time = clock.now()
        var changes: [String: StateChange] = [:]
        try StateTopic(configuration: configuration, reader: "lists").read(kinds: "tufb") { partition, key, change in
            changes["\(partition)/\(String(decoding: key, as: UTF8.self))"] = change
        }
        for case .subscription(let party, .some) in changes.values where takes(party) { views[party] = View() }
        for change in changes.values { add(change, takes: takes) }
        func takes(_ party: String) -> Bool { subscriber.map { $0 == party } ?? true }
    }

    private mutating func add(_ change: StateChange, takes: (String) -> Bool) {
        switch change {
        case .tally(let key, let tally) where takes(key.party):
            tallies[key, default: Tally()].pushed += tally.pushed
            tallies[key]!.responded += tally.responded
            tallies[key]!.acted += tally.acted
        case .removal(let party, _, let removal?) where views[party] != nil:
            views[party]!.removals.count += 1
            if let due = removal.due, time < due {
                views[party]!.removals.due = min(due, views[party]!.removals.due ?? due)
            } else {
                views[party]!.removals.overdue += 1
            }
        case .feed(let name, let feed):
            guard name.hasPrefix("subscriber.") else { return }
            let party = String(name.dropFirst("subscriber.".count))
            guard views[party] != nil else { return }
            views[party]!.entries += feed.count
            views[party]!.sent += feed.number
            views[party]!.confirmed += feed.confirmed
        default: break
        }
    }

    private var sortedTallies: [(key: Tally.Key, value: Tally)] {
        tallies.sorted { ($0.key.party, $0.key.list) < ($1.key.party, $1.key.list) }
    }

    /// One line of JSON.
    public var json: String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.member("time", time.description)
        writer.name("lists")
        writer.beginArray()
        for (key, tally) in sortedTallies {
            writer.beginObject()
            writer.member("subscriber", key.party)
            writer.member("list", key.list)
            writer.member("pushed", tally.pushed)
            writer.member("responded", tally.responded)
            writer.member("acted", tally.acted)
            writer.endObject()
        }
        writer.endArray()
        writer.name("views")
        writer.beginArray()
        for (party, view) in views.sorted(by: { $0.key < $1.key }) {
            writer.beginObject()
            writer.member("subscriber", party)
            writer.member("entries", view.entries)
            writer.member("sent", view.sent)
            writer.member("confirmed", view.confirmed)
            writer.member("unconfirmedRemovals", view.removals.count)
            writer.member("overdueRemovals", view.removals.overdue)
            if let due = view.removals.due { writer.member("due", due.description) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// For a terminal.
    public func lines(_ language: Language) -> [String] {
        let isChinese = language == .zh
        var lists = TextTable(
            header: isChinese ? ["订阅方", "名单", "推送", "响应", "反馈"] : ["subscriber", "list", "pushed", "responded", "acted"],
            rightAligned: [2, 3, 4])
        for (key, tally) in sortedTallies {
            lists.add([key.party, key.list, String(tally.pushed), String(tally.responded), String(tally.acted)])
        }
        var views = TextTable(
            header: isChinese
                ? ["订阅方", "现有条目", "已发消息", "已确认消息", "未确认移出", "已超限", "最近限期"]
                : ["subscriber", "entries", "sent", "confirmed", "unconfirmed removals", "overdue", "next limit"],
            rightAligned: [1, 2, 3, 4, 5])
        for (party, view) in self.views.sorted(by: { $0.key < $1.key }) {
            views.add([
                party, String(view.entries), String(view.sent), String(view.confirmed), String(view.removals.count),
                String(view.removals.overdue), view.removals.due.map { "\($0.description.prefix(10)) \($0.description.dropFirst(11).prefix(5))" } ?? "",
            ])
        }
        let none = isChinese ? "还没有推送过名单" : "no list was pushed yet"
        return (tallies.isEmpty ? [none] : lists.lines(indent: "")) + [""] + views.lines(indent: "")
    }
}
