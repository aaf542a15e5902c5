import Contracts
import Credit
import Hub
import Kafka

extension Letter {
    /// Reads a message of `dlq.<party>`; nil if it is none that ingest or the ledger wrote.
    ///
    /// The hub's own headers begin with the last `credithub.error.code`: what a sender puts under such names stands before it
    /// and says nothing.
    init?(_ message: borrowing KafkaMessage) {
        var all: [Header] = []
        message.forEachHeader { name, value in
            all.append((String(decoding: name, as: UTF8.self), value.map { Array($0) }))
        }
        guard let start = all.lastIndex(where: { $0.name == "credithub.error.code" }) else { return nil }
        let sent = all[..<start]
        let told = all[start...]
        func text(_ name: String, in headers: ArraySlice<Header>) -> String? {
            headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
        }
        guard let topic = text("credithub.original.topic", in: told),
            let partition = text("credithub.original.partition", in: told).flatMap({ Int32($0) }),
            let offset = text("credithub.original.offset", in: told).flatMap({ Int64($0) })
        else { return nil }
        let origin = Origin(
            topic: topic, partition: partition, offset: offset,
            record: text("credithub.original.record", in: told).flatMap { Int32($0) })
        self.init(
            id: LetterID(partition: message.partition, offset: message.offset),
            event: message.key.map { String(decoding: $0, as: UTF8.self) } ?? "", value: message.value.map { Array($0) }, origin: origin)
        isCut = text("credithub.original.cut", in: told) == "true"
        key = told.last { $0.name == "credithub.original.key" }?.value
        codes = (text("credithub.error.codes", in: told) ?? "").split(separator: ",").map(String.init)
        faultCount = text("credithub.error.count", in: told).flatMap { Int($0) } ?? codes.count
        self.message = Bilingual(
            zh: text("credithub.error.message", in: told) ?? "", en: text("credithub.error.message.en", in: told) ?? "")
        stage = text("credithub.error.stage", in: told) ?? "ingest"
        time = text("credithub.error.time", in: told).flatMap { Timestamp($0) } ?? Timestamp(milliseconds: message.timestampMilliseconds)
        contract = text("credithub.error.contract", in: told)
        operation = text("credithub.error.operation", in: told)
        record = text("credithub.error.record", in: told).flatMap { Identifier128($0) }
        // Names that the ledger's letters bear are the hub's: the sender gave none.
        let isFromLedger = stage == "ledger"
        headers = sent.filter { header in
            (!header.name.hasPrefix("credithub.") || ListFileHeaders.names.contains(header.name)) && !header.name.hasPrefix("__connect.errors.")
                && !(isFromLedger && (header.name == "ce_recordid" || header.name == "ce_origin"))
        }
        takeLineage(text("credithub.replay.attempt", in: sent), text("credithub.replay.origin", in: sent), text("credithub.replay.letter", in: sent))
    }

    /// What a replay that failed again brings back of the letter that it was.
    private mutating func takeLineage(_ attempt: String?, _ origin: String?, _ letter: String?) {
        guard let attempt = attempt.flatMap({ Int($0) }), (1...1_000_000).contains(attempt),
            var root = origin.flatMap({ Origin($0) }), root.topic == self.origin.topic, let letter = letter.flatMap({ LetterID($0) })
        else { return }
        // A message of several that was sent again as a whole, and failed in part.
        if root.record == nil { root.record = self.origin.record }
        self.attempt = attempt
        self.root = root
        firstLetter = letter
    }
}
