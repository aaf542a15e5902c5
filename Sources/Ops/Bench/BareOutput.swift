import Hub
import Kafka

/// What a stage of the hub wrote, for a ``BareLoop`` to write again.
struct BareOutput {
    typealias Header = (name: String, value: [UInt8])
    typealias Message = (key: [UInt8], value: [UInt8]?, headers: [Header])

    /// The messages of one topic, or as many of them as are kept.
    struct Lane {
        /// The topic's name without the hub's prefix.
        let topic: String
        var messages: [Message] = []
        /// How many there are for each event.
        fileprivate(set) var perEvent = 0.0
    }

    private(set) var lanes: [Lane] = []

    /// How many messages of a topic are kept.
    private static let kept = 2_000

    /// Reads topics that the hub has written for a number of events; those with nothing in them are left out.
    init(_ configuration: HubConfiguration, topics: [String], events: Int) throws(KafkaError) {
        for topic in topics {
            let follower = try TopicFollower(client: configuration.client("bench"), topics: [topic])
            defer { follower.close() }
            var lane = Lane(topic: String(topic.dropFirst(configuration.prefix.count)))
            var count = 0
            try follower.readToEnd { message in
                count += 1
                guard lane.messages.count < Self.kept else { return }
                var headers: [Header] = []
                message.forEachHeader { name, value in
                    headers.append((String(decoding: name, as: UTF8.self), value.map { Array($0) } ?? []))
                }
                lane.messages.append((message.key.map { Array($0) } ?? [], message.value.map { Array($0) }, headers))
            }
            lane.perEvent = Double(count) / Double(events)
            if count > 0 { lanes.append(lane) }
        }
        guard !lanes.isEmpty else { throw KafkaError(code: .state, reason: "the hub has written nothing") }
    }

    /// The same number of bytes without headers: they stand behind the value.
    var withoutHeaders: BareOutput {
        var plain = self
        for (l, lane) in lanes.enumerated() {
            for (i, message) in lane.messages.enumerated() where !message.headers.isEmpty {
                let bytes = message.headers.flatMap { Array($0.name.utf8) + $0.value }
                plain.lanes[l].messages[i].value = (message.value ?? []) + bytes
                plain.lanes[l].messages[i].headers = []
            }
        }
        return plain
    }

    /// Messages for each event.
    var messagesPerEvent: Double { lanes.reduce(0) { $0 + $1.perEvent } }

    /// Bytes of keys, values and headers for each event.
    var bytesPerEvent: Double {
        lanes.reduce(0) { sum, lane in
            let bytes = lane.messages.reduce(0) { $0 + $1.key.count + ($1.value?.count ?? 0) + Self.bytes(of: $1.headers) }
            return sum + lane.perEvent * Double(bytes) / Double(lane.messages.count)
        }
    }

    static func bytes(of headers: [Header]) -> Int {
        headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.count }
    }
}
