import Foundation
import JSON
import TestSupport
import Testing

/// The reference client in `docker/reference-client`, as a process with a state file of its own.
final class PythonClient {
    struct Result {
        let status: Int32
        /// The JSON lines that it printed.
        let lines: [JSONValue]
        let errors: String
        /// The proof of each partition.
        var proof: [JSONValue] { lines.filter { $0["ok"] != nil } }
        var faults: [String] { lines.compactMap { $0["fault"]?.stringValue } }
    }

    static let folder = Program.repository + "/docker/reference-client"
    private static let python = Program.repository + "/.venv/bin/python"
    /// Leaves no compiled files in the repository.
    private static let environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    private let arguments: [String]
    private let state: String
    private let output: String
    private let errors: String
    private var process: Process?

    init(_ fixture: HubFixture, party: String, prefix: String? = nil) {
        let name = "\(fixture.directory)/client-\(UUID().uuidString)"
        state = name + ".sqlite"
        output = name + ".out"
        errors = name + ".err"
        arguments = [
            "--bootstrap", fixture.broker.bootstrapServers, "--party", party, "--prefix", prefix ?? fixture.configuration.prefix,
            "--state", state,
        ]
    }

    deinit { kill() }

    /// Starts it to follow the feed; what it prints is appended to what it has printed before.
    func start(_ more: [String] = []) throws { process = try launch(more) }

    /// As `kill -9` does.
    func kill() {
        guard let process else { return }
        _ = Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    var isRunning: Bool { process?.isRunning ?? false }

    /// The JSON lines that it has printed since it was first started.
    var lines: [JSONValue] {
        let text = FileManager.default.contents(atPath: output) ?? Data()
        return text.split(separator: 0x0a).compactMap { try? JSONValue(parsing: [UInt8]($0)) }
    }

    /// How many changes it has printed.
    var changes: Int { lines.count { $0["entry"] != nil } }

    /// Runs it up to the present end.
    func once(_ more: [String] = []) throws -> Result {
        let before = lines.count
        let process = try launch(["--once"] + more)
        process.waitUntilExit()
        let errors = FileManager.default.contents(atPath: errors).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Result(status: process.terminationStatus, lines: Array(lines.dropFirst(before)), errors: errors)
    }

    /// The view in its state file: the values of all entries as they came, by id.
    func view() throws -> [String: String] {
        let script = """
            import json, sqlite3, sys
            rows = sqlite3.connect(sys.argv[1]).execute("SELECT key, value FROM entry")
            print(json.dumps({key.decode(): value.decode() for key, value in rows}))
            """
        let text = try Self.run(["-c", script, state])
        let members = try #require(try JSONValue(parsing: Array(text.utf8)).objectValue)
        return members.reduce(into: [:]) { $0[$1.name] = $1.value.stringValue }
    }

    /// Runs Python and gives what it prints.
    static func run(_ words: [String]) throws -> String {
        let process = Process()
        try #require(FileManager.default.isExecutableFile(atPath: python), "\(python) is missing: run ./scripts/setup")
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = words
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    private func launch(_ more: [String]) throws -> Process {
        let process = Process()
        try #require(FileManager.default.isExecutableFile(atPath: Self.python), "\(Self.python) is missing: run ./scripts/setup")
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = [Self.folder + "/follow_view.py"] + arguments + more
        for file in [output, errors] where !FileManager.default.fileExists(atPath: file) {
            _ = FileManager.default.createFile(atPath: file, contents: nil)
        }
        func appending(_ file: String) throws -> FileHandle {
            let handle = try #require(FileHandle(forWritingAtPath: file))
            try handle.seekToEnd()
            return handle
        }
        process.environment = Self.environment
        process.standardOutput = try appending(output)
        process.standardError = try appending(errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }
}
