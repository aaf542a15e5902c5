import Credit
import Kafka

/// A message of a list file as it stands in `platform.<party>.in`: a letter of an older file must not be put over it.
public struct ListFileArrival: Sendable {
    public var name: ListFileName
    public var event: String
    /// Where it stood; of a replay, where the message stood that it repeats.
    public var origin: Origin
    public var time: Timestamp

    public init(name: ListFileName, event: String, origin: Origin, time: Timestamp) {
        self.name = name
        self.event = event
        self.origin = origin
        self.time = time
    }

    /// Nil for any other message.
    init?(_ message: borrowing KafkaMessage) {
        var headers: [String: String] = [:]
        message.forEachHeader { name, value in
            headers[String(decoding: name, as: UTF8.self)] = value.map { String(decoding: $0, as: UTF8.self) }
        }
        guard let name = ListFileName(header: { headers[$0] }) else { return nil }
        let place = Origin(topic: message.topic, partition: message.partition, offset: message.offset)
        let root = headers["credithub.replay.origin"].flatMap { Origin($0) }
        self.init(
            name: name, event: headers["ce_id"] ?? place.description, origin: root?.topic == place.topic ? root ?? place : place,
            time: Timestamp(milliseconds: message.timestampMilliseconds))
    }
}
