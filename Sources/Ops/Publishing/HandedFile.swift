import Credit
import Foundation
import Hub

/// A file that somebody hands over: its bytes, and what events of it are named by.
public struct HandedFile: Sendable {
    /// The forms that it may come in.
    public enum Format: String, Sendable, CaseIterable {
        case csv
        /// An object, an array of objects, or JSON Lines.
        case json
        case jsonl
        case xml
    }

    /// The longest file that is taken, in bytes.
    public static let longest = 64 << 20

    /// As it was named.
    public let path: String
    public let bytes: [UInt8]
    /// The first 12 hexadecimal digits of the bytes' SHA-256: the same file gets the same event ids again.
    public let mark: String

    /// - throws: ``SetupError`` if it cannot be read, holds nothing or is too long.
    public init(path: String) throws(SetupError) {
        // A handle reads pipes too.
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let data = handle.flatMap({ try? $0.read(upToCount: Self.longest + 1) ?? Data() }) else {
            throw SetupError(zh: "无法读取文件 \(path)：请检查路径和权限", en: "cannot read the file \(path): check path and permissions")
        }
        guard data.count <= Self.longest else {
            throw SetupError(
                zh: "文件 \(path) 超过 \(Self.longest >> 20) MiB：请拆成几个文件", en: "the file \(path) is longer than \(Self.longest >> 20) MiB: split it into several")
        }
        guard !data.isEmpty else { throw SetupError(zh: "文件 \(path) 是空的", en: "the file \(path) is empty") }
        self.init([UInt8](data), path: path)
    }

    /// What is handed over without a file.
    ///
    /// - parameter path: the name that messages call it by.
    public init(_ bytes: [UInt8], path: String) {
        self.path = path
        self.bytes = bytes
        mark = String(bytes.withUnsafeBytes { SHA256.hash($0).hex }.prefix(12))
    }

    /// The form that a file's name tells; nil if it tells none.
    public static func format(of path: String) -> Format? {
        switch path.split(separator: ".").last?.lowercased() {
        case "csv": .csv
        case "json": .json
        case "jsonl", "ndjson": .jsonl
        case "xml": .xml
        default: nil
        }
    }
}
