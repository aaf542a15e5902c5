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
        let bytes = text.utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
        guard let second = bytes[..<end].lastIndex(of: UInt8(ascii: "/")),
            let first = bytes[..<second].lastIndex(of: UInt8(ascii: "/")), first > bytes.startIndex,
            let partition = Int32(text[bytes.index(after: first)..<second]), let offset = Int64(text[bytes.index(after: second)..<end])
        else { return nil }
        let topic = text[..<first]
        guard !topic.utf8.contains(UInt8(ascii: "/")) else { return nil }
        self.init(topic: String(topic), partition: partition, offset: offset)
        guard end < bytes.endIndex else { return }
        guard let record = Int32(text[bytes.index(after: end)...]) else { return nil }
        self.record = record
    }
}

extension Origin: CustomStringConvertible {}
