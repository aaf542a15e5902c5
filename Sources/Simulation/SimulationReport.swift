import Credit

/// What a batch of seeds came to.
package struct SimulationReport: Sendable {
    package let counts: RunCounts
    /// The lowest seed that failed.
    package let failure: SeedResult?
    package let seconds: Double

    /// The summary, line by line.
    package func summary(_ language: Language) -> [String] {
        let c = counts
        let rate = seconds > 0 ? Int(Double(c.seeds) / seconds) : 0
        let time = (seconds * 10).rounded() / 10
        let errors = c.errors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let outcomes = c.outcomes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let cases = c.cases.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let total = c.errors.values.reduce(0, +)
        switch language {
        case .zh:
            return [
                "种子 \(c.seeds)，步 \(c.steps)，事件 \(c.events)（\(outcomes)），已提交事务 \(c.transactions)，定时器生效 \(c.timers)",
                "崩溃 \(c.crashes)，停顿 \(c.stalls)，再均衡 \(c.rebalances)，状态重建 \(c.restores)，时钟跳变 \(c.jumps)",
                "办件：\(cases)",
                "订阅变更 \(c.subscriptions)，全量名单替换 \(c.listFiles)，察觉缺收 \(c.gaps)",
                "回滚 \(c.aborts)，事务超时 \(c.timeouts)，被隔离 \(c.fenced)，注入错误 \(total)（\(errors)）",
                "用时 \(time) 秒（每秒 \(rate) 个种子）",
            ]
        case .en:
            return [
                "seeds \(c.seeds), steps \(c.steps), events \(c.events) (\(outcomes)), transactions \(c.transactions), timers fired \(c.timers)",
                "crashes \(c.crashes), stand-stills \(c.stalls), rebalances \(c.rebalances), restorations \(c.restores), jumps of the clock \(c.jumps)",
                "cases: \(cases)",
                "changes of subscriptions \(c.subscriptions), lists replaced by a file \(c.listFiles), lost messages noticed \(c.gaps)",
                "aborts \(c.aborts), transactions timed out \(c.timeouts), fenced \(c.fenced), injected errors \(total) (\(errors))",
                "\(time) s (\(rate) seeds a second)",
            ]
        }
    }

    /// What went wrong, line by line; nothing if all went well.
    ///
    /// - parameter command: what replays it.
    package func failureText(_ language: Language, lines: Int, command: (UInt64) -> String) -> [String] {
        guard let failure, let violation = failure.violation else { return [] }
        let meaning = violation.invariant.meaning.text(language)
        let head =
            language == .zh
            ? "种子 \(failure.seed) 在第 \(failure.step) 步违反不变量 \(violation.invariant.rawValue)（\(meaning)）：\(violation.seen)"
            : "seed \(failure.seed) breaks the invariant \(violation.invariant.rawValue) at step \(failure.step) (\(meaning)): \(violation.seen)"
        let replay = language == .zh ? "重放：" : "replay: "
        return [head] + failure.trace.suffix(lines).map { "  " + $0 } + [replay + command(failure.seed)]
    }
}
