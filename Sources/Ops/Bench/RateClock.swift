import Dispatch
import Foundation

/// Time and processor time of this process since a moment.
struct RateClock: Sendable {
    private let start = DispatchTime.now().uptimeNanoseconds
    private let processor = RateClock.processorSeconds()

    /// What a number of events has taken so far.
    func rate(of events: Int) -> IngestBench.Rate {
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000_000_000
        return IngestBench.Rate(
            events: Double(events) / seconds, microseconds: (Self.processorSeconds() - processor) * 1_000_000 / Double(events))
    }

    /// Processor time of this process so far, librdkafka's threads included.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
