import Credit
import Hub

/// The summary that ends the demo.
struct DemoReport {
    var topology: Topology
    var observer: HubObserver
    /// Events published, by department.
    var published: [String: Int]
    var timeline: [(milliseconds: Int, text: Bilingual)]
    /// Events a second from the first published to the last final answer.
    var throughput: Double
    var language: Language

    /// What does not add up; empty if the books balance.
    var imbalances: [Bilingual] {
        var found: [Bilingual] = []
        for (party, sent) in published.sorted(by: { $0.key < $1.key }) {
            let counts = observer.parties[party] ?? Books.PartyCounts()
            if counts.received != sent {
                found.append(
                    Bilingual(zh: "\(party)：发布 \(sent) 条，收到接入回执 \(counts.received) 条", en: "\(party): \(sent) published, \(counts.received) answered by ingest"))
            }
            if counts.final != counts.received {
                found.append(
                    Bilingual(zh: "\(party)：接收 \(counts.received) ≠ 接受+拒绝+重复 \(counts.final)", en: "\(party): received \(counts.received) ≠ accepted + rejected + duplicate \(counts.final)"))
            }
        }
        let outbox = observer.outbox.values.reduce(0, +)
        let platform = observer.platform.values.reduce(0, +)
        if outbox != platform {
            found.append(Bilingual(zh: "上报队列 \(outbox) 条，平台收到 \(platform) 条", en: "\(outbox) in the outbox, \(platform) at the platform"))
        }
        for fact in observer.doubled {
            found.append(Bilingual(zh: "重复：\(fact)", en: "twice: \(fact)"))
        }
        return found
    }

    func lines() -> [String] {
        var lines: [String] = [""]
        func heading(_ zh: String, _ en: String) {
            lines.append("")
            lines.append("■ " + (language == .zh ? zh : en))
        }
        heading("各部门报送情况", "What the departments sent")
        var table = TextTable(
            header: language == .zh
                ? ["部门", "接收", "接受", "拒绝", "重复", "主要拒绝原因"]
                : ["department", "received", "accepted", "rejected", "duplicate", "top reasons of rejection"],
            rightAligned: [1, 2, 3, 4])
        for department in topology.departments where published[department.party] != nil {
            let counts = observer.parties[department.party] ?? Books.PartyCounts()
            let reasons = counts.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map { code, count in
                "\(code) \(FaultCode(rawValue: code)?.title.text(language) ?? "") ×\(count)"
            }
            let first = reasons.first ?? "-"
            table.add([
                department.name.text(language), String(counts.received), String(counts.accepted), String(counts.rejected),
                String(counts.duplicate + counts.stale), first,
            ])
            for reason in reasons.dropFirst() { table.add(["", "", "", "", "", reason]) }
        }
        lines += table.lines()

        heading("上报（市平台）", "Delivered upstream (city platform)")
        let operations: [(String, Bilingual)] = [
            ("ADD", Bilingual(zh: "新增", en: "added")), ("CORRECT", Bilingual(zh: "更正", en: "corrected")),
            ("WITHDRAW", Bilingual(zh: "撤销", en: "withdrawn")), ("OBJECTION_ON", Bilingual(zh: "异议标注", en: "dispute marks set")),
            ("OBJECTION_OFF", Bilingual(zh: "解除标注", en: "dispute marks lifted")), ("EXPIRED", Bilingual(zh: "到期", en: "expired")),
        ]
        let total = observer.platform.values.reduce(0, +)
        let parts = operations.compactMap { key, name in observer.platform[key].map { "\(name.text(language)) \($0)" } }
        lines.append("  \(total)  (" + parts.joined(separator: language == .zh ? "，" : ", ") + ")")

        heading("订阅方名单变更", "List changes of each subscriber")
        var views = TextTable(
            header: language == .zh
                ? ["订阅方", "列入", "变更", "异议标注", "解除标注", "移出", "现有"]
                : ["subscriber", "listed", "changed", "marked", "unmarked", "removed", "on the list now"],
            rightAligned: [1, 2, 3, 4, 5, 6])
        for subscriber in topology.subscribers {
            let view = observer.views[subscriber.party] ?? Books.View()
            views.add([
                subscriber.name.text(language), String(view.listed), String(view.changed), String(view.marked),
                String(view.unmarked), String(view.removed), String(view.entries.count),
            ])
        }
        lines += views.lines()

        heading("异议全过程", "The dispute from start to end")
        for step in timeline {
            let time = String(repeating: " ", count: max(0, 6 - String(step.milliseconds).count)) + String(step.milliseconds)
            lines.append("  +\(time) ms  \(step.text.text(language))")
        }

        heading("速度", "Speed")
        lines.append(
            language == .zh
                ? "  吞吐 \(Int(throughput)) 条/秒（发布到最终回执，含演示程序自身）" : "  throughput \(Int(throughput)) events/s (published to final receipt, this program included)")
        lines.append("  " + latency(observer.upstreamLatencies, zh: "发布 → 市平台", en: "published → city platform"))
        lines.append("  " + latency(observer.subscriberLatencies, zh: "发布 → 订阅方名单", en: "published → subscriber's list"))

        heading("核对", "Balance")
        if imbalances.isEmpty {
            let sums = observer.parties.values.reduce(into: (received: 0, accepted: 0, rejected: 0, duplicate: 0)) {
                $0.received += $1.received
                $0.accepted += $1.accepted
                $0.rejected += $1.rejected
                $0.duplicate += $1.duplicate + $1.stale
            }
            lines.append(
                language == .zh
                    ? "  ✓ 接收 \(sums.received) = 接受 \(sums.accepted) + 拒绝 \(sums.rejected) + 重复 \(sums.duplicate)；无遗漏，无重复写出"
                    : "  ✓ received \(sums.received) = accepted \(sums.accepted) + rejected \(sums.rejected) + duplicate \(sums.duplicate); nothing lost, nothing written twice")
        } else {
            for imbalance in imbalances.prefix(20) { lines.append("  ✗ \(imbalance.text(language))") }
        }
        lines.append("")
        return lines
    }

    private func latency(_ values: [Double], zh: String, en: String) -> String {
        let name = language == .zh ? zh : en
        let percentiles = Percentiles(values)
        guard let p50 = percentiles.value(0.5), let p99 = percentiles.value(0.99) else { return "\(name)  -" }
        func text(_ value: Double) -> String { String(Int((value * 10).rounded()) / 10) + "." + String(Int((value * 10).rounded()) % 10) }
        return "\(name)  p50 \(text(p50)) ms  p99 \(text(p99)) ms  (n=\(percentiles.count))"
    }
}
