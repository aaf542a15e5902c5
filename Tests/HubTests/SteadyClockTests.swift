import Credit
import Hub
import Synchronization
import Testing

/// A machine's clock that somebody sets.
@Suite struct SteadyClockTests {
    /// Two clocks: one that can be set, and one that cannot.
    private final class Machine: Clock {
        private let times = Mutex((wall: Int64(1_795_224_600_000), uptime: Int64(5_000)))
        private let leaps = Mutex<[Int64]>([])

        func now() -> Timestamp { Timestamp(milliseconds: times.withLock { $0.wall }) }

        var leapt: [Int64] { leaps.withLock { $0 } }

        func pass(_ milliseconds: Int64) {
            times.withLock { times in
                times.wall += milliseconds
                times.uptime += milliseconds
            }
        }

        func set(by milliseconds: Int64) { times.withLock { $0.wall += milliseconds } }

        func steady() -> SteadyClock {
            SteadyClock(
                self, uptime: { [self] in times.withLock { $0.uptime } },
                told: { [self] wall, believed in leaps.withLock { $0.append(wall.milliseconds - believed.milliseconds) } })
        }
    }

    private static let hour: Int64 = 3_600_000
    private static let year: Int64 = 365 * 24 * hour

    @Test("a leap is not believed, in either direction, and told once", arguments: [20 * year, -year, hour + 1, -hour - 1])
    func leap(_ step: Int64) {
        let machine = Machine()
        let clock = machine.steady()
        let start = clock.now().milliseconds
        machine.set(by: step)
        machine.pass(1_000)
        #expect(clock.now().milliseconds == start + 1_000)
        machine.pass(48 * Self.hour)
        #expect(clock.now().milliseconds == start + 1_000 + 48 * Self.hour)
        #expect(machine.leapt == [step])
        // Set right again.
        machine.set(by: -step + 300)
        #expect(clock.now() == machine.now())
        #expect(machine.leapt == [step])
        machine.set(by: step)
        _ = clock.now()
        #expect(machine.leapt.count == 2)
    }

    @Test func smallStepsAreFollowed() {
        let machine = Machine()
        let clock = machine.steady()
        for step in [Self.hour, -Self.hour, 5_000, -5_000, Self.hour] {
            machine.set(by: step)
            machine.pass(60_000)
            #expect(clock.now() == machine.now())
        }
        #expect(machine.leapt.isEmpty)
    }

    @Test("a process does not begin with a clock far ahead of what was written last", arguments: [(29, false), (31, true), (7_300, true), (-400, false)])
    func pause(_ days: Int64, _ isRefused: Bool) throws {
        let machine = Machine()
        let last = machine.now()
        machine.set(by: days * 24 * Self.hour)
        let fault = PauseGuard(clock: machine, mostDays: 30).fault(since: last)
        #expect((fault != nil) == isRefused)
        if let fault { #expect(fault.reason.zh.contains("--after-pause") && fault.reason.en.contains("--after-pause")) }
    }
}
