import Contracts
import Credit
import JSON
import Kafka

/// What ingest would make of a message, without sending anything: for tools that are about to send.
public final class IntakeCheck {
    /// The verdict on one record.
    public struct Verdict: Sendable {
        /// Which record of the message, from 0; nil where the message is one record.
        public let index: Int?
        /// The contract and operation, as far as they are known.
        public let contract: ContractReference?
        public let operation: String?
        /// Identity; nil where it could not be made.
        public let recordID: Identifier128?
        public let subjectKey: String?
        public let sender: Sender?
        /// Empty for a good record.
        public let faults: [Fault]
        /// The record in the contract's form, as far as it could be read; empty where it could not.
        public let record: [UInt8]
        /// The canonical form of a good record.
        public let canonical: [UInt8]
        /// The record's own bytes.
        public let original: [UInt8]

        public var isGood: Bool { faults.isEmpty }
    }

    /// A message's headers, in their order.
    public typealias Headers = [(name: String, value: [UInt8]?)]

    /// What takes the messages of a topic.
    private enum Taker {
        case department(Intake)
        case subscriber(Intake?, party: String)
        case platform(ListFileIntake, cases: [String: Intake], PlatformBinding)
    }

    private let names: TopicNames
    private let partitions: Int32
    private let takers: [String: Taker]
    private let parser = JSONParser()

