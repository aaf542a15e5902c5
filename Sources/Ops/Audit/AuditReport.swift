import Credit
import JSON

/// What a check of the audit came to.
public struct AuditReport: Sendable {
    public let topic: String
    /// When it was checked.
    public let time: Timestamp
    public let partitions: [AuditPartitionReport]
    /// Whether the chain was held against an anchor.
    public let isAnchored: Bool

    public var isWhole: Bool { partitions.allSatisfy { $0.found == nil } }
    public var entries: Int64 { partitions.reduce(0) { $0 + $1.entries } }

    /// One line of JSON: it is what an anchor is made of, too.
    public var json: String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.member("topic", topic)
        writer.member("time", time.description)
        writer.member("whole", isWhole)
        writer.member("anchored", isAnchored)
        writer.member("entries", entries)
        writer.name("partitions")
        writer.beginArray()
        for report in partitions { report.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// For a terminal.
    public func lines(_ language: Language) -> [String] {
        let isChinese = language == .zh
        var table = TextTable(
            header: isChinese ? ["分区", "条数", "编号", "从", "到", "末条摘要（SHA-256）"]
                : ["partition", "entries", "numbers", "from", "to", "digest of the last (SHA-256)"],
            rightAligned: [0, 1])
        for report in partitions {
            let numbers = report.first.map { "\($0)–\($0 + report.entries - 1)" } ?? ""
            table.add([
                String(report.partition), String(report.entries), report.entries > 0 ? numbers : "", Self.short(report.from), Self.short(report.to),
                report.head.map { $0.sequence > 0 ? $0.digest.hex : "" } ?? (isChinese ? "断链" : "broken"),
            ])
        }
        var lines = table.lines(indent: "")
        lines.append("")
        for report in partitions {
            if let found = report.found {
                lines.append("✗ \(topic)/\(report.partition)/\(found.offset) \(found.text.text(language))")
            } else if let first = report.first, first > 1 {
                lines.append(
                    isChinese
                        ? "! \(topic)/\(report.partition) 只能证明从第 \(first) 条起：之前的已按保留期清除"
                        : "! \(topic)/\(report.partition) is proven from entry \(first) on: retention removed what was before")
            }
        }
        lines.append(verdict(isChinese))
        return lines
    }

    private func verdict(_ isChinese: Bool) -> String {
        let broken = partitions.count { $0.found != nil }
        guard broken == 0 else {
            return isChinese ? "✗ \(broken) 个分区断链（共 \(partitions.count) 个）" : "✗ broken in \(broken) of \(partitions.count) partitions"
        }
        let anchored = isChinese ? "，与留存的凭据相符" : ", and holds what the anchor says"
        return (isChinese ? "✓ 审计链完整：\(partitions.count) 个分区，\(entries) 条" : "✓ the chain is whole: \(entries) entries in \(partitions.count) partitions")
            + (isAnchored ? anchored : "")
    }

    /// `2026-11-21 09:30:00`.
    private static func short(_ time: Timestamp?) -> String {
        guard let text = time?.description else { return "" }
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}
