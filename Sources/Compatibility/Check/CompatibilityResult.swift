/// The verdicts on all pairs of versions that a mode asks for.
public struct CompatibilityResult: Sendable {
    public var mode: CompatibilityMode
    public var contentModel: ContentModel
    /// In the order of the old versions; without old versions there is nothing to compare.
    public var comparisons: [Comparison]

    /// One pair of versions, compared in one direction.
    public struct Comparison: Sendable {
        /// The label of the version that writes.
        public var writer: String
        /// The label of the version that reads.
        public var reader: String
        public var direction: ReadingDirection
        public var verdict: CompatibilityVerdict
        /// What changed from the old version to the new one, in either direction of reading.
        public var changes: [SchemaChange]

        public init(
            writer: String, reader: String, direction: ReadingDirection, verdict: CompatibilityVerdict, changes: [SchemaChange] = []
        ) {
            self.writer = writer
            self.reader = reader
            self.direction = direction
            self.verdict = verdict
            self.changes = changes
        }
    }

    public init(mode: CompatibilityMode, contentModel: ContentModel, comparisons: [Comparison]) {
        self.mode = mode
        self.contentModel = contentModel
        self.comparisons = comparisons
    }

    /// The verdict on the whole: that of the first pair that is incompatible, else of the first undecided.
    public var verdict: CompatibilityVerdict {
        let verdicts = comparisons.map(\.verdict)
        return verdicts.first { $0.witness != nil }
            ?? verdicts.first { if case .undecided = $0 { true } else { false } }
            ?? .compatible
    }
}
