import Credit
import Foundation
import Hub
import JSON
import JSONSchema

/// Anybody's schema file, compiled, with the files beside it that it refers to (`credithub check --schema`).
public struct SchemaFile: Sendable {
    public let root: JSONValue
    /// The URI that its relative references are resolved against.
    public let uri: String
    public let schema: Schema
    private let file: URL

    /// Reads and compiles a schema.
    ///
    /// References are looked for on this machine only: relative to the file, or, where the schema has an `$id`, by the way from
    /// that to the identifier asked for.
    ///
    /// - throws: ``SetupError`` with file, line and reason.
    public init(_ path: String, assertsFormat: Bool) throws(SetupError) {
        let dialect = Dialect(assertsFormat: assertsFormat)
        let file = URL(filePath: path).standardizedFileURL
        let root = try Self.read(file)
        let uri = file.absoluteString
        let library = SchemaLibrary(dialect: dialect) { uri throws(SchemaError) in
            guard let place = Self.location(of: uri, root: root, file: file) else { return nil }
            do throws(SetupError) {
                return SchemaDocument(uri: uri, root: try Self.read(place))
            } catch {
                throw SchemaError(document: uri, zh: error.reason.zh, en: error.reason.en)
            }
        }
        do throws(SchemaError) {
            try library.add(SchemaDocument(uri: uri, root: root))
            schema = try Schema(at: SchemaPlace(document: uri, pointer: ""), in: library, dialect: dialect)
        } catch {
            let place = Self.location(of: error.document, root: root, file: file)?.path(percentEncoded: false) ?? error.document
            let line = Self.line(of: error.pointer, in: place).map { ":\($0)" } ?? ""
            let pointer = error.pointer.isEmpty ? "" : "#\(error.pointer)"
            throw SetupError(zh: "\(place)\(line)\(pointer)：\(error.zh)", en: "\(place)\(line)\(pointer): \(error.en)")
        }
        self.root = root
        self.uri = uri
        self.file = file
    }

    /// The document of an absolute URI, if it stands on this machine.
    public func document(_ uri: String) -> JSONValue? {
        Self.location(of: uri, root: root, file: file).flatMap { try? Self.read($0) }
    }

    /// The file that an identifier stands for; nil if there is none on this machine.
    private static func location(of uri: String, root: JSONValue, file: URL) -> URL? {
        func existing(_ url: URL) -> URL? {
            FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) ? url : nil
        }
        if uri.hasPrefix("file:") { return URL(string: uri).flatMap(existing) }
        guard let id = root["$id"]?.stringValue, let base = URL(string: id), let target = URL(string: uri), base.host() == target.host(),
            base.scheme == target.scheme
        else { return nil }
        // From the schema's identifier to the one asked for, step by step, and the same way from file to file.
        var from = base.pathComponents.dropLast()
        var to = target.pathComponents[...]
        while let step = from.first, step == to.first {
            from = from.dropFirst()
            to = to.dropFirst()
        }
        var place = file.deletingLastPathComponent()
        for _ in from { place = place.deletingLastPathComponent() }
        for step in to { place = place.appending(path: step) }
        return existing(place)
    }

    private static func read(_ file: URL) throws(SetupError) -> JSONValue {
        let path = file.path(percentEncoded: false)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SetupError(zh: "无法读取文件 \(path)", en: "cannot read the file \(path)")
        }
        let bytes = [UInt8](data)
        do {
            return try JSONValue(parsing: bytes, limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth))
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw SetupError(
                zh: "\(path):\(line):\(column)：不是合法的 JSON（\(error.kind.rawValue)）",
                en: "\(path):\(line):\(column): not valid JSON (\(error.kind.rawValue))")
        }
    }

    private static func line(of pointer: String, in path: String) -> Int? {
        guard !pointer.isEmpty, let data = FileManager.default.contents(atPath: path) else { return nil }
        return JSONPointer(pointer)?.line(in: [UInt8](data))
    }
}
