import Credit
import Hub

/// What would be sent for a letter, and what ingest would say to it today.
public struct ReplayCandidate: Sendable {
    /// What a letter keeps its order with, beside the records that it is about.
    public enum Line: Sendable, Hashable {
        /// Its key, where its record is not known.
        case key
        /// Other messages of the same list file.
        case file(ListFileName)
        /// Nothing.
        case none
    }

    /// What the letter is; nil if the hub does not read its topic any more.
    public var kind: IntakeKind?
    public var value: [UInt8]?
    public var headers: [Letter.Header]
    /// On each record of it.
    public var verdicts: [IntakeCheck.Verdict]
    /// Whether the record was mended by hand.
    public var isEdited: Bool
    public var obstacle: ReplayObstacle?
    /// What records the letter may be about: those that the verdicts name, of the bytes as they came too.
    public var records: Set<Identifier128>
    public var line: Line

    public init(
        kind: IntakeKind? = .record, value: [UInt8]?, headers: [Letter.Header], verdicts: [IntakeCheck.Verdict], isEdited: Bool,
        obstacle: ReplayObstacle? = nil, records: Set<Identifier128>, line: Line = .key
    ) {
        self.kind = kind
        self.value = value
        self.headers = headers
        self.verdicts = verdicts
        self.isEdited = isEdited
        self.obstacle = obstacle
        self.records = records
        self.line = line
    }

    /// Every fault of every record.
    public var faults: [Fault] { verdicts.flatMap(\.faults) }
    public var isGood: Bool { obstacle == nil && !verdicts.isEmpty && verdicts.allSatisfy(\.isGood) }
    public var recordID: Identifier128? { verdicts.lazy.compactMap(\.recordID).first }
    public var subjectKey: String? { verdicts.lazy.compactMap(\.subjectKey).first }
}
