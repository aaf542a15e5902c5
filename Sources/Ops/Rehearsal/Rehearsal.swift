import Contracts
import Credit
import Hub
import JSON
import Kafka

/// What a new version of a contract would have done to the traffic of the last days (`credithub contracts rehearse`).
///
/// Reads the departments' topics as they are, outside every consumer group, and writes nothing.
public struct Rehearsal {
    /// One kind of refusal, and how often it came.
    public struct Refusal: Sendable {
        public let code: FaultCode
        public let path: String
        public let message: Bilingual
        public let remedy: Bilingual
        public internal(set) var count: Int
        /// Where the first one stands.
        public let example: Origin
    }

    /// What it means for one department.
    public struct Department: Sendable {
        public let party: String
        public let name: Bilingual
        /// Messages that claim the newest version, or none.
        public internal(set) var checked = 0
        /// Of those, messages that the present version takes.
        public internal(set) var accepted = 0
        /// Taken today, refused by the candidate.
        public internal(set) var newlyRefused = 0
        /// Refused today, taken by the candidate.
        public internal(set) var newlyAccepted = 0
        /// Messages of other versions, which the candidate would not read, or that no version can tell.
        public internal(set) var untouched = 0
        public internal(set) var refusals: [Refusal] = []
    }

    public struct Report: Sendable {
        public let current: ContractReference
        public let candidate: ContractReference
        public let departments: [Department]
        /// Fields that the two versions do not describe alike.
        public let changedFields: [String]
        /// Parties that read a changed field: subscribers by their bindings, platforms that take the record.
        public let readers: [(party: String, name: Bilingual, fields: [String])]

        /// Whether the candidate refuses nothing that is taken today.
        public var isHarmless: Bool { departments.allSatisfy { $0.newlyRefused == 0 } }
    }

    private let configuration: HubConfiguration
    private let topology: Topology
    private let current: Contract
    private let candidate: Contract
    private let subjectKeys = SubjectKeys(secret: [UInt8](repeating: 0, count: 32))
    private let intake: IntakeCheck

    /// - throws: ``SetupError`` if the catalogue has no contract of the candidate's name.
    public init(
        configuration: HubConfiguration, topology: Topology, catalogue: Catalogue, candidate: Contract
    ) throws(SetupError) {
        guard let current = catalogue.newest(candidate.reference.name) else {
            throw SetupError(
                zh: "目录中没有合同 \(candidate.reference.name)，没有可比较的现行版本",
                en: "the catalogue has no contract \(candidate.reference.name) to compare with")
        }
        self.configuration = configuration
        self.topology = topology
        self.current = current
        self.candidate = candidate
        intake = IntakeCheck(topology: topology, catalogue: catalogue, subjectKeys: subjectKeys)
    }

    /// Runs both versions on what the departments published.
    ///
    /// - parameter since: messages before that are left out.
    /// - parameter today: the day for rules on dates.
    public func run(since: Timestamp, today: CivilDate) throws(KafkaError) -> Report {
        let name = candidate.reference.name
        var departments: [Department] = []
        for binding in topology.departments where binding.records.contains(where: { $0.record == name }) {
            departments.append(try department(binding, since: since, today: today))
        }
        let changed = changedFields()
        return Report(
            current: current.reference, candidate: candidate.reference, departments: departments, changedFields: changed,
            readers: readers(of: changed))
    }

    private func department(_ binding: DepartmentBinding, since: Timestamp, today: CivilDate) throws(KafkaError) -> Department {
        var department = Department(party: binding.party, name: binding.name)
        let topic = topology.names.department(binding.party, candidate.reference.name)
        let checker = RecordChecker(subjectKeys: subjectKeys)
        let follower = try TopicFollower(client: configuration.client("rehearsal"), topics: [topic], since: since)
        defer { follower.close() }
        try follower.readToEnd { message in
            guard message.timestampMilliseconds >= since.milliseconds else { return }
            // As ingest reads them: through the department's adapter, record by record.
            for verdict in intake.check(party: binding.party, record: candidate.reference.name, message: message, today: today) {
                let origin = Origin(
                    topic: topic, partition: message.partition, offset: message.offset, record: verdict.index.map { Int32($0) })
                compare(verdict, at: origin, checker, today, &department)
            }
        }
        department.refusals.sort { ($1.count, $0.path) < ($0.count, $1.path) }
        return department
    }

    private func compare(
        _ verdict: IntakeCheck.Verdict, at origin: Origin, _ checker: RecordChecker, _ today: CivilDate, _ department: inout Department
    ) {
        guard verdict.contract == current.reference,
            let old = verdict.operation.map({ current.operation($0) }) ?? current.defaultOperation,
            let new = verdict.operation.map({ candidate.operation($0) }) ?? candidate.defaultOperation
        else {
            department.untouched += 1
            return
        }
        department.checked += 1
        verdict.record.withUnsafeBytes { value in
            let before = checker.check(value, contract: current, operation: old, today: today)
            let after = checker.check(value, contract: candidate, operation: new, today: today)
            switch (before, after) {
            case (.success, .failure(let faults)):
                department.accepted += 1
                department.newlyRefused += 1
                for fault in faults.all { department.note(fault, at: origin) }
            case (.failure, .success): department.newlyAccepted += 1
            case (.success, .success): department.accepted += 1
            case (.failure, .failure): break
            }
        }
    }

    // MARK: Readers

    private func changedFields() -> [String] {
        let old = current.fieldDefinitions
        let new = candidate.fieldDefinitions
        return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
    }

    private func readers(of fields: [String]) -> [(party: String, name: Bilingual, fields: [String])] {
        guard !fields.isEmpty else { return [] }
        var readers: [(String, Bilingual, [String])] = []
        for subscriber in topology.subscribers {
            let part = subscriber.subscription.filter.parts.first { $0.contract == current.reference.name }
            let read = fields.filter { field in part?.fields.contains { $0.name == field } == true }
            if !read.isEmpty { readers.append((subscriber.party, subscriber.name, read)) }
        }
        for platform in topology.platforms where platform.records.contains(current.reference.name) {
            readers.append((platform.party, platform.name, fields))
        }
        return readers
    }
}

extension Rehearsal.Department {
    fileprivate mutating func note(_ fault: Fault, at origin: Origin) {
        if let index = refusals.firstIndex(where: { $0.code == fault.code && $0.path == fault.path }) {
            refusals[index].count += 1
        } else {
            refusals.append(
                Rehearsal.Refusal(
                    code: fault.code, path: fault.path, message: fault.message, remedy: fault.remedy, count: 1, example: origin))
        }
    }
}