    public init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys) {
        names = topology.names
        partitions = topology.ledgerPartitions
        let checker = RecordChecker(subjectKeys: subjectKeys)
        var takers: [String: Taker] = [:]
        for department in topology.departments {
            for record in department.records {
                takers[names.department(department.party, record.record)] = .department(
                    Intake(binding: department, record: record, catalogue: catalogue, checker: checker))
            }
        }
        for subscriber in topology.subscribers where subscriber.givesFeedback {
            let binding = DepartmentBinding(feedbackOf: subscriber, catalogue)
            let intake = binding.records.last.map { Intake(binding: binding, record: $0, catalogue: catalogue, checker: checker) }
            takers[names.feedback(subscriber.party)] = .subscriber(intake, party: subscriber.party)
        }
        for platform in topology.platforms where platform.sendsDown {
            let binding = DepartmentBinding(sentDownBy: platform)
            let cases = binding.records.map {
                ($0.record, Intake(binding: binding, record: $0, catalogue: catalogue, checker: checker))
            }
            takers[names.platformInput(platform.party)] = .platform(
                ListFileIntake(platform, catalogue: catalogue, checker: checker), cases: Dictionary(uniqueKeysWithValues: cases), platform)
        }
        self.takers = takers
    }

    /// Whether a party has a topic for a kind of record.
    public func takes(party: String, record: String) -> Bool { takers[names.department(party, record)] != nil }

    /// Checks a message for `dept.<party>.<record>`.
    ///
    /// - returns: the verdict on each of its records; empty if the party has no such topic.
    public func check(party: String, record: String, value: [UInt8]?, headers: Headers, today: CivilDate) -> [Verdict] {
        check(topic: names.department(party, record), value: value, headers: headers, today: today)
    }

    /// Checks a message as it was read from `dept.<party>.<record>`.
    public func check(party: String, record: String, message: borrowing KafkaMessage, today: CivilDate) -> [Verdict] {
        guard case .department(let intake) = takers[names.department(party, record)] else { return [] }
        return verdicts(intake, message.value, Envelope(message), today)
    }

    // MARK: Any topic

    /// What a message is for a topic; nil if ingest does not read that.
    ///
    /// - parameter isEntry: whether it is one of several in a message.
    public func kind(topic: String, headers: Headers, isEntry: Bool) -> IntakeKind? {
        takers[topic].map { taker in
            Self.withFields(headers[...]) { fields in
                switch taker {
                case .department: .record
                case .subscriber: .onFeedback(Envelope(fields))
                case .platform(_, let cases, _): .onPlatform(Envelope(fields), cases: cases.keys, isEntry: isEntry)
                }
            }
        }
    }

    /// The kind of record that a topic is for, and the contracts in which it may come, the first if none is named; nil where the
    /// messages name it themselves.
    public func form(topic: String) -> (record: String, accepts: [ContractReference])? {
        switch takers[topic] {
        case .department(let intake), .subscriber(let intake?, _): (intake.record.record, intake.record.accepts)
        default: nil
        }
    }

    /// Checks a message for a topic that ingest reads.
    ///
    /// - parameter isEntry: whether the value is only one of several in the message: an entry of a list file's part.
    /// - returns: the verdict on each of its records, or on the message as a whole where it holds none of its own; empty if ingest
    ///   does not read the topic.
    public func check(topic: String, value: [UInt8]?, headers: Headers, isEntry: Bool = false, today: CivilDate) -> [Verdict] {
        guard let taker = takers[topic] else { return [] }
        return Self.withFields(headers[...]) { fields in
            guard let value else { return verdicts(taker, nil, fields, isEntry, today) }
            return value.withUnsafeBytes { verdicts(taker, $0, fields, isEntry, today) }
        }
    }

    private typealias Fields = [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?)]

    /// Lends the headers' bytes.
    private static func withFields<R>(_ rest: ArraySlice<(name: String, value: [UInt8]?)>, _ fields: Fields = [], _ body: (Fields) -> R) -> R {
        guard let header = rest.first else { return body(fields) }
        return Array(header.name.utf8).withUnsafeBytes { name in
            guard let value = header.value else { return withFields(rest.dropFirst(), fields + [(name, nil)], body) }
            return value.withUnsafeBytes { withFields(rest.dropFirst(), fields + [(name, $0)], body) }
        }
    }

    private func verdicts(
        _ taker: Taker, _ value: UnsafeRawBufferPointer?, _ fields: Fields, _ isEntry: Bool, _ today: CivilDate
    ) -> [Verdict] {
        let envelope = Envelope(fields)
        switch taker {
        case .department(let intake): return verdicts(intake, value, envelope, today)
        case .subscriber(let intake, let party):
            let kind = IntakeKind.onFeedback(envelope)
            guard kind == .feedback else { return [verdict(onView: value, envelope, kind, party)] }
            return intake.map { verdicts($0, value, envelope, today) } ?? []
        case .platform(let intake, let cases, let platform):
            if let record = envelope.type.flatMap({ EventType.parse($0) })?.record, let intake = cases[record] {
                return verdicts(intake, value, envelope, today)
            }
            return [verdict(onFile: value, envelope, ListFileHeaders(fields), isEntry, intake, platform, today)]
        }
    }

    // MARK: Records

    private func verdicts(
        _ intake: Intake, _ value: UnsafeRawBufferPointer?, _ envelope: Envelope, _ today: CivilDate
    ) -> [Verdict] {
        let count = intake.open(value, envelope, today: today)
        return (0..<count).map { index in
            let item = intake.check(index)
            let isGood = item.faults.isEmpty
            return Verdict(
                index: count > 1 ? index : nil, contract: item.contract?.reference,
                operation: item.operation?.name, recordID: item.record?.recordID, subjectKey: item.record?.subjectKey,
                sender: item.sender, faults: item.faults, record: Array(intake.contractForm(index)),
                canonical: isGood ? intake.withCanonical { Array($0) } : [], original: Array(intake.original(index)))
        }
    }

    // MARK: Messages that are no record

    private func verdict(onView value: UnsafeRawBufferPointer?, _ envelope: Envelope, _ kind: IntakeKind, _ party: String) -> Verdict {
        var faults: [Fault] = []
        do throws(Fault) {
            _ = try ViewRequest(value, envelope, party: party, partitions: partitions, parser: parser)
        } catch {
            faults = [error]
        }
        return verdict(value, contract: nil, operation: kind == .confirmation ? "confirmed" : "digest-requested", faults)
    }

    private func verdict(
        onFile value: UnsafeRawBufferPointer?, _ envelope: Envelope, _ headers: ListFileHeaders, _ isEntry: Bool, _ intake: ListFileIntake,
        _ platform: PlatformBinding, _ today: CivilDate
    ) -> Verdict {
        let operation = envelope.type.flatMap { EventType.parse($0) }?.operation
        let file: ListFileMessage
        do throws(Fault) {
            file = try ListFileMessage(value, envelope, headers, platform: platform, parser: parser)
        } catch {
            return verdict(value, contract: nil, operation: operation, [error])
        }
        guard case .part = file.kind else { return verdict(value, contract: file.contract, operation: operation, []) }
        guard let count = intake.open(value, envelope, file, today: today) else {
            let fault = Fault(.unknownContract, value: file.contract.description)
            return verdict(value, contract: file.contract, operation: operation, [fault])
        }
        guard isEntry, count == 1 else {
            var faults: [Fault] = []
            for index in 0..<count {
                faults += intake.check(index).faults.map { fault in
                    var fault = fault
                    fault.path = "/\(index)\(fault.path)"
                    return fault
                }
            }
            return verdict(value, contract: file.contract, operation: operation, faults)
        }
        let item = intake.check(0)
        return Verdict(
            index: nil, contract: file.contract, operation: item.operation?.name, recordID: item.record?.recordID,
            subjectKey: item.record?.subjectKey, sender: item.sender, faults: item.faults, record: Array(intake.contractForm(0)),
            canonical: item.faults.isEmpty ? intake.withCanonical { Array($0) } : [], original: Array(intake.original(0)))
    }

    private func verdict(
        _ value: UnsafeRawBufferPointer?, contract: ContractReference?, operation: String?, _ faults: [Fault]
    ) -> Verdict {
        let bytes = value.map { Array($0) } ?? []
        return Verdict(
            index: nil, contract: contract, operation: operation, recordID: nil, subjectKey: nil, sender: nil, faults: faults, record: bytes,
            canonical: [], original: bytes)
    }
}
