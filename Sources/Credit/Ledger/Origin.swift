/// Where an event was first read: a place in a department's own topic.
public struct Origin: Hashable, Sendable {
    public var topic: String
    public var partition: Int32
    public var offset: Int64

    public init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }

    /// `topic/partition/offset`, as headers carry it.
    public var description: String { "\(topic)/\(partition)/\(offset)" }

    /// Reads `topic/partition/offset`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 3, let partition = Int32(parts[1]), let offset = Int64(parts[2]) else { return nil }
        self.init(topic: String(parts[0]), partition: partition, offset: offset)
    }
}

extension Origin: CustomStringConvertible {}
