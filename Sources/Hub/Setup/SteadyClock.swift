import Credit
import Glibc
import Synchronization

/// The machine's clock without its leaps: what is timed by days must not happen because somebody set the clock wrong.
///
/// Small steps are followed, as a time service makes them. After a step of more than ``mostStep`` in either direction it goes on by the
/// time that has passed since the machine started, and says so; only a new start of the process believes the machine's clock again.
public final class SteadyClock: Clock {
    /// The longest step that is believed, in milliseconds: one hour.
    public static let mostStep: Int64 = 3_600_000

    private struct State {
        /// What both clocks said when they were last believed.
        var wall: Int64
        var uptime: Int64
        var isApart = false
    }

    private let clock: any Clock
    private let uptime: @Sendable () -> Int64
    private let told: @Sendable (_ wall: Timestamp, _ believed: Timestamp) -> Void
    private let state: Mutex<State>

    /// - parameters:
    ///   - uptime: Milliseconds since some moment, by a clock that nobody sets.
    ///   - told: Called once for each time that the clock leaps.
    public init(
        _ clock: any Clock = SystemClock(), uptime: @escaping @Sendable () -> Int64 = SteadyClock.bootTime,
        told: @escaping @Sendable (_ wall: Timestamp, _ believed: Timestamp) -> Void
    ) {
        self.clock = clock
        self.uptime = uptime
        self.told = told
        state = Mutex(State(wall: clock.now().milliseconds, uptime: uptime()))
    }

    public func now() -> Timestamp {
        let (wall, passed) = (clock.now(), uptime())
        let (believed, isNews) = state.withLock { state -> (Timestamp, Bool) in
            let expected = state.wall + (passed - state.uptime)
            let isApart = abs(wall.milliseconds - expected) > Self.mostStep
            let isNews = isApart && !state.isApart
            state.isApart = isApart
            guard isApart else {
                (state.wall, state.uptime) = (wall.milliseconds, passed)
                return (wall, false)
            }
            return (Timestamp(milliseconds: expected), isNews)
        }
        if isNews { told(wall, believed) }
        return believed
    }

    /// Since the machine started, sleep included.
    public static let bootTime: @Sendable () -> Int64 = {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension SteadyClock {
    /// The clock of a running hub, which complains in its log.
    public convenience init(log: HubLog) {
        self.init { wall, believed in
            log.write(
                .error, "hub", zh: "机器时钟从 \(believed) 跳到 \(wall)：不予采信，按经过的时间继续；时钟确实有误的请改正，确实应改的请改正后重启信枢",
                en: "the machine's clock leapt from \(believed) to \(wall): not believed, going on by the time that passes; set it right, or restart the hub if it is right now")
        }
    }
}
