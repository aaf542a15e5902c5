import JSON

/// Whether a new version of a schema is compatible with former versions: whether every document that the one takes
/// is taken by the other, too.
///
/// Schemas are JSON Schema 2020-12. Containment is proved from the schemas' constraints; where the proof fails, a
/// document that breaks it is constructed or searched for, and reported only if the validators confirm it. What is
/// neither proved nor refuted is undecided, never compatible.
public struct CompatibilityCheck: Sendable {
    /// Former versions, the oldest first.
    public var old: [VersionedSchema]
    public var new: VersionedSchema
    public var mode: CompatibilityMode
    public var contentModel: ContentModel
    public var options: Options

    /// How to check.
    public struct Options: Sendable {
        public var vocabulary: CompatibilityVocabulary
        /// How many documents are made by chance where nothing else decides.
        public var effort: Int
        /// The seed of chance. The same check with the same seed gives the same verdict.
        public var seed: UInt64

        public init(
            vocabulary: CompatibilityVocabulary = CompatibilityVocabulary(), effort: Int = 400, seed: UInt64 = 2026
        ) {
            self.vocabulary = vocabulary
            self.effort = effort
            self.seed = seed
        }
    }

    /// - Parameter old: former versions, the oldest first. A mode that is not transitive looks at the last only.
    public init(
        old: [VersionedSchema], new: VersionedSchema, mode: CompatibilityMode = .backward,
        contentModel: ContentModel = .strict, options: Options = Options()
    ) {
        self.old = old
        self.new = new
        self.mode = mode
        self.contentModel = contentModel
        self.options = options
    }

    public func run() -> CompatibilityResult {
        let versions = mode.isTransitive ? old[...] : old.suffix(1)
        var comparisons: [CompatibilityResult.Comparison] = []
        for version in versions {
            let changes = SchemaChanges.between(version, new, vocabulary: options.vocabulary)
            for direction in mode.directions {
                let (writer, reader) = direction == .newReadsOld ? (version, new) : (new, version)
                let pair = PairCheck(writer: writer, reader: reader, contentModel: contentModel, options: options)
                comparisons.append(
                    CompatibilityResult.Comparison(
                        writer: writer.label, reader: reader.label, direction: direction, verdict: pair.run(),
                        changes: changes))
            }
        }
        return CompatibilityResult(mode: mode, contentModel: contentModel, comparisons: comparisons)
    }
}
