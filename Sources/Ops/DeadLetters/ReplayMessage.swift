import Kafka

/// The message that sends a letter's record again.
struct ReplayMessage {
    let topic: String
    /// Where it goes; -1 lets the key decide, where the original's partition is gone.
    let partition: Int32
    let key: [UInt8]?
    let value: [UInt8]?
    let headers: [Letter.Header]

    init(_ step: ReplayPlan.Step, partitionCount: Int) {
        let letter = step.letter
        topic = letter.origin.topic
        partition = Int(letter.root.partition) < partitionCount ? letter.root.partition : -1
        key = letter.key
        value = step.candidate.value
        // Ingest hands on only the first headers that mean nothing to it: a letter of the ledger must bring these back.
        var headers: [Letter.Header] = [
            ("credithub.replay.letter", Array((letter.firstLetter ?? letter.id).description.utf8)),
            ("credithub.replay.origin", Array(letter.root.description.utf8)),
            ("credithub.replay.attempt", Array(String(letter.attempt + 1).utf8)),
        ]
        if let event = letter.nextEvent { headers.append(("ce_id", Array(event.utf8))) }
        self.headers = headers + step.candidate.headers
    }

    var kafkaHeaders: KafkaHeaders {
        var list = KafkaHeaders(capacity: headers.count)
        for (name, value) in headers {
            if let value {
                value.withUnsafeBytes { list.append(name, $0) }
            } else {
                list.append(name, nil)
            }
        }
        return list
    }
}
