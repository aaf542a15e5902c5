import Contracts
import Credit
import Glibc
import JSON
import Kafka

/// The topic of an upper platform: takes full list files, part by part. Each part goes to all partitions of the ledger, with the
/// entries of their own subjects: so each of them can judge whether the file is whole.
final class ListFileTopic {
    let name: String
    private let platform: PlatformBinding
    private let intake: ListFileIntake
    private let receipts: OutboxTopic
    private let deadLetters: OutboxTopic
    private let ledgerInput: OutboxTopic
    private let partitions: Int32
    private let parser = JSONParser()
    private var writer = JSONWriter(capacity: 2048)

    init(
        name: String, platform: PlatformBinding, catalogue: Catalogue, checker: RecordChecker, receipts: OutboxTopic, deadLetters: OutboxTopic,
        ledgerInput: OutboxTopic, partitions: Int32
    ) {
        self.name = name
        self.platform = platform
        intake = ListFileIntake(platform, catalogue: catalogue, checker: checker)
        self.receipts = receipts
        self.deadLetters = deadLetters
        self.ledgerInput = ledgerInput
        self.partitions = partitions
    }

    func handle(_ message: borrowing KafkaMessage, _ envelope: Envelope, now: Timestamp, _ outbox: Outbox) throws(KafkaError) {
        let origin = Origin(topic: name, partition: message.partition, offset: message.offset)
        let idFault = envelope.id.flatMap { EventID.fault(of: $0) }
        let id = idFault == nil ? envelope.id?.text ?? origin.description : origin.description
        var failure: Fault? = idFault
        var file: ListFileMessage?
        if failure == nil {
            do throws(Fault) {
                file = try ListFileMessage(message.value, envelope, ListFileHeaders(message), platform: platform, parser: parser)
            } catch {
                failure = error
            }
        }
        var receipt = Receipt(
            event: id, status: .received, stage: .ingest, contract: file?.contract.description, origin: origin, time: now)
        guard let file, failure == nil else {
            return try refuse(message, &receipt, [failure ?? Fault(.internalError)], outbox)
        }
        let key = ListFileKey(party: platform.party, contract: file.contract.description, list: file.list)
        let answering = KeyPartitioner.partition(of: id, count: partitions)
        switch file.kind {
        case .part(let number):
            try take(number, file, key, id, message, envelope, receipt, answering, outbox)
        case .end(let parts, let count, let digest):
            for partition in 0..<partitions {
                let end = ListFileEnd(
                    event: id, key: key, file: file.file, parts: parts, count: count, digest: digest, origin: origin, at: now,
                    answers: partition == answering, share: Receipt.Share(partition: partition, partitions: partitions))
                try outbox.send(to: ledgerInput, partition: partition, key: id, value: end.value, headers: end.headers)
            }
            try send(receipt, outbox)
        }
    }

    // MARK: Parts

    private func take(
        _ number: Int, _ file: ListFileMessage, _ key: ListFileKey, _ id: String, _ message: borrowing KafkaMessage, _ envelope: Envelope,
        _ receipt: Receipt, _ answering: Int32, _ outbox: Outbox
    ) throws(KafkaError) {
        var receipt = receipt
        guard let count = intake.open(message.value, envelope, file, today: receipt.time.day) else {
            return try refuse(message, &receipt, [Fault(.unknownContract, value: file.contract.description)], outbox)
        }
        var entries = [JSONWriter](repeating: JSONWriter(capacity: 1024), count: Int(partitions))
        for index in entries.indices { entries[index].beginArray() }
        var refused = 0
        for index in 0..<count {
            let item = intake.check(index)
            if let record = item.record, item.faults.isEmpty {
                write(record, to: &entries[Int(KeyPartitioner.partition(of: record.subjectKey, count: partitions))])
                continue
            }
            refused += 1
            try refuse(item, index, id, message, receipt, outbox)
        }
        var faults = refused > 0 ? [Fault(.listFileFaulty, path: "/\(number)", value: "\(refused)/\(count)")] : []
        if let longest = entries.map(\.bytes.count).max(), longest >= ListFilePart.longest {
            faults.append(
                Fault(
                    .tooLarge, path: "/\(number)", expected: "≤ \(ListFilePart.longest) bytes", value: "\(longest)",
                    message: Bilingual(zh: "该分片对台账的一个分区过大，请分成更小的分片", en: "the part is too large for one partition of the ledger: cut the file into smaller parts")))
        }
        if !faults.isEmpty {
            // Nothing of it will be shown.
            for index in entries.indices {
                entries[index].reset()
                entries[index].beginArray()
            }
        }
        let digest = message.value.map { SHA256.hash($0) } ?? SHA256().finalize()
        for partition in 0..<partitions {
            entries[Int(partition)].endArray()
            let part = ListFilePart(
                event: id, key: key, file: file.file, number: number,
                part: ListFileState.Part(count: count, digest: digest, isFaulty: !faults.isEmpty), entries: entries[Int(partition)].bytes,
                origin: receipt.origin, at: receipt.time, answers: faults.isEmpty && partition == answering)
            try outbox.send(to: ledgerInput, partition: partition, key: id, value: part.value, headers: part.headers)
        }
        if !faults.isEmpty {
            receipt.status = .rejected
            receipt.faults = faults
            receipt.refused = refused
        }
        try send(receipt, outbox)
    }

    private func write(_ record: CheckedRecord, to writer: inout JSONWriter) {
        intake.withCanonical { canonical in
            writer.beginObject()
            writer.member("record", record.recordID.description)
            writer.member("subject", record.subjectKey)
            writer.member("kind", record.subjectKind.rawValue)
            writer.member("region", intake.region)
            if let end = intake.termEnd { writer.member("end", end.description) }
            writer.name("content")
            writer.raw(canonical)
            writer.endObject()
        }
    }

    // MARK: Refusals

    /// One entry of a part.
    private func refuse(
        _ item: Intake.Item, _ index: Int, _ id: String, _ message: borrowing KafkaMessage, _ receipt: Receipt, _ outbox: Outbox
    ) throws(KafkaError) {
        var told = receipt
        told.event = "\(id)#\(index)"
        told.status = .rejected
        told.operation = item.operation?.name
        told.recordID = item.record?.recordID
        told.faults = item.faults
        told.origin.record = Int32(index)
        try send(told, outbox)
        try DeadLetter.send(message, value: intake.original(index), receipt: told, to: deadLetters, outbox)
    }

    /// The message as a whole.
    private func refuse(
        _ message: borrowing KafkaMessage, _ receipt: inout Receipt, _ faults: [Fault], _ outbox: Outbox
    ) throws(KafkaError) {
        receipt.status = .rejected
        receipt.faults = faults
        try send(receipt, outbox)
        try DeadLetter.send(message, value: message.value, receipt: receipt, to: deadLetters, outbox)
    }

    private func send(_ receipt: Receipt, _ outbox: Outbox) throws(KafkaError) {
        writer.reset()
        receipt.write(to: &writer)
        try outbox.send(to: receipts, key: receipt.event, value: writer.bytes)
    }
}
