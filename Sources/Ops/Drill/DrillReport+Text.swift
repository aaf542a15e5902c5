import Credit
import Hub

extension DrillReport {
    /// Most examples of one sort that are printed.
    static let mostExamples = 10

    /// The summary for people.
    public func lines(_ language: Language) -> [String] {
        var lines: [String] = [""]
        func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        func heading(_ zh: String, _ en: String) { lines += ["", "■ " + text(zh, en)] }

        heading("事件", "Events")
        lines.append(
            text(
                "  发布 \(events)  已答复 \(answers)（接受 \(accepted)，拒绝 \(rejected)，重复 \(repeated)）  到达平台 \(atPlatform)  名单变更 \(listChanges)  审计 \(auditEntries)",
                "  published \(events)  answered \(answers) (accepted \(accepted), rejected \(rejected), duplicate \(repeated))  at the platform \(atPlatform)  list changes \(listChanges)  audit entries \(auditEntries)"))

        heading("终止（kill -9）", "Kills (kill -9)")
        var table = TextTable(
            header: [text("提交点", "commit point")] + Role.allCases.map(\.rawValue), rightAligned: [1, 2, 3])
        for point in CommitPoint.allCases {
            table.add([point.rawValue] + Role.allCases.map { cell($0.rawValue, point.rawValue) })
        }
        lines += table.lines()
        lines.append(text("  在提交点 \(kills.count - killsFromOutside) 次，随机时刻 \(killsFromOutside) 次，共 \(kills.count) 次（计划 \(plannedKills) 次），\(processes) 个进程",
                          "  \(kills.count - killsFromOutside) at commit points, \(killsFromOutside) at random, \(kills.count) in all (\(plannedKills) planned), \(processes) process\(processes == 1 ? "" : "es")"))
        if !notReached.isEmpty {
            lines.append(
                text("  未到达（改为随机终止）：\(notReached.joined(separator: "、"))", "  not reached (killed at random instead): \(notReached.joined(separator: ", "))"))
        }
        lines.append("  " + times(recoveries, processes == 1
            ? text("终止 → 下一个答复", "kill → next answer") : text("终止 → 任一进程的下一个答复", "kill → next answer of any process")))
        if plannedMoves > 0 {
            let joins = moves.count(where: \.isJoin)
            heading("进程加入与退出", "Joins and leaves")
            lines.append(text("  加入 \(joins) 次，退出 \(moves.count - joins) 次（计划共 \(plannedMoves) 次）", "  \(joins) joins, \(moves.count - joins) leaves (\(plannedMoves) planned)"))
            lines.append("  " + times(handOvers, text("加入或退出 → 分区全部交接", "join or leave → all partitions handed over")))
        }

        heading("核对（从头读取全部主题）", "Balance (all topics, read from the beginning)")
        for sort in Finding.Sort.allCases {
            let found = findings(sort)
            lines.append("  \(found.isEmpty ? "✓" : "✗") \(title(sort).text(language)) \(found.count)")
            for finding in found.prefix(Self.mostExamples) { lines.append("      \(finding.text(language))") }
        }
        if let stall {
            lines.append("  ✗ " + text("演练中断（尚无答复的计为丢失）：", "the drill ended early (what had no answer yet counts as lost): ") + stall.reason.text(language))
            lines += stall.log.split(separator: "\n").map { "      \($0)" }
        }
        lines.append("")
        lines.append(verdict(language))
        for prefix in keptPrefixes {
            lines.append(
                text("主题 \(prefix)* 仍在集群上；删除：kafka-topics.sh --bootstrap-server … --delete --topic '\(pattern(prefix))'",
                     "the topics \(prefix)* are still on the cluster; to remove them: kafka-topics.sh --bootstrap-server … --delete --topic '\(pattern(prefix))'"))
        }
        return lines
    }

    private func pattern(_ prefix: String) -> String { prefix.replacing(".", with: "\\.") + ".*" }

    private func cell(_ stage: String, _ point: String) -> String {
        let count = hits.first { $0.stage == stage && $0.point == point }?.count ?? 0
        return count > 0 ? String(count) : notReached.contains("\(stage):\(point)") ? "–" : "·"
    }

    private func title(_ sort: Finding.Sort) -> Bilingual {
        switch sort {
        case .loss: Bilingual(zh: "丢失", en: "loss")
        case .duplicate: Bilingual(zh: "重复", en: "duplicates")
        case .order: Bilingual(zh: "乱序", en: "order breaks")
        case .wrong: Bilingual(zh: "答复有误", en: "wrong answers")
        }
    }

    private func verdict(_ language: Language) -> String {
        let time = Int(seconds.rounded())
        if isGood {
            return language == .zh
                ? "✓ 通过：\(kills.count) 次终止，零丢失、零重复、零乱序（\(time) 秒，种子 \(seed)）"
                : "✓ passed: \(kills.count) kills, zero loss, zero duplicates, zero order breaks (\(time) s, seed \(seed))"
        }
        return language == .zh
            ? "✗ 未通过（\(time) 秒，种子 \(seed)）：请保留日志并报告" : "✗ failed (\(time) s, seed \(seed)): keep the logs and report it"
    }

    private func times(_ values: Percentiles, _ name: String) -> String {
        guard let middle = values.value(0.5), let most = values.value(1) else { return "\(name)  -" }
        return "\(name)  p50 \(Int(middle)) ms  max \(Int(most)) ms  (n=\(values.count))"
    }
}
