import Kafka

/// How far each input partition has been read in the open transaction: what goes with it as consumed offsets.
///
/// Looked up for every message, so it compares pointers and numbers instead of hashing names.
struct Progress {
    private struct Place {
        let topic: UnsafeRawPointer
        let name: String
        let partition: Int32
        var next: Int64
        var isDirty: Bool
    }

    private var places: [Place] = []
    private var last = 0

    /// Notes that a message has been handled.
    mutating func note(_ message: borrowing KafkaMessage) {
        let topic = message.topicIdentity
        let partition = message.partition
        if last < places.count, places[last].topic == topic, places[last].partition == partition {
            places[last].next = message.offset + 1
            places[last].isDirty = true
            return
        }
        for i in places.indices where places[i].topic == topic && places[i].partition == partition {
            places[i].next = message.offset + 1
            places[i].isDirty = true
            last = i
            return
        }
        last = places.count
        places.append(
            Place(topic: topic, name: message.topic, partition: partition, next: message.offset + 1, isDirty: true))
    }

    /// The offsets to commit: of each partition the one after the last message handled.
    var offsets: [TopicPartitionOffset] {
        places.filter(\.isDirty).map { TopicPartitionOffset($0.name, $0.partition, $0.next) }
    }

    mutating func clear() {
        for i in places.indices { places[i].isDirty = false }
    }
}
