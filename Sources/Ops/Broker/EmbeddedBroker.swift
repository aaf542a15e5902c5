import Foundation
import Hub
import Kafka

/// A broker of one's own for the demo, the bench and the tests: one process on a free loopback port, its data in a
/// temporary folder. Speaks Kafka's protocol over a socket; not for production.
public final class EmbeddedBroker {
    public let bootstrapServers: String
    public let processIdentifier: Int32
    private let process: Process

    /// Starts the broker and waits until it answers.
    ///
    /// - parameters:
    ///   - directory: where data and log go; made if it is not there.
    ///   - port: a fixed port, to start again where clients expect it; by default a free one.
    /// - throws: ``SetupError`` if the broker is not installed or does not start.
    public init(directory: String, port: Int? = nil) throws(SetupError) {
        guard let executable = Self.findExecutable() else {
            throw SetupError(
                zh: "未找到内嵌 Kafka 代理（noida-db）：请先运行 ./scripts/demo 或 ./scripts/test 自动安装，或用 --bootstrap 指定已有的 Kafka",
                en: "the embedded broker (noida-db) is not installed: run ./scripts/demo or ./scripts/test once, which install it, or name a Kafka with --bootstrap")
        }
        // A port that was free may be taken a moment later: another one is tried then.
        for _ in 0..<(port == nil ? 3 : 1) {
            let port = port ?? Self.freePort()
            let process = try Self.start(executable, directory: directory, port: port)
            let address = "127.0.0.1:\(port)"
            if Self.isReady(process, address) {
                Self.saveWhenIdle(process)
                self.process = process
                processIdentifier = process.processIdentifier
                bootstrapServers = address
                return
            }
            Self.kill(process)
        }
        throw SetupError(
            zh: "内嵌 Kafka 代理没有就绪，详见 \(directory)/broker.log", en: "the embedded broker did not get ready, see \(directory)/broker.log")
    }

    /// Asks the broker to end (it saves its data first) and waits for it; one that serves busy clients may not hear.
    ///
    /// - returns: whether it ended by itself.
    @discardableResult
    public func stop() -> Bool {
        guard process.isRunning else { return true }
        process.terminate()
        for _ in 0..<200 {
            guard process.isRunning else {
                ChildProcesses.remove(process.processIdentifier)
                return true
            }
            _ = poll(nil, 0, 50)
        }
        Self.kill(process)
        return false
    }

    /// Ends the broker without a chance to save anything.
    public func kill() {
        Self.kill(process)
    }

    private static func kill(_ process: Process) {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        ChildProcesses.remove(process.processIdentifier)
    }

    /// Freezes the broker: to its clients it is gone.
    public func suspend() {
        Foundation.kill(process.processIdentifier, SIGSTOP)
    }

    /// Lets a frozen broker go on.
    public func resume() {
        Foundation.kill(process.processIdentifier, SIGCONT)
    }

    // MARK: Starting

    /// The broker's executable: named by `CREDITHUB_BROKER_EXECUTABLE`, or in the project's `.venv`.
    static func findExecutable() -> String? {
        let manager = FileManager.default
        if let named = ProcessInfo.processInfo.environment["CREDITHUB_BROKER_EXECUTABLE"] {
            return manager.isExecutableFile(atPath: named) ? named : nil
        }
        let root = ProjectFolder.path(".venv") + "/lib"
        return ((try? manager.contentsOfDirectory(atPath: root)) ?? [])
            .map { "\(root)/\($0)/site-packages/noida_db/noida-db" }
            .first { manager.isExecutableFile(atPath: $0) }
    }

    private static func start(_ executable: String, directory: String, port: Int) throws(SetupError) -> Process {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = ["start", "--only", "kafka", "--kafka-port", String(port), "--data-dir", directory + "/data"]
            let log = directory + "/broker.log"
            _ = FileManager.default.createFile(atPath: log, contents: nil)
            let output = FileHandle(forWritingAtPath: log)
            process.standardOutput = output
            process.standardError = output
            process.standardInput = FileHandle.nullDevice
            try process.run()
            ChildProcesses.add(process.processIdentifier)
            return process
        } catch {
            throw SetupError(
                zh: "无法启动内嵌 Kafka 代理 \(executable)：请检查目录 \(directory) 是否可写、磁盘是否已满",
                en: "cannot start the embedded broker \(executable): check that \(directory) can be written and the disk is not full")
        }
    }

    /// `SCHED_IDLE` of Linux, which the C library does not show to Swift.
    private static let idlePolicy: Int32 = 5

    /// Lets the broker's saving of all its data as JSON wait for idle moments: it takes a core of its own for as long as it lasts.
    private static func saveWhenIdle(_ process: Process) {
        let tasks = "/proc/\(process.processIdentifier)/task"
        for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
            guard let thread = pid_t(task), let name = FileManager.default.contents(atPath: "\(tasks)/\(task)/comm"),
                String(decoding: name, as: UTF8.self).hasPrefix("autosave")
            else { continue }
            var parameters = sched_param()
            _ = sched_setscheduler(thread, idlePolicy, &parameters)
        }
    }

    /// Waits until the broker answers; false if it ends or takes too long.
    private static func isReady(_ process: Process, _ address: String) -> Bool {
        let deadline = Date().addingTimeInterval(20)
        while Date() < deadline, process.isRunning {
            if let admin = try? KafkaAdmin(ClientConfiguration(bootstrapServers: address, clientID: "credithub-wait")) {
                defer { _ = admin.close(timeoutMilliseconds: 1_000) }
                if (try? admin.describeCluster(topics: nil, timeoutMilliseconds: 1_000)) != nil { return process.isRunning }
            }
        }
        return false
    }

    /// A port that was free a moment ago.
    static func freePort() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
