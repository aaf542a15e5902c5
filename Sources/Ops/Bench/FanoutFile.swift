import Credit
import Dispatch
import Hub
import JSON
import Kafka

/// A full list file of an upper platform, and a second one that changes a twentieth of it: each subscriber must get exactly its changes.
struct FanoutFile {
    struct Figures: Sendable {
        var entries: Int
        /// Messages that the first file became, and seconds until the last was read.
        var filled: Int
        var fillSeconds: Double
        /// The same of the second file.
        var changed: Int
        var changeSeconds: Double
        /// Subscribers that did not get exactly their changes.
        var wrong: [String]
        /// Messages a second of a bare producer and consumer that move as many messages of the same size.
        var bareRate: Double
    }

    let ground: FanoutGround
    let entries: Int
    /// Entries of one part.
    private static let part = 1_000

    func run(_ samples: inout SampleGenerator) throws -> Figures {
        let client = ground.configuration.client("fanout-file")
        let names = ground.topology.names
        let views = try TopicFollower(client: client, topics: ground.topology.subscribers.map { names.subscriber($0.party) })
        let producer = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: nil))
        defer {
            views.close()
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        // What the single changes left is the court's own, and no business of a file's.
        try views.readToEnd { _ in }

        var list = (0..<entries).map { _ in samples.enterpriseListing() }
        var begun = DispatchTime.now().uptimeNanoseconds
        try send(list, "bench-1", producer)
        let expected = ground.topology.subscriptions.map { subscription in
            list.reduce(0) { $0 + (subscription.filter.takes(EntryState($1)) ? 1 : 0) }
        }
        let filled = try collect(views, expected.reduce(0, +))
        let fillSeconds = seconds(since: begun)

        // A third of what changes is new, a third is gone, a third says something else.
        let third = max(1, entries / 60)
        let gone = Array(list.prefix(third))
        let altered = list[third..<2 * third].map { event in
            var event = event
            event.value = Array(String(decoding: event.value, as: UTF8.self).replacing("\"LRMDSY\":\"", with: "\"LRMDSY\":\"更正：").utf8)
            return event
        }
        let added = (0..<third).map { _ in samples.enterpriseListing() }
        list = altered + list[(2 * third)...] + added
        begun = DispatchTime.now().uptimeNanoseconds
        try send(list, "bench-2", producer)
        let filters = ground.topology.subscriptions.map(\.filter)
        let changes = filters.map { filter in
            Changes(
                gone: Set(gone.filter { filter.takes(EntryState($0)) }.map(\.key)),
                shown: Set((added + altered).filter { filter.takes(EntryState($0)) }.map(\.key)))
        }
        let got = try collect(views, changes.reduce(0) { $0 + $1.gone.count + $1.shown.count })
        let changeSeconds = seconds(since: begun)

        var wrong: [String] = []
        for (place, subscription) in ground.topology.subscriptions.enumerated() {
            let topic = names.subscriber(subscription.party)
            let known = filled.shown[topic] ?? [:]
            let goneKeys = Set((got.removed[topic] ?? []).compactMap { known[$0] })
            if goneKeys != changes[place].gone || Set((got.shown[topic] ?? [:]).values) != changes[place].shown {
                wrong.append(subscription.party)
            }
        }
        return Figures(
            entries: entries, filled: filled.count, fillSeconds: fillSeconds, changed: got.count, changeSeconds: changeSeconds,
            wrong: wrong, bareRate: try bare(filled.count, size: filled.bytes / max(1, filled.count), producer))
    }

    private struct Changes {
        var gone: Set<String>
        var shown: Set<String>
    }

    /// What came to the subscribers' topics.
    private struct Collected {
        /// By topic and entry: the number of the decision.
        var shown: [String: [String: String]] = [:]
        var removed: [String: [String]] = [:]
        var count = 0
        var bytes = 0
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

    private func collect(_ views: TopicFollower, _ count: Int) throws -> Collected {
        var collected = Collected()
        var quiet = DispatchTime.now().uptimeNanoseconds
        while collected.count < count {
            guard let message = try views.next(timeoutMilliseconds: 1_000) else {
                guard DispatchTime.now().uptimeNanoseconds - quiet < 120_000_000_000 else {
                    throw KafkaError(code: .timedOut, reason: "\(collected.count) of \(count) messages came to the subscribers")
                }
                continue
            }
            quiet = DispatchTime.now().uptimeNanoseconds
            guard let key = message.key, key.count == Identifier128.digitCount else { continue }
            collected.count += 1
            let entry = String(decoding: key, as: UTF8.self)
            if let value = message.value {
                collected.bytes += value.count
                collected.shown[message.topic, default: [:]][entry] = Self.number(value)
            } else {
                collected.removed[message.topic, default: []].append(entry)
            }
        }
        return collected
    }

    /// The number of the decision in an entry.
    private static func number(_ value: UnsafeRawBufferPointer) -> String {
        let text = String(decoding: value, as: UTF8.self)
        guard let start = text.range(of: "\"WSH\":\"") else { return "" }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
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
