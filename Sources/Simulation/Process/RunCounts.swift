/// What happened in runs, counted.
package struct RunCounts: Sendable {
    package var seeds = 0
    package var steps = 0
    package var events = 0
    /// Outcomes of events by what they are.
    package var outcomes: [String: Int] = [:]
    package var transactions = 0
    package var crashes = 0
    package var stalls = 0
    package var rebalances = 0
    package var aborts = 0
    package var timeouts = 0
    package var fenced = 0
    package var timers = 0
    package var restores = 0
    package var jumps = 0
    /// Subscription commands that were handled.
    package var subscriptions = 0
    /// Full list files that replaced a list, by partitions.
    package var listFiles = 0
    /// States that cases came to, by their kind, and what was said of deadlines.
    package var cases: [String: Int] = [:]
    /// Subscribers that missed a message and noticed.
    package var gaps = 0
    /// Injected errors by kind.
    package var errors: [String: Int] = [:]

    package static func += (a: inout RunCounts, b: RunCounts) {
        a.seeds += b.seeds
        a.steps += b.steps
        a.events += b.events
        a.transactions += b.transactions
        a.crashes += b.crashes
        a.stalls += b.stalls
        a.rebalances += b.rebalances
        a.aborts += b.aborts
        a.timeouts += b.timeouts
        a.fenced += b.fenced
        a.timers += b.timers
        a.restores += b.restores
        a.jumps += b.jumps
        a.subscriptions += b.subscriptions
        a.listFiles += b.listFiles
        a.gaps += b.gaps
        a.cases.merge(b.cases, uniquingKeysWith: +)
        a.outcomes.merge(b.outcomes, uniquingKeysWith: +)
        a.errors.merge(b.errors, uniquingKeysWith: +)
    }
}
