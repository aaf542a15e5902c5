import Foundation
import JSON
import Testing

/// The verdicts of Python's jsonschema: one process for all documents of a test.
struct PythonValidator {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    private var cases: [String] = []
    /// How many documents have been given to it.
    private(set) var count = 0

    /// What follows is checked against this schema.
    mutating func use(schema: JSONValue) { cases.append(#"{"schema":\#(schema.jsonText)}"#) }

    /// What follows is checked against a schema of the catalogue.
    ///
    /// - parameter uri: of the document, with the pointer to the schema as its fragment.
    mutating func use(contract uri: String) { cases.append(#"{"contract":\#(JSONValue.string(uri).jsonText)}"#) }

    mutating func check(_ document: JSONValue) {
        cases.append(#"{"document":\#(document.jsonText)}"#)
        count += 1
    }

    /// A verdict for each document, in their order.
    func verdicts() throws -> [Bool] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let python = tests.deletingLastPathComponent().appending(path: ".venv/bin/python").path(percentEncoded: false)
        let script = tests.appending(path: "Differential/differential.py").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failed(description: "\(python) is missing: run ./scripts/setup, which installs what the tests compare with")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "credithub-differential-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
        try Data((cases.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path("cases")))
        try Data().write(to: URL(filePath: path("errors")))

        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script, contractsFolder, path("cases"), path("verdicts")]
        process.standardError = try FileHandle(forWritingTo: URL(filePath: path("errors")))
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: try String(contentsOfFile: path("errors"), encoding: .utf8))
        }
        let lines = try String(contentsOfFile: path("verdicts"), encoding: .utf8).split(separator: "\n")
        guard lines.count == count else { throw Failed(description: "\(lines.count) verdicts on \(count) documents") }
        return try lines.map { line in
            guard line == "true" || line == "false" else { throw Failed(description: "no verdict: \(line)") }
            return line == "true"
        }
    }
}
