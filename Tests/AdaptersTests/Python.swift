import Foundation
import TestSupport

/// Python's libraries, which the readers are compared with.
enum Python {
    struct Failed: Error, CustomStringConvertible { let description: String }

    /// Runs a program with a file's content as its input.
    static func run(_ script: String, _ arguments: [String] = [], input: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "adapters-python-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ content: [UInt8] = []) throws -> URL {
            let url = folder.appending(path: name)
            try Data(content).write(to: url)
            return url
        }
        let process = Process()
        let venv = "\(Program.repository)/.venv/bin/python"
        let python = FileManager.default.isExecutableFile(atPath: venv) ? venv : "/usr/bin/python3"
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script] + arguments
        process.standardInput = try FileHandle(forReadingFrom: try file("in", input))
        let output = try file("out")
        let errors = try file("err")
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: try String(contentsOf: errors, encoding: .utf8))
        }
        return [UInt8](try Data(contentsOf: output))
    }

    /// A text in GB18030.
    static func gb18030(_ text: String) -> [UInt8] {
        (try? run(PythonScripts.codec, ["encode"], input: Array(text.utf8))) ?? []
    }
}
