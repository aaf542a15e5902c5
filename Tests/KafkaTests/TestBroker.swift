import Foundation
import Kafka
import Synchronization

/// The embedded broker: an ordinary Kafka over a socket, one per test process, started by the first test that needs it.
///
/// It is `noida-db` (`pip install noida-db==0.2.3`), found by the environment variable `CREDITHUB_BROKER_EXECUTABLE` or else at
/// `.venv/bin/noida-db`. Without it tests fail; they are never skipped.
struct TestBroker: Sendable {
    let bootstrapServers: String

    /// - throws: ``Failure`` when there is no broker to start, or it does not get ready.
    static func shared() throws -> TestBroker {
        try started.get()
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    // MARK: Life

    private static let started = Result { try TestBroker.start() }

    /// The broker's process group, to be stopped at exit; 0 is none.
    private static let processGroup = Mutex<pid_t>(0)
    private static let port = Mutex<UInt16>(0)
    private static let directory = FileManager.default.temporaryDirectory.appendingPathComponent("broker-\(UUID().uuidString)")

    /// Keeps open the pipe by which the broker learns that this process has died without saying so.
    private static let lifeline = Mutex<Pipe?>(nil)

    private static let readyWithinSeconds = 20.0

    private static func start() throws -> TestBroker {
        let executable = try findExecutable()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let output = directory.appendingPathComponent("output.txt")
        try Data().write(to: output)
        let port = try freePort()

        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Foundation gives a child its own process group, which ends as a whole when the pipe does.
        process.arguments = [
            "-c", #""$@" < /dev/null & cat > /dev/null; kill -KILL 0"#, "sh",
            executable, "start", "--only", "kafka", "--kafka-port", String(port),
            "--data-dir", directory.appendingPathComponent("data").path,
        ]
        process.standardInput = pipe
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        processGroup.withLock { $0 = process.processIdentifier }
        self.port.withLock { $0 = port }
        lifeline.withLock { $0 = pipe }
        atexit { TestBroker.stop() }

        let broker = TestBroker(bootstrapServers: "127.0.0.1:\(port)")
        do {
            try broker.waitUntilReady()
        } catch {
            let said = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            throw Failure(description: "the broker is not ready after \(readyWithinSeconds) s: \(error)\n\(said)")
        }
        return broker
    }

    private static func findExecutable() throws -> String {
        if let configured = ProcessInfo.processInfo.environment["CREDITHUB_BROKER_EXECUTABLE"] {
            guard FileManager.default.isExecutableFile(atPath: configured) else {
                throw Failure(description: "CREDITHUB_BROKER_EXECUTABLE is \(configured), which cannot be executed")
            }
            return configured
        }
        let local = FileManager.default.currentDirectoryPath + "/.venv/bin/noida-db"
        guard FileManager.default.isExecutableFile(atPath: local) else {
            throw Failure(
                description: """
                    these tests need a broker: python3 -m venv .venv && .venv/bin/pip install noida-db==0.2.3, \
                    or set CREDITHUB_BROKER_EXECUTABLE
                    """)
        }
        return local
    }

    private func waitUntilReady() throws {
        let end = Date(timeIntervalSinceNow: TestBroker.readyWithinSeconds)
        let admin = try KafkaAdmin(ClientConfiguration(bootstrapServers: bootstrapServers, clientID: "readiness"))
        defer { admin.close(timeoutMilliseconds: 2_000) }
        while true {
            do {
                _ = try admin.describeCluster(timeoutMilliseconds: 500)
                return
            } catch where Date() < end {
                _ = poll(nil, 0, 50)
            }
        }
    }

    /// Asks the broker to end, and makes it.
    private static func stop() {
        let group = processGroup.withLock { $0 }
        guard group > 0 else { return }
        kill(-group, SIGTERM)
        let end = Date(timeIntervalSinceNow: 3)
        let port = port.withLock { $0 }
        while isListening(port), Date() < end { _ = poll(nil, 0, 50) }
        kill(-group, SIGKILL)
        try? FileManager.default.removeItem(at: directory)
    }

    // MARK: Ports

    /// A port of the loopback interface that nobody uses at this moment.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "no socket could be made") }
        defer { close(descriptor) }
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure(description: "no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func isListening(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = loopback(port: port)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        return address
    }
}
