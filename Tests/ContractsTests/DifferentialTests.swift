import Contracts
import Credit
import Foundation
import JSON
import JSONSchema
import SeededRandom
import Testing

/// Our verdicts beside those of another implementation, Python's jsonschema.
@Suite("Verdicts as Python's jsonschema gives them", .serialized) struct DifferentialTests {
    /// The contracts as any validator reads them: our formats and keywords are left out.
    @Test func examplesOfTheCatalogueAndMutationsOfThem() throws {
        var mutator = DocumentMutator(generator: SeededGenerator(seed: 20_261_121))
        var python = PythonValidator()
        let library = SchemaLibrary { uri throws(SchemaError) in Self.contractFile(uri) }
        var standard: [String: Schema] = [:]
        var checked: [(name: String, document: JSONValue, standard: Bool, ours: Bool)] = []
        for path in Example.valid + Example.invalid {
            let example = try Example(path)
            let place = example.operation.place
            let uri = place.document + "#" + place.pointer
            _ = try library.root(of: place.document)
            let schema = try standard[uri] ?? Schema(at: place, in: library)
            standard[uri] = schema
            python.use(contract: uri)
            let documents = [example.document] + (0..<Self.mutations).map { _ in mutator.mutated(example.document) }
            for document in documents {
                python.check(document)
                let ours = example.operation.schema.accepts(document, day: example.asOf.days)
                checked.append((path, document, schema.accepts(document), ours))
            }
        }
        var differences: [String] = []
        let verdicts = try python.verdicts()
        for (check, verdict) in zip(checked, verdicts) {
            if check.standard != verdict {
                differences.append("\(check.name): we say \(check.standard), Python \(verdict): \(check.document.jsonText)")
            }
            // Ours is only stricter.
            if check.ours, !verdict { differences.append("\(check.name): only we accept: \(check.document.jsonText)") }
        }
        #expect(differences.isEmpty, "\(differences.count) differences, the first: \(differences.prefix(3).joined(separator: "\n"))")
        #expect(checked.count > 2_000)
        #expect(verdicts.count { $0 } > 500 && verdicts.count { !$0 } > 500)
        #expect(zip(checked, verdicts).contains { !$0.ours && $1 })
    }

    private static let mutations = 10

    @Test func randomSchemasAndDocuments() throws {
        var random = RandomSchema(generator: SeededGenerator(seed: 42))
        var python = PythonValidator()
        var checked: [(schema: JSONValue, document: JSONValue, verdict: Bool)] = []
        for _ in 0..<2_500 {
            let source = random.schema()
            let schema = try Schema(source)
            python.use(schema: source)
            for _ in 0..<5 {
                let document = random.document()
                python.check(document)
                checked.append((source, document, schema.accepts(document)))
            }
        }
        let verdicts = try python.verdicts()
        let differences = zip(checked, verdicts).filter { $0.verdict != $1 }
            .map { "we say \($0.verdict), Python \($1): \($0.document.jsonText) by \($0.schema.jsonText)" }
            .sorted { $0.utf8.count < $1.utf8.count }
        #expect(differences.isEmpty, "\(differences.count) differences, the shortest: \(differences.prefix(3).joined(separator: "\n"))")
        #expect(verdicts.count { $0 } > 1_000 && verdicts.count { !$0 } > 1_000)
    }

    /// A document of the catalogue by its URI.
    private static func contractFile(_ uri: String) -> SchemaDocument? {
        let base = "https://credithub.example/contracts/"
        guard uri.hasPrefix(base), let data = FileManager.default.contents(atPath: "\(contractsFolder)/\(uri.dropFirst(base.count))"),
            let root = try? JSONValue(parsing: [UInt8](data))
        else { return nil }
        return SchemaDocument(uri: uri, root: root)
    }
}
