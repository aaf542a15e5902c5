import Contracts
import Credit
import Hub
import Kafka

/// A day's events of three departments and the credit office, on their way to the ledger: of a hundred about 80 reported, 10
/// corrected, 5 sent twice, 2 listed, 1 withdrawn or taken off its list, 2 of disputes. Each has gone through ingest, so it stands
/// as ingest writes it, and each is one that the ledger takes.
package final class LedgerTraffic {
    /// What an event does.
    package enum Kind: CaseIterable {
        case reported, corrected, duplicate, listed, delisted, withdrawn, dispute
    }

    /// Messages of `ledger.in` in their order.
    package var messages: [StoredMessage] { collector.messages }
    package private(set) var counts: [Kind: Int] = [:]

    private let names: TopicNames
    private let stage: IngestStage
    private let collector: LedgerInputCollector
    private let outbox: Outbox
    private var topics: [String: StoredMessage.Topic] = [:]
    private let now = SystemClock().now()
    private var samples: SampleGenerator
    private var random = SampleRandom(seed: 11)
    /// Records and list entries that nothing has happened to.
    private var open: [Known] = []
    private var entries: [Known] = []
    private var cases = 0

    /// An event that was sent, and the id of its record.
    private struct Known {
        let event: SampleEvent
        let record: String
    }

    /// Most events that are remembered of each kind.
    private static let remembered = 4096

    /// - parameter events: how many, or two more: a dispute is three events.
    package init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys, events: Int) throws {
        names = topology.names
        stage = IngestStage(topology: topology, catalogue: catalogue, subjectKeys: subjectKeys, clock: SystemClock())
        collector = LedgerInputCollector(topology.names)
        outbox = Outbox(collector)
        samples = SampleGenerator(seed: 7, today: now.day)
        try stage.open(outbox)
        while collector.messages.count < events { try next() }
    }

    private func next() throws {
        let draw = random.below(1000)
        let party = draw % 10 < 6 ? "market-regulation" : draw % 10 < 9 ? "emergency-management" : "court"
        switch draw {
        case 0..<100 where !open.isEmpty:
            try send(samples.correction(of: open.remove(at: random.below(open.count)).event), .corrected)
        case 100..<150 where !open.isEmpty:
            try send(random.one(of: open).event, .duplicate)
        case 150..<170:
            remember(try send(samples.listing(party: party), .listed), in: &entries)
        case 170..<174 where !entries.isEmpty:
            try send(samples.delisting(of: entries.remove(at: random.below(entries.count)).event), .delisted)
        case 174..<180 where !open.isEmpty:
            try send(samples.withdrawal(of: open.remove(at: random.below(open.count)).event), .withdrawn)
        case 180..<187 where open.contains { $0.event.isKnownByCode }:
            var known = random.one(of: open)
            while !known.event.isKnownByCode { known = random.one(of: open) }
            try dispute(known)
        default:
            let isPermit = party != "court" && random.below(100) < 40
            remember(try send(isPermit ? samples.permit(party: party) : samples.penalty(party: party), .reported), in: &open)
        }
    }

    /// A dispute from its submission to its end: the record stands.
    private func dispute(_ known: Known) throws {
        cases += 1
        let (id, original, record) = ("YY-2026-\(cases)", known.event, known.record)
        try send(samples.disputeSubmission(caseId: id, about: original, recordID: record), .dispute)
        try send(samples.disputeAcceptance(caseId: id, about: original, recordID: record), .dispute)
        try send(samples.disputeVerification(caseId: id, about: original, recordID: record, result: .upheld), .dispute)
    }

    private func remember(_ event: Known, in events: inout [Known]) {
        if events.count < Self.remembered { events.append(event) } else { events[random.below(events.count)] = event }
    }

    /// Hands an event to ingest.
    @discardableResult
    private func send(_ event: SampleEvent, _ kind: Kind) throws -> Known {
        let name = names.department(event.party, event.record)
        let topic = topics[name] ?? StoredMessage.Topic(name: name)
        topics[name] = topic
        let count = collector.messages.count
        let message = StoredMessage(
            topic: topic, partition: Int32(random.below(3)), offset: Int64(count), key: Array(event.key.utf8), value: event.value,
            headers: Publisher.headers(of: event, time: now), timestampMilliseconds: now.milliseconds)
        try stage.handle(KafkaMessage(message), outbox)
        guard collector.messages.count == count + 1, let last = collector.messages.last,
            let record = KafkaMessage(last).header("ce_recordid")
        else { throw SetupError(zh: "接入环节拒绝了样例 \(event.id)", en: "ingest refuses the sample \(event.id)") }
        counts[kind, default: 0] += 1
        return Known(event: event, record: String(decoding: record, as: UTF8.self))
    }
}
