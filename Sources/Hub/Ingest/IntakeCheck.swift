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

    private let intakes: [String: Intake]

    public init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys) {
        let checker = RecordChecker(subjectKeys: subjectKeys)
        var intakes: [String: Intake] = [:]
        for department in topology.departments {
            for record in department.records {
                intakes["\(department.party)/\(record.record)"] = Intake(
                    binding: department, record: record, catalogue: catalogue, checker: checker)
            }
        }
        self.intakes = intakes
    }

    /// Whether a party has a topic for a kind of record.
    public func takes(party: String, record: String) -> Bool { intakes["\(party)/\(record)"] != nil }

    /// Checks a message for `dept.<party>.<record>`.
    ///
    /// - returns: the verdict on each of its records; empty if the party has no such topic.
    public func check(
        party: String, record: String, value: [UInt8]?, headers: [(name: String, value: [UInt8]?)], today: CivilDate
    ) -> [Verdict] {
        guard let intake = intakes["\(party)/\(record)"] else { return [] }
        var fields: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?)] = []
        func run(_ rest: ArraySlice<(name: String, value: [UInt8]?)>) -> [Verdict] {
            guard let header = rest.first else {
                guard let value else { return verdicts(intake, nil, Envelope(fields), today) }
                return value.withUnsafeBytes { verdicts(intake, $0, Envelope(fields), today) }
            }
            return Array(header.name.utf8).withUnsafeBytes { name in
                guard let value = header.value else {
                    fields.append((name, nil))
                    return run(rest.dropFirst())
                }
                return value.withUnsafeBytes { value in
                    fields.append((name, value))
                    return run(rest.dropFirst())
                }
            }
        }
        return run(headers[...])
    }

    /// Checks a message as it was read from `dept.<party>.<record>`.
    public func check(party: String, record: String, message: borrowing KafkaMessage, today: CivilDate) -> [Verdict] {
        guard let intake = intakes["\(party)/\(record)"] else { return [] }
        return verdicts(intake, message.value, Envelope(message), today)
    }

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
}
