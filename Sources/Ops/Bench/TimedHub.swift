import Foundation
import Hub
import Synchronization

/// A hub in this process that runs until one of its stages has handled a number of events.
enum TimedHub {
    /// - returns: what the stage did from its first event to its last commit.
    static func run(_ configuration: HubConfiguration, _ role: Role, events: Int) throws -> IngestBench.Rate {
        let hub = try Hub(configuration, log: HubLog(language: .en, least: .error))
        let statistics = hub.statistics[role]!
        let measured = Mutex<Double>(0)
        let watcher = Thread {
            while !statistics.hasBegun, !hub.stop.isSet { hub.stop.wait(milliseconds: 1) }
            let begun = statistics.events
            let clock = RateClock()
            while statistics.events < events, !hub.stop.isSet { hub.stop.wait(milliseconds: 2) }
            measured.withLock { $0 = clock.rate(of: max(1, events - begun)).microseconds }
            hub.stop.set()
        }
        watcher.start()
        try hub.run()
        return IngestBench.Rate(events: Double(events) / statistics.busySeconds, microseconds: measured.withLock { $0 })
    }
}
