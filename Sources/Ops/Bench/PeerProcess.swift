import Credit
import Foundation
import Hub
import JSON

/// The process that runs other parsers and validators, a round at a time (`scripts/bench-peers.py`).
final class PeerBench {
    /// Nanoseconds of CPU that one repetition took.
    struct Round {
        let both: Double
        let orjson: Double
        let jsonschemaRs: Double
        let simdjson: Double
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending: [UInt8] = []

    /// - parameter schema: a schema file that needs no other.
    init(schema: String, document: String) throws(SetupError) {
        let python = ProjectFolder.path(".venv/bin/python")
        let script = ProjectFolder.path("scripts/bench-peers.py")
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw SetupError(
                zh: "没有 \(python)：请先运行 ./scripts/setup（安装对比用的 orjson、jsonschema-rs、simdjson）",
                en: "there is no \(python): run ./scripts/setup first (it installs orjson, jsonschema-rs and simdjson to compare with)")
        }
        process.executableURL = URL(filePath: python)
        process.arguments = [script, schema, document]
        process.standardInput = input
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw SetupError(zh: "无法启动 \(python)", en: "cannot start \(python)")
        }
        ChildProcesses.add(process.processIdentifier)
    }

    func round(repetitions: Int) throws(SetupError) -> Round {
        try? input.fileHandleForWriting.write(contentsOf: Data("\(repetitions)\n".utf8))
        while !pending.contains(0x0a) {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw SetupError(zh: "对比进程已退出，请查看其错误输出", en: "the process to compare with has ended; see its error output")
            }
            pending += data
        }
        let line = pending.prefix { $0 != 0x0a }
        pending.removeFirst(line.count + 1)
        guard let answer = try? JSONValue(parsing: Array(line)) else {
            throw SetupError(zh: "无法理解对比进程的回答", en: "the answer of the process to compare with is not understood")
        }
        func number(_ name: String) -> Double { answer[name]?.numberValue.flatMap { Double($0.description) } ?? 0 }
        return Round(
            both: number("both"), orjson: number("orjson"), jsonschemaRs: number("jsonschemaRs"), simdjson: number("simdjson"))
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        ChildProcesses.remove(process.processIdentifier)
    }
}
