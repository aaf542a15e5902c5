import Credit
import Kafka

/// What the platforms got of their outboxes.
extension Observer {
    func deliver(_ end: TopicPartitionOffset) {
        let place = end.topicPartition
        let log = world.broker.log(place)
        var next = delivered[place] ?? 0
        while next < end.offset {
            defer { next += 1 }
            guard next < log.end, log.entries[Int(next)].fate == .committed, let message = log.entries[Int(next)].message,
                let view = reader.json(message)
            else { continue }
            let number = MessageReader.header(message, "ce_sequence").flatMap { Int64($0) }
            if let number, let platform = platformOutboxes[place.topic] {
                partitions[Int(place.partition)].cases.reached[ObservedCases.feed(toPlatform: platform)] = number
            }
            let event = MessageReader.header(message, "ce_id") ?? ""
            let operation = view.text("operation")
            let record = view.text("record")
            deliveries[MessageReader.key(message), default: ([], [])].expected.append("\(operation)/\(view.number("revision"))/\(event)")
            let party = MessageReader.header(message, "ce_source") ?? ""
            if departments.contains(party) { others.expect("delivered \(operation) of \(event), \(record)") }
        }
        delivered[place] = next
    }
}
