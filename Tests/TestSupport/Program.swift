import Foundation

/// The program as people run it.
public enum Program {
    /// The repository, found from this file.
    public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    public struct Result {
        public let status: Int32
        public let output: String
        public let errors: String
    }

    public struct NotBuilt: Error {}

    /// Runs it in the repository and waits for its end.
    public static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], errors device: String? = nil,
        directory: String = repository
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try executable())
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        var variables = ProcessInfo.processInfo.environment
        variables["LC_ALL"] = "C"
        variables["CREDITHUB_BOOTSTRAP"] = nil
        variables.merge(environment) { $1 }
        process.environment = variables
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("credithub-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: a pipe that nobody reads would stop the program.
        func file(_ name: String, _ content: String = "") throws -> URL {
            let url = folder.appendingPathComponent(name)
            try Data(content.utf8).write(to: url)
            return url
        }
        let output = try file("out")
        let errors = try file("err")
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: device.map { URL(fileURLWithPath: $0) } ?? errors)
        process.standardInput = try FileHandle(forReadingFrom: try file("in", input ?? ""))
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8), errors: try String(contentsOf: errors, encoding: .utf8))
    }

    /// The program under test.
    public static func executable() throws -> String {
        if let named = ProcessInfo.processInfo.environment["CREDITHUB_EXECUTABLE"] { return named }
        for build in ["release", "debug"] {
            let path = "\(repository)/.build/\(build)/credithub"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw NotBuilt()
    }
}

/// A file with a content, gone with the value.
public final class TemporaryFile: Sendable {
    public let path: String

    public init(_ content: String, named name: String = "input.jsonl") throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("credithub-file-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent(name).path
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
}
