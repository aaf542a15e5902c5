import Credit
import JSON

/// What ``FanoutBench`` found out.
public struct FanoutReport: Sendable {
    let subscribers: Int
    let latency: FanoutLatency.Times
    let file: FanoutFile.Figures

    private static let mebibyte = 1_048_576.0

    private var ratio: Double { (latency.own.value(0.99) ?? 0) / max(0.001, latency.bare.value(0.99) ?? 0) }

    /// Beside what two transactions take in which nothing is done.
    private var relayRatio: Double { (latency.own.value(0.99) ?? 0) / max(0.001, latency.relayed.value(0.99) ?? 0) }

    /// The promises that these figures are about.
    public var limits: [BenchLimit] {
        [
            BenchLimit(
                name: "fanoutRatio",
                text: Bilingual(
                    zh: "变更到达全部订阅方的 p99 与裸写读之比", en: "a change with every subscriber, p99, as a ratio to bare writing and reading:"),
                value: ratio, bound: .atMost(3)),
            BenchLimit(
                name: "relayRatio",
                text: Bilingual(
                    zh: "变更到达全部订阅方的 p99 与两个只转发的事务之比",
                    en: "a change with every subscriber, p99, as a ratio to two transactions that only move it on:"),
                value: relayRatio, bound: .atMost(1.5)),
            BenchLimit(
                name: "wrongSubscribers",
                text: Bilingual(zh: "全量名单后变更不符的订阅方", en: "subscribers that did not get exactly their changes of the file:"),
                value: Double(file.wrong.count), bound: .atMost(0)),
        ]
    }

    /// A table, and a line for each promise.
    public func lines(_ language: Language) -> [String] {
        func word(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        func number(_ value: Double) -> String { BenchLimit.text(value) }
        var table = TextTable(
            header: [word("分发", "fan-out"), word("数值", "value"), "", word("对照", "beside"), word("比值", "ratio")], rightAligned: [1, 3, 4])
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            let (own, bare) = (latency.own.value(share) ?? 0, latency.bare.value(share) ?? 0)
            table.add([
                word("变更到达订阅方，\(name)", "a change at a subscriber, \(name)"), number(own), word("毫秒", "ms"), number(bare),
                number(own / max(bare, 0.001)),
            ])
        }
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            table.add([
                word("  两个只转发的事务，\(name)", "  two transactions that only move it on, \(name)"), number(latency.relayed.value(share) ?? 0),
                word("毫秒", "ms"),
            ])
        }
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            table.add([word("  单条消息写读，\(name)", "  a single bare message, \(name)"), number(latency.single.value(share) ?? 0), word("毫秒", "ms")])
        }
        func add(_ name: String, _ phase: FanoutFile.Phase) {
            let rate = Double(phase.messages) / max(phase.seconds, 0.001)
            table.add([name, number(phase.seconds), word("秒", "s")])
            table.add(["", number(Double(phase.messages)), word("条消息", "messages")])
            table.add(["", number(rate), word("条/秒", "messages/s"), number(file.bareRate), number(rate / max(file.bareRate, 1))])
            table.add([
                "", number(Double(phase.peak) / Self.mebibyte), word("MiB（信枢进程峰值）", "MiB (hub, peak)"),
                number(Double(phase.resting) / Self.mebibyte), word("（之前）", "(before)"),
            ])
        }
        add(word("首个全量名单（\(file.entries) 条）", "the first full list file (\(file.entries) entries)"), file.first)
        add(word("变更 5% 的全量名单", "a full list file that changes 5%"), file.second)
        add(word("一个新的订阅方", "a new subscription"), file.subscription)
        return table.lines() + [
            word("对照：同一代理上直接写入同样多的主题并读出", "beside: as many messages written straight to as many topics of the same broker, and read"),
            word("\(subscribers) 个订阅方", "\(subscribers) subscribers"),
        ] + limits.map { $0.line(language) }
    }

    /// One JSON object.
    public var json: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("subscribers", subscribers)
        for (name, times) in [("own", latency.own), ("bare", latency.bare), ("single", latency.single), ("relayed", latency.relayed)] {
            for (label, share) in [("P50", 0.5), ("P99", 0.99)] {
                writer.name(name + label)
                writer.rounded(times.value(share) ?? 0)
            }
        }
        writer.member("entries", file.entries)
        for (name, phase) in [("first", file.first), ("second", file.second), ("subscription", file.subscription)] {
            writer.name(name)
            writer.beginObject()
            writer.member("messages", phase.messages)
            writer.name("seconds")
            writer.rounded(phase.seconds)
            writer.member("hubBytesBefore", phase.resting)
            writer.member("hubBytesPeak", phase.peak)
            writer.endObject()
        }
        writer.name("restartSeconds")
        writer.rounded(file.restartSeconds)
        writer.name("bareRate")
        writer.rounded(file.bareRate)
        writer.name("wrong")
        writer.beginArray()
        for party in file.wrong { writer.string(party) }
        writer.endArray()
        writer.name("ratioP99")
        writer.rounded(ratio)
        writer.name("relayRatioP99")
        writer.rounded(relayRatio)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
