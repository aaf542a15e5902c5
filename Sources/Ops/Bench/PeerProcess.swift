import Foundation
import Hub
import JSON

/// A Python process that does the same job with other libraries, a round at a time: one line in, one JSON object out.
final class PeerProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending: [UInt8] = []

    /// - parameter script: a file of `scripts/`.
    init(script: String, arguments: [String]) throws(SetupError) {
        let python = ProjectFolder.path(".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw SetupError(
                zh: "没有 \(python)：请先运行 ./scripts/setup（安装对比用的程序库）",
                en: "there is no \(python): run ./scripts/setup first (it installs the libraries to compare with)")
        }
        process.executableURL = URL(filePath: python)
        process.arguments = [ProjectFolder.path("scripts/\(script)")] + arguments
        process.standardInput = input
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw SetupError(zh: "无法启动 \(python)", en: "cannot start \(python)")
        }
        ChildProcesses.add(process.processIdentifier)
    }

    /// Runs one round.
    ///
    /// - returns: a number of the answer by its name; 0 where there is none.
    func round(_ line: String) throws(SetupError) -> (String) -> Double {
        try? input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
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
        return { name in answer[name]?.numberValue.flatMap { Double($0.description) } ?? 0 }
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        ChildProcesses.remove(process.processIdentifier)
    }
}
