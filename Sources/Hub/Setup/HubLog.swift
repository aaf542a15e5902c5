import Credit
import Foundation
import Kafka
import Synchronization

/// Lines for the operators, on standard error: time, level, stage, text. Never personal data.
public final class HubLog: Sendable {
    public enum Level: Int, Sendable {
        case debug
        case info
        case warning
        case error
    }

    public let language: Language
    private let least: Level
    /// Stages whose broker is gone, so that this is said once and not every second.
    private let troubled = Mutex<(stages: Set<String>, backAt: [String: UInt64])>(([], [:]))
    /// A connection that is lost within this time after the broker came back is part of the same trouble: each stage has two
    /// clients, which do not come back at once.
    private static let settling: UInt64 = 15_000_000_000

    public init(language: Language, least: Level = .info) {
        self.language = language
        self.least = least
    }

    /// Writes a line in the operators' language.
    public func write(_ level: Level, _ stage: String, zh: String, en: String) {
        write(level, stage, language == .zh ? zh : en)
    }

    func write(_ level: Level, _ stage: String, _ text: String) {
        guard level.rawValue >= least.rawValue else { return }
        let now = Timestamp(milliseconds: SystemClock().now().milliseconds)
        let line = "\(now) \(level) [\(stage)] \(text)\n"
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }

    /// Says once that the broker cannot be reached.
    func brokerTrouble(_ stage: String, _ error: KafkaError) {
        let now = DispatchTime.now().uptimeNanoseconds
        let isNews = troubled.withLock { state in
            if let back = state.backAt[stage], now - back < Self.settling { return false }
            return state.stages.insert(stage).inserted
        }
        guard isNews else { return }
        write(.warning, stage, zh: "与 Kafka 的连接中断（\(error.code.name)），等待恢复，数据不会丢失",
              en: "the connection to Kafka is interrupted (\(error.code.name)); waiting, nothing is lost")
    }

    /// Says once that the broker is back.
    package func brokerIsBack(_ stage: String) {
        let now = DispatchTime.now().uptimeNanoseconds
        let isNews = troubled.withLock { state in
            guard state.stages.remove(stage) != nil else { return false }
            state.backAt[stage] = now
            return true
        }
        guard isNews else { return }
        write(.info, stage, zh: "与 Kafka 的连接已恢复", en: "the connection to Kafka is back")
    }
}

/// Gives the time. Tests give their own.
public protocol Clock: Sendable {
    func now() -> Timestamp
}

/// The machine's clock.
public struct SystemClock: Clock {
    public init() {}

    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
