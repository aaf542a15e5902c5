import Credit
import Foundation
import JSON
import JSONSchema

/// The files of a catalogue, each read once, and the same as schema documents.
final class ContractFiles {
    let directory: String
    private var files: [String: JSONValue] = [:]
    /// Files that stand elsewhere than their name says: candidates that are not in the catalogue yet.
    private var aliases: [String: String] = [:]

    /// What the URIs of contracts begin with; references between the files are relative, so only errors show it.
    static let base = "https://credithub.example/contracts/"

    init(directory: String) {
        self.directory = directory
    }

    /// The path of a file of the catalogue.
    func path(_ file: String) -> String {
        if let alias = aliases[file] { return alias }
        return directory.hasSuffix("/") ? directory + file : directory + "/" + file
    }

    /// Takes a file from elsewhere in the place of one of the catalogue.
    func replace(_ file: String, by path: String) {
        aliases[file] = path
        files[file] = nil
    }

    /// A file that must be there.
    func file(_ name: String) throws(ContractLoadError) -> JSONValue {
        guard let value = try optionalFile(name) else {
            throw ContractLoadError(
                file: path(name), zh: "文件不存在或无法读取；请检查 --contracts 指向的目录",
                en: "the file is missing or cannot be read; check the folder that --contracts names")
        }
        return value
    }

    /// A file that need not be there.
    func optionalFile(_ name: String) throws(ContractLoadError) -> JSONValue? {
        if let value = files[name] { return value }
        guard let data = FileManager.default.contents(atPath: path(name)) else { return nil }
        let bytes = [UInt8](data)
        do {
            let value = try JSONValue(parsing: bytes)
            files[name] = value
            return value
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw ContractLoadError(
                file: "\(path(name)):\(line):\(column)", zh: "不是合法的 JSON（\(error.kind.rawValue)）",
                en: "not valid JSON (\(error.kind.rawValue))")
        }
    }

    /// Whether there is a file.
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Names of the JSON files of a folder, sorted.
    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    // MARK: Schemas

    /// The place of a schema of a file.
    static func place(_ file: String, _ pointer: String = "") -> SchemaPlace {
        SchemaPlace(document: base + file, pointer: pointer)
    }

    /// The document of a URI, if it is one of the catalogue's.
    func document(_ uri: String) throws(SchemaError) -> SchemaDocument? {
        guard uri.hasPrefix(Self.base) else { return nil }
        let name = String(uri.dropFirst(Self.base.count))
        guard !name.contains(".."), !name.hasPrefix("/") else { return nil }
        do {
            guard let value = try optionalFile(name) else { return nil }
            return SchemaDocument(uri: uri, root: value)
        } catch {
            // The error of a file that is no JSON already names line and column.
            throw SchemaError(document: Self.base + String(error.file.dropFirst(path("").count)), pointer: "", zh: error.reason.zh, en: error.reason.en)
        }
    }

    /// An error of a schema as one of the catalogue: with the file and the line of the place.
    func loadError(_ error: SchemaError) -> ContractLoadError {
        guard error.document.hasPrefix(Self.base) else {
            return ContractLoadError(file: error.document, pointer: error.pointer, zh: error.zh, en: error.en)
        }
        return self.error(String(error.document.dropFirst(Self.base.count)), error.pointer, error.zh, error.en)
    }

    /// An error at a place of a file.
    func error(_ file: String, _ pointer: String, _ zh: String, _ en: String) -> ContractLoadError {
        ContractLoadError(file: path(file), line: line(of: pointer, in: file), pointer: pointer, zh: zh, en: en)
    }

    /// The line on which a place begins, or the innermost place around it that is there.
    private func line(of pointer: String, in file: String) -> Int? {
        guard !pointer.isEmpty, let data = FileManager.default.contents(atPath: path(file)) else { return nil }
        return JSONPointer(pointer)?.line(in: [UInt8](data))
    }
}
