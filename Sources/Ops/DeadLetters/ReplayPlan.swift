import Credit

/// What is to happen to each selected letter, in the order in which letters are sent.
public struct ReplayPlan: Sendable {
    public enum Decision: Sendable {
        case send
        /// Ingest would refuse it again, with these faults.
        case refused([Fault])
        case impossible(ReplayObstacle)
        /// It was sent again too often.
        case parked
        /// An earlier letter of the same record is not sent.
        case held(by: LetterID)
        /// The ledger has taken newer content of the record, with this event.
        case superseded(by: String)
        /// More letters than the limit.
        case overLimit

        public var isSend: Bool { if case .send = self { true } else { false } }
    }

    public struct Step: Sendable {
        public let letter: Letter
        public let candidate: ReplayCandidate
        public let decision: Decision
    }

    public var steps: [Step]

    public init(steps: [Step]) {
        self.steps = steps
    }

    public var sends: [Step] { steps.filter(\.decision.isSend) }
}
