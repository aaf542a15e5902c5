import JSON
import Testing

@testable import Compatibility

/// No document ever contradicts a verdict.
@Suite struct PropertyTests {
    private func version(_ schema: JSONValue, _ label: String) -> VersionedSchema {
        let validator = TestValidator(schema)
        return VersionedSchema(label: label, document: schema, accepts: { validator.accepts($0) })
    }

    /// Schemas on which a validator would run without end are not for it.
    private func isSafe(_ schema: JSONValue) -> Bool {
        let version = version(schema, "")
        let graph = SchemaCompiler(writer: version, reader: version, vocabulary: CompatibilityVocabulary()).compile()
        return !graph.nodes.contains { $0.keywords.contains { if case .atom = $0.assertion { true } else { false } } }
    }

    @Test(arguments: 0..<80)
    func verdictsHold(seed: Int) throws {
        var counts: [String: Int] = [:]
        var schemas = RandomSchemas(seed: UInt64(seed) &* 7919 &+ 11, isPlain: seed % 4 == 3)
        // Documents tried at random could hide what is wrong with the proofs.
        let effort = seed % 4 == 0 ? 60 : 0
        for round in 0..<12 {
            let left = schemas.schema()
            let right = round % 3 == 2 ? schemas.schema() : schemas.neighbour(left)
            guard isSafe(left), isSafe(right) else { continue }
            let (writer, reader) = round % 2 == 0 ? (left, right) : (right, left)
            for model in [ContentModel.strict, .lenient] {
                let verdict = PairCheck(
                    writer: version(writer, "w"), reader: version(reader, "r"), contentModel: model,
                    options: CompatibilityCheck.Options(effort: effort)
                ).run()
                counts[verdict.name, default: 0] += 1
                try verify(verdict, writer, reader, model, &schemas)
            }
        }
        // Of such small schemas hardly any should be too hard.
        #expect(counts["undecided", default: 0] <= 3)
    }

    private func verify(
        _ verdict: CompatibilityVerdict, _ writer: JSONValue, _ reader: JSONValue, _ model: ContentModel,
        _ schemas: inout RandomSchemas
    ) throws {
        let takes = TestValidator(writer)
        let reads = TestValidator(reader)
        let graph = SchemaCompiler(
            writer: version(writer, "w"), reader: version(reader, "r"), vocabulary: CompatibilityVocabulary()
        ).compile()
        let places = PlaceRules(graph: graph, patterns: PatternCache())
        let scope = model == .lenient ? PlaceRules.root(graph) : Scope()
        func separates(_ document: JSONValue) -> Bool {
            takes.accepts(document) && places.usesDeclaredNames(document, scope)
                && !reads.accepts(places.fillDefaults(document, scope))
        }
        let pair = "\(writer.jsonText) → \(reader.jsonText) \(model)"
        switch verdict {
        case .incompatible(let witness, let places, _):
            #expect(separates(witness), "\(pair): \(witness.jsonText)")
            #expect(!places.isEmpty)
        case .compatible:
            let pool = ValuePool(graph)
            let solver = Solver(
                graph: graph, patterns: PatternCache(), places: places, strings: pool.strings, isGuessing: false)
            let documents = RandomDocuments(solver: solver, pool: pool)
            let mutation = DocumentMutation(pool: pool)
            for round in 0..<400 {
                var document = schemas.document()
                if round % 2 == 0 { document = documents.document(graph.writerRoot, &schemas.random) ?? document }
                if round % 4 == 0 { document = mutation.mutate(document, &schemas.random) }
                if separates(document) {
                    Issue.record("\(pair): said to be compatible, but \(document.jsonText)")
                    break
                }
            }
        case .undecided:
            break
        }
    }
}
