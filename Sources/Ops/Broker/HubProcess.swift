import Foundation
import Hub

/// A hub in a process of its own: what the demo shows and the tests kill.
public final class HubProcess {
    private let executable: String
    private let arguments: [String]
    private let log: String
    private var process: Process?

    /// - parameters:
    ///   - executable: the `credithub` program.
    ///   - arguments: of `credithub run`.
    ///   - log: file that takes its output.
    public init(executable: String, arguments: [String], log: String) {
        self.executable = executable
        self.arguments = arguments
        self.log = log
    }

    public var processIdentifier: Int32? { process?.processIdentifier }
    public var isRunning: Bool { process?.isRunning ?? false }

    /// Whether it ended as by `kill -9`, by whomever.
    public var wasKilled: Bool {
        guard let process, !process.isRunning else { return false }
        return process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }

    /// Whether it ended as asked: in order, or before it had begun to listen.
    public var hasEndedInOrder: Bool {
        guard let process, !process.isRunning else { return false }
        return process.terminationStatus == (process.terminationReason == .exit ? 0 : SIGTERM)
    }

    /// Starts the process; its log is appended to.
    ///
    /// - parameter environment: variables besides those of this process.
    /// - throws: ``SetupError`` if the program cannot be started.
    public func start(environment: [String: String] = [:]) throws(SetupError) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = ["run"] + arguments
        if !environment.isEmpty { process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 } }
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let output = FileHandle(forWritingAtPath: log)
        output?.seekToEndOfFile()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw SetupError(zh: "无法启动 \(executable)", en: "cannot start \(executable)")
        }
        if let former = self.process { ChildProcesses.remove(former.processIdentifier) }
        ChildProcesses.add(process.processIdentifier)
        self.process = process
    }

    /// Asks for an orderly end and waits for it.
    ///
    /// - returns: the exit status.
    @discardableResult
    public func stop() -> Int32 {
        guard let process else { return 0 }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        ChildProcesses.remove(process.processIdentifier)
        return process.terminationStatus
    }

    /// Asks for an orderly end and does not wait for it.
    public func terminate() {
        if isRunning { process?.terminate() }
    }

    /// `kill -9`.
    public func kill() {
        guard let process else { return }
        if process.isRunning {
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        ChildProcesses.remove(process.processIdentifier)
    }

    /// The whole log.
    public var logText: String {
        FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The last lines of the log.
    public func logTail(_ lines: Int = 20) -> String {
        logText.split(separator: "\n").suffix(lines).joined(separator: "\n")
    }
}
