import Credit
import Hub

/// What would be sent for a letter, and what ingest would say to it today.
public struct ReplayCandidate: Sendable {
    /// Why there is nothing that could be sent.
    public enum Obstacle: Sendable, Equatable {
        /// Only the head of the value was kept: it takes a mended record.
        case cut
        /// The line of the file has no record.
        case noRecord
        /// The party has no topic for this kind of record any more.
        case noTopic
    }

    public var value: [UInt8]?
    public var headers: [Letter.Header]
    /// On each record of it.
    public var verdicts: [IntakeCheck.Verdict]
    /// Whether the record was mended by hand.
    public var isEdited: Bool
    public var obstacle: Obstacle?
    /// What records the letter may be about: those that the verdicts name, of the bytes as they came too.
    public var records: Set<Identifier128>

    public init(
        value: [UInt8]?, headers: [Letter.Header], verdicts: [IntakeCheck.Verdict], isEdited: Bool, obstacle: Obstacle? = nil,
        records: Set<Identifier128>
    ) {
        self.value = value
        self.headers = headers
        self.verdicts = verdicts
        self.isEdited = isEdited
        self.obstacle = obstacle
        self.records = records
    }

    /// Every fault of every record.
    public var faults: [Fault] { verdicts.flatMap(\.faults) }
    public var isGood: Bool { obstacle == nil && !verdicts.isEmpty && verdicts.allSatisfy(\.isGood) }
    public var recordID: Identifier128? { verdicts.lazy.compactMap(\.recordID).first }
    public var subjectKey: String? { verdicts.lazy.compactMap(\.subjectKey).first }
}
