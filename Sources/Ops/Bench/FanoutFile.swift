import Credit
import Dispatch
import Hub
import JSON
import Kafka

/// A full list file of an upper platform, a second one that changes a twentieth of it, and a subscription that begins when it is there:
/// each subscriber must get exactly what is its own.
struct FanoutFile {
    /// What the hub made of one input.
    struct Phase: Sendable {
        /// Messages to subscribers, and seconds until all of them could be read.
        var messages = 0
        var seconds = 0.0
        /// Resident bytes of the hub's process, before and at its peak.
        var resting = 0
        var peak = 0
    }

    struct Figures: Sendable {
        var entries: Int
        var first: Phase
        var second: Phase
        var subscription: Phase
        /// Seconds in which the hub stopped and had restored its state again, before the subscription began.
        var restartSeconds: Double
        /// Subscribers that did not get exactly their changes.
        var wrong: [String]
        /// Messages a second of a bare producer and consumer that move messages of the same size.
        var bareRate: Double
    }

    let ground: FanoutGround
    let entries: Int
    /// Entries of one part.
    private static let part = 1_000
    /// Most messages of the comparison.
    private static let mostBare = 200_000
    /// Bytes that a view puts around an entry's content, about.
    private static let frame = 230
    /// How long nothing may come until the hub is given up, in nanoseconds.
    private static let patience: UInt64 = 900_000_000_000

    func run(_ samples: inout SampleGenerator, progress: (Bilingual) -> Void) throws -> Figures {
        let producer = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let subscriptions = ground.topology.subscriptions
        var list = (0..<entries).map { _ in samples.enterpriseListing() }
        // Before the broker has much to keep.
        let size = list.prefix(100).reduce(0) { $0 + $1.value.count } / min(100, list.count) + Self.frame
        let bareRate = try bare(min(Self.mostBare, entries * subscriptions.count), size: size, producer)
        var wrong: Set<String> = []
        var known: [Identifier128: UInt64] = [:]

        progress(Bilingual(zh: "首个全量名单，\(entries) 条 …", en: "the first full list file, \(entries) entries …"))
        var since = SystemClock().now()
        let expected = FanoutArrivals.expected(gone: [], shown: list, subscriptions)
        let first = try phase(expected.count) { try take(list, "bench-1", producer) }
        wrong.formUnion(try differing(from: expected, subscriptions, since, &known))

        // A third of what changes is new, a third is gone, a third says something else.
        progress(Bilingual(zh: "变更 5% 的全量名单 …", en: "a full list file that changes 5% …"))
        let third = max(1, entries / 60)
        let gone = Array(list.prefix(third))
        let altered = list[third..<2 * third].map { event in
            var event = event
            event.value = Array(String(decoding: event.value, as: UTF8.self).replacing("\"LRMDSY\":\"", with: "\"LRMDSY\":\"更正：").utf8)
            return event
        }
        let added = (0..<third).map { _ in samples.enterpriseListing() }
        list = altered + list[(2 * third)...] + added
        since = SystemClock().now()
        let changes = FanoutArrivals.expected(gone: gone, shown: altered + added, subscriptions)
        let second = try phase(changes.count) { try take(list, "bench-2", producer) }
        wrong.formUnion(try differing(from: changes, subscriptions, since, &known))

        progress(Bilingual(zh: "一个新的订阅方 …", en: "a new subscription …"))
        let newcomer = try ground.addSubscriber()
        let view = try TopicFollower(client: client, topics: [ground.topology.names.subscriber(newcomer.party)])
        defer { view.close() }
        let shown = FanoutArrivals.expected(gone: [], shown: list, [newcomer])
        let begun = DispatchTime.now().uptimeNanoseconds
        try ground.restartHub()
        let restartSeconds = seconds(since: begun)
        var taken = FanoutArrivals()
        let subscription = try phase(shown.count) { taken = try collect(view, shown.count, since: nil, &known, isKnown: true) }
        if taken[ground.topology.names.subscriber(newcomer.party)] != shown[newcomer.party] { wrong.insert(newcomer.party) }

        return Figures(
            entries: entries, first: first, second: second, subscription: subscription, restartSeconds: restartSeconds, wrong: wrong.sorted(),
            bareRate: bareRate)
    }

    private var client: ClientConfiguration { ground.configuration.client("fanout-file") }

    /// Has the hub do something, and waits until it has.
    private func phase(_ messages: Int, _ body: () throws -> Void) throws -> Phase {
        let before = ground.hubMemory(forgettingPeak: true)
        let begun = DispatchTime.now().uptimeNanoseconds
        try body()
        return Phase(
            messages: messages, seconds: seconds(since: begun), resting: before.resident, peak: ground.hubMemory(forgettingPeak: false).peak)
    }

