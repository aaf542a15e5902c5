import Dispatch
import Foundation
import Synchronization

/// Many seeds, on several threads.
package struct SimulationBatch: Sendable {
    package let simulator: Simulator
    package var threads = 2

    package init(_ simulator: Simulator) {
        self.simulator = simulator
    }

    /// Runs seeds until one fails, or all are done.
    ///
    /// - returns: what happened, and the lowest seed that failed, with the trace of its last steps.
    package func run(seeds: Range<UInt64>) -> SimulationReport {
        let begin = DispatchTime.now().uptimeNanoseconds
        let next = Atomic<UInt64>(seeds.lowerBound)
        let shared = Mutex<(counts: RunCounts, failure: SeedResult?)>((RunCounts(), nil))
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            let thread = Thread {
                while true {
                    let seed = next.add(1, ordering: .relaxed).oldValue
                    guard seed < seeds.upperBound, shared.withLock({ ($0.failure?.seed ?? .max) > seed }) else { break }
                    let result = simulator.run(seed: seed)
                    shared.withLock { state in
                        state.counts += result.counts
                        if result.violation != nil, seed < state.failure?.seed ?? .max { state.failure = result }
                    }
                }
                group.leave()
            }
            // Processes that stand still within calls of others that stand still.
            thread.stackSize = 16 << 20
            thread.start()
        }
        group.wait()
        let (counts, failure) = shared.withLock { $0 }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - begin) / 1_000_000_000
        // Nothing is traced until somebody wants to read it.
        let traced = failure.map { simulator.run(seed: $0.seed, keepsTrace: true) }
        return SimulationReport(counts: counts, failure: traced ?? failure, seconds: seconds)
    }
}
