import Compatibility
import Contracts
import Credit
import Foundation
import Hub
import JSON
import JSONSchema

/// Finds the versions that `credithub contracts diff` compares: contracts of the catalogue, contract files that are not in it
/// yet, or anybody's schema files.
public final class VersionSource {
    private let catalogue: Catalogue
    private let today: CivilDate
    private var candidates: [String: Contract] = [:]

    public init(catalogue: Catalogue, today: CivilDate) {
        self.catalogue = catalogue
        self.today = today
    }

    /// Names of the operations of a version, the default one first, without those that have another's schema; none for a schema
    /// that is no contract.
    ///
    /// - parameter all: also those that have another's schema.
    public func operations(_ word: String, all: Bool = false) throws -> [String] {
        guard let contract = try contract(word) else { return [] }
        if all { return contract.operations.map(\.name) }
        var places: Set<String> = []
        return contract.operations.filter { places.insert($0.place.document + "#" + $0.place.pointer).inserted }.map(\.name)
    }

    /// The contract of a word; nil if it names a schema that is none. A file is compiled once, however often it is asked for.
    private func contract(_ word: String) throws -> Contract? {
        if let reference = ContractReference(word), let contract = catalogue.contract(reference) { return contract }
        if let contract = candidates[word] { return contract }
        guard let data = FileManager.default.contents(atPath: word), let json = try? JSONValue(parsing: [UInt8](data)),
            json["x-contract"] != nil
        else { return nil }
        let contract = try catalogue.candidate(path: word)
        candidates[word] = contract
        return contract
    }

    /// The version of a word of the command line: `administrative-penalty@1`, or the path of a file.
    ///
    /// - parameter operation: whose schema is compared; nil takes the default operation's.
    public func version(_ word: String, operation: String? = nil) throws -> VersionedSchema {
        if let contract = try contract(word) {
            let isFile = candidates[word] != nil
            return try version(
                contract, operation, label: word, path: isFile ? word : catalogue.directory + "/" + contract.file)
        }
        if ContractReference(word) != nil, !FileManager.default.fileExists(atPath: word) { _ = try catalogue.contract(named: word) }
        let file = try SchemaFile(word, assertsFormat: true)
        let schema = file.schema
        return VersionedSchema(
            label: word, document: file.root, uri: file.uri, documents: { file.document($0) }, accepts: { schema.accepts($0) })
    }

    /// All versions of a contract before another, the oldest first.
    public func versions(before word: String, operation: String? = nil) throws -> [VersionedSchema] {
        guard let reference = ContractReference(word) else { return [] }
        let older = catalogue.contracts.filter { $0.reference.name == reference.name && $0.reference.version < reference.version }
        return try older.sorted { $0.reference.version < $1.reference.version }.map { try version($0.reference.description, operation: operation) }
    }

    private func version(_ contract: Contract, _ operation: String?, label: String, path: String) throws -> VersionedSchema {
        var chosen = contract.defaultOperation
        if let operation {
            guard let found = contract.operation(operation) else {
                let known = contract.operations.map(\.name).joined(separator: ", ")
                throw SetupError(
                    zh: "合同 \(contract.reference) 没有操作 \(operation)（可用：\(known)）",
                    en: "\(contract.reference) has no operation \(operation) (there are: \(known))")
            }
            chosen = found
        }
        let place = chosen.place
        let files = DocumentFolder(catalogue.directory, root: place.document, path: path)
        let document = place.pointer.isEmpty
            ? files.document(place.document) ?? .null
            : .object(JSONObject([("$ref", .string("\(place.document)#\(place.pointer)"))]))
        let judge = ContractJudge(contract, chosen, today)
        return VersionedSchema(
            label: operation.map { "\(label) (\($0))" } ?? label, document: document,
            // A document that only refers to an operation's schema is not the contract's own.
            uri: place.pointer.isEmpty ? place.document : place.document + "?operation=" + chosen.name, documents: { files.document($0) },
            samples: samples(contract, chosen), accepts: { judge.accepts($0) })
    }

    /// The documents of the contract's valid examples.
    private func samples(_ contract: Contract, _ operation: Contracts.Operation) -> [JSONValue] {
        let folder = "\(catalogue.directory)/\(contract.reference.name)/examples/valid"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        return names.compactMap { name in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
                let example = try? JSONValue(parsing: [UInt8](data)),
                let used = example["operation"]?.stringValue.flatMap({ contract.operation($0) }), used.place == operation.place
            else { return nil }
            return example["document"]
        }
    }
}

/// The schema files of a catalogue by their URIs.
private struct DocumentFolder: Sendable {
    private let directory: String
    private let root: String
    private let path: String

    /// - parameter root: the URI of the contract, which may stand elsewhere than in the catalogue.
    init(_ directory: String, root: String, path: String) {
        self.directory = directory
        self.root = root
        self.path = path
    }

    func document(_ uri: String) -> JSONValue? {
        var file = path
        if uri != root {
            guard uri.hasPrefix(Catalogue.baseURI) else { return nil }
            file = directory + "/" + uri.dropFirst(Catalogue.baseURI.count)
        }
        return FileManager.default.contents(atPath: file).flatMap { try? JSONValue(parsing: [UInt8]($0)) }
    }
}

/// Whether a contract takes a document, as ingest would: conditions and code tables count.
private final class ContractJudge: @unchecked Sendable {
    private let contract: Contract
    private let operation: Contracts.Operation
    private let today: CivilDate
    /// The checker keeps memory between records, so one thread at a time may use it.
    private let lock = NSLock()
    private let checker = RecordChecker(
        subjectKeys: SubjectKeys(secret: [UInt8](repeating: 0, count: 32)),
        limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth))

    init(_ contract: Contract, _ operation: Contracts.Operation, _ today: CivilDate) {
        self.contract = contract
        self.operation = operation
        self.today = today
    }

    func accepts(_ document: JSONValue) -> Bool {
        lock.withLock {
            let text = Array(document.jsonText.utf8)
            return text.withUnsafeBytes { text in
                if case .success = checker.check(text, contract: contract, operation: operation, today: today) { true } else { false }
            }
        }
    }
}