    private func seconds(since begun: UInt64) -> Double { Double(DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000_000 }

    // MARK: The file

    private func send(_ list: [SampleEvent], _ file: String, _ producer: KafkaProducer) throws {
        let topic = try producer.topic(ground.topology.names.platformInput("city"))
        func headers(_ id: String, _ operation: String, part: Int? = nil) -> KafkaHeaders {
            var headers = KafkaHeaders(capacity: 6)
            headers.append("ce_id", id)
            headers.append("ce_type", "cn.credit.list-designation.\(operation)")
            headers.append("ce_dataschema", "list-designation@1")
            headers.append("credithub.file", file)
            headers.append("credithub.list", "judgment-defaulter")
            if let part { headers.append("credithub.part", String(part)) }
            return headers
        }
        var hasher = SHA256()
        var parts = 0
        for start in stride(from: 0, to: list.count, by: Self.part) {
            parts += 1
            let value = Array("[".utf8) + list[start..<min(start + Self.part, list.count)].map(\.value).joined(separator: [UInt8(ascii: ",")])
                + Array("]".utf8)
            value.withUnsafeBytes { SHA256.hash($0) }.withBytes { hasher.update($0) }
            try producer.produce(to: topic, key: file, value: value, headers: headers("\(file)-\(parts)", "list-file-part", part: parts))
        }
        let end = #"{"parts":\#(parts),"count":\#(list.count),"digest":"\#(hasher.finalize().hex)"}"#
        try producer.produce(to: topic, key: file, value: Array(end.utf8), headers: headers("\(file)-end", "list-file-end"))
        try producer.flush(timeoutMilliseconds: 60_000)
    }

    /// Sends a file, and waits until every partition has answered that its share of the list is replaced: with that, all that
    /// subscribers are to have of it can be read.
    private func take(_ list: [SampleEvent], _ file: String, _ producer: KafkaProducer) throws {
        let receipts = try TopicFollower(client: client, topics: [ground.topology.names.receipts("city")])
        defer { receipts.close() }
        try receipts.readToEnd { _ in }
        try send(list, file, producer)
        var answers: Set<String> = []
        let begun = DispatchTime.now().uptimeNanoseconds
        while answers.count < Int(ground.topology.ledgerPartitions) {
            guard let message = try receipts.next(timeoutMilliseconds: 100) else {
                try checkPatience(begun, "\(answers.count) partitions have answered")
                continue
            }
            let event = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
            guard event.hasPrefix("\(file)-"), let value = message.value, let json = try? JSONValue(parsing: Array(value)) else { continue }
            let status = json["status"]?.stringValue
            guard status != "rejected" else {
                throw SetupError(
                    zh: "台账没有接受测速用的名单：\(String(decoding: value, as: UTF8.self))",
                    en: "the ledger did not take the bench's list: \(String(decoding: value, as: UTF8.self))")
            }
            if event.hasPrefix("\(file)-end"), status == "accepted" { answers.insert(event) }
        }
    }

    private func checkPatience(_ begun: UInt64, _ what: String) throws(KafkaError) {
        guard ground.isHubRunning, DispatchTime.now().uptimeNanoseconds - begun < Self.patience else {
            throw KafkaError(code: .timedOut, reason: "\(what)\n\(ground.hubLog)")
        }
    }

    /// The subscribers that did not get exactly what they had to, one topic after another: brokers that keep all in memory cannot serve
    /// as much to a reader of all.
    private func differing(
        from expected: FanoutArrivals, _ subscriptions: [Subscription], _ since: Timestamp, _ known: inout [Identifier128: UInt64]
    ) throws -> [String] {
        try subscriptions.compactMap { subscription in
            let topic = ground.topology.names.subscriber(subscription.party)
            let share = expected[subscription.party]
            let view = try TopicFollower(client: client, topics: [topic], since: since)
            defer { view.close() }
            let got = try collect(view, share.shown + share.gone, since: since, &known)
            return got[topic] == share ? nil : subscription.party
        }
    }

    /// - parameters:
    ///   - known: the number of each entry that was seen, which those that are gone no longer say.
    ///   - isKnown: only entries that were seen before count.
    private func collect(
        _ view: TopicFollower, _ count: Int, since: Timestamp?, _ known: inout [Identifier128: UInt64], isKnown: Bool = false
    ) throws -> FanoutArrivals {
        var arrivals = FanoutArrivals()
        var quiet = DispatchTime.now().uptimeNanoseconds
        while arrivals.count < count {
            guard let message = try view.next(timeoutMilliseconds: 1_000) else {
                try checkPatience(quiet, "\(arrivals.count) of \(count) messages came to a subscriber")
                continue
            }
            quiet = DispatchTime.now().uptimeNanoseconds
            // What single changes have left is the court's own, and no business of a file's.
            if let since, message.timestampMilliseconds < since.milliseconds { continue }
            guard let key = message.key, let id = Identifier128(hex: key), !isKnown || known[id] != nil else { continue }
            if let value = message.value {
                let number = FanoutArrivals.number(in: value)
                known[id] = number
                arrivals.add(message.topic, number, isGone: false)
            } else {
                arrivals.add(message.topic, known[id] ?? 0, isGone: true)
            }
        }
        return arrivals
    }

    // MARK: The comparison

    private func bare(_ count: Int, size: Int, _ producer: KafkaProducer) throws -> Double {
        let follower = try TopicFollower(client: ground.configuration.client("bare"), topics: ground.mirrors)
        defer { follower.close() }
        try follower.readToEnd { _ in }
        var topics: [KafkaProducer.Topic] = []
        for name in ground.mirrors { topics.append(try producer.topic(name)) }
        let value = [UInt8](repeating: UInt8(ascii: "x"), count: size)
        let begun = DispatchTime.now().uptimeNanoseconds
        var (sent, read) = (0, 0)
        while read < count {
            var batch = 0
            while sent < count, batch < 2_000, sent - read < 200_000 {
                try producer.produce(to: topics[sent % topics.count], key: "k\(sent % 6_007)", value: value)
                sent += 1
                batch += 1
            }
            while let _ = try follower.next(timeoutMilliseconds: sent < count ? 0 : 1_000) {
                read += 1
                if read == count { break }
            }
        }
        return Double(count) / seconds(since: begun)
    }
}
