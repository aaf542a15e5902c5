/// Where an event was first read: a place in a department's own topic.
public struct Origin: Hashable, Sendable {
    public var topic: String
    public var partition: Int32
    public var offset: Int64
    /// Which record of the message, from 0; nil where the message is one record.
    public var record: Int32?

    public init(topic: String, partition: Int32, offset: Int64, record: Int32? = nil) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.record = record
    }

    /// `topic/partition/offset`, and `#record` behind it in a message of several, as headers carry it.
    public var description: String {
        let place = "\(topic)/\(partition)/\(offset)"
        return record.map { "\(place)#\($0)" } ?? place
    }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        let halves = text.split(separator: "#", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "/")
        guard halves.count <= 2, parts.count == 3, let partition = Int32(parts[1]), let offset = Int64(parts[2]) else { return nil }
        self.init(topic: String(parts[0]), partition: partition, offset: offset)
        if halves.count == 2 {
            guard let record = Int32(halves[1]) else { return nil }
            self.record = record
        }
    }
}

extension Origin: CustomStringConvertible {}
