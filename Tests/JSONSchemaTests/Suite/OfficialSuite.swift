import Foundation
import JSON
import JSONSchema
import Testing

/// A copy of the official JSON-Schema-Test-Suite for draft 2020-12.
struct OfficialSuite: CustomTestStringConvertible, Sendable {
    let folder: String

    var testDescription: String { folder }

    /// Copies that are there: beside the project, and the one that `scripts/setup` unpacks.
    static let all: [OfficialSuite] = {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let around = project.deletingLastPathComponent()
        let neighbours = (try? FileManager.default.contentsOfDirectory(at: around, includingPropertiesForKeys: nil)) ?? []
        let places = [project.appending(path: ".venv/share/json-schema-test-suite"), around.appending(path: "json-schema-test-suite")]
            + neighbours.sorted { $0.path() < $1.path() }.map { $0.appending(path: "json-schema-test-suite") }
        return places.map { $0.path(percentEncoded: false) }
            .filter { FileManager.default.fileExists(atPath: $0 + "/anyOf.json") }
            .map(OfficialSuite.init)
    }()

    /// One group of cases: a schema and documents.
    struct Group {
        let name: String
        let schema: JSONValue
        let cases: [JSONValue]
    }

    /// Names of the files in the folder, or one below it.
    func files(_ subfolder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + subfolder)) ?? [])
            .filter { $0.hasSuffix(".json") }.sorted().map { subfolder.isEmpty ? $0 : subfolder + "/" + $0 }
    }

    func groups(_ file: String) throws -> [Group] {
        (try read(folder + "/" + file).arrayValue ?? []).map {
            Group(name: $0["description"]?.stringValue ?? "", schema: $0["schema"] ?? .null, cases: $0["tests"]?.arrayValue ?? [])
        }
    }

    /// The remote documents, as the suite says where they are served.
    func fetch(_ uri: String) throws(SchemaError) -> SchemaDocument? {
        let server = "http://localhost:1234/"
        guard uri.hasPrefix(server), let root = try? read(folder + "/remotes/" + uri.dropFirst(server.count)) else { return nil }
        return SchemaDocument(uri: uri, root: root)
    }

    /// Which cases of a group the engine gets wrong; all of them if the schema is refused.
    func failures(_ group: Group, dialect: Dialect = Dialect()) -> [String] {
        let schema: Schema
        do {
            schema = try Schema(group.schema, uri: "http://localhost/schema", dialect: dialect) { uri throws(SchemaError) in try fetch(uri) }
        } catch {
            return group.cases.map { "\(group.name): \($0["description"]?.stringValue ?? ""): \(error.en)" }
        }
        return group.cases.compactMap { test in
            guard let document = test["data"], let expected = test["valid"]?.boolValue else { return "\(group.name): no case" }
            let verdict = schema.accepts(document)
            let explained = explains(schema, document)
            guard verdict == expected, explained != verdict else {
                return "\(group.name): \(test["description"]?.stringValue ?? ""): accepted \(verdict), explained \(explained)"
            }
            return nil
        }
    }

    /// Whether the schema names failures of a document.
    private func explains(_ schema: Schema, _ document: JSONValue) -> Bool {
        let text = Array(document.jsonText.utf8)
        let parser = JSONParser()
        return text.withUnsafeBytes { text in
            guard let view = try? parser.parse(text) else { return false }
            return !Validator(schema).failures(of: view).isEmpty
        }
    }

    private func read(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: [UInt8](FileManager.default.contents(atPath: path) ?? Data()))
    }
}
