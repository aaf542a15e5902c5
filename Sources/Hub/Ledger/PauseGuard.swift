import Credit

/// Refuses to begin with a clock that is far ahead of what the ledger wrote last: everything that is timed would happen at once, and
/// what is erased does not come back.
package struct PauseGuard: Sendable {
    private let clock: any Clock
    private let mostDays: Int

    /// - parameter mostDays: the longest pause that is believed, in days.
    package init(clock: any Clock, mostDays: Int) {
        self.clock = clock
        self.mostDays = mostDays
    }

    /// Why the state must not be worked on.
    ///
    /// - parameter last: when the changelog was last written.
    package func fault(since last: Timestamp) -> SetupError? {
        let now = clock.now()
        guard now.milliseconds - last.milliseconds > Int64(mostDays) * 86_400_000 else { return nil }
        return SetupError(
            zh: "机器时钟为 \(now)，而台账最后写于 \(last)，相隔超过 \(mostDays) 天：时钟若有误请改正（否则期限会一并到期、数据会被清除）；信枢确实停了这么久的，请加 --after-pause 启动",
            en: "the machine's clock says \(now), and the ledger was last written at \(last), more than \(mostDays) days before: set the clock right if it is wrong (all terms would end and data be erased at once); if the hub really rested so long, start it with --after-pause")
    }
}
