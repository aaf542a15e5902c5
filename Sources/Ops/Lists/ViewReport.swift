import Credit
import JSON

/// What a check of a subscriber's view came to.
public struct ViewReport: Sendable {
    /// One partition of it.
    public struct Partition: Sendable {
        public let partition: Int32
        public let entries: Int
        /// That of the last message.
        public let sequence: Int64
        public let digest: ViewDigest
        /// Nil if it is as its last message says.
        public let found: ViewFault?
    }

    public let topic: String
    /// When it was checked.
    public let time: Timestamp
    public let partitions: [Partition]
    /// Whether the ledger told the digests for this check.
    public let wasAsked: Bool

    public var isRight: Bool { partitions.allSatisfy { $0.found == nil } }
    public var entries: Int { partitions.reduce(0) { $0 + $1.entries } }

    /// One line of JSON.
    public var json: String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.member("topic", topic)
        writer.member("time", time.description)
        writer.member("right", isRight)
        writer.member("asked", wasAsked)
        writer.member("entries", entries)
        writer.name("partitions")
        writer.beginArray()
        for report in partitions {
            writer.beginObject()
            writer.member("partition", Int64(report.partition))
            writer.member("entries", report.entries)
            writer.member("sequence", report.sequence)
            writer.member("digest", report.digest.hex)
            if let found = report.found {
                writer.name("fault")
                writer.beginObject()
                writer.member("kind", found.kind.rawValue)
                if let offset = found.offset { writer.member("offset", offset) }
                writer.name("message")
                found.text.write(to: &writer)
                writer.endObject()
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// For a terminal.
    public func lines(_ language: Language) -> [String] {
        let isChinese = language == .zh
        var table = TextTable(
            header: isChinese ? ["分区", "条数", "序号", "摘要", "结果"] : ["partition", "entries", "sequence", "digest", "result"],
            rightAligned: [0, 1, 2])
        for report in partitions {
            table.add([
                String(report.partition), String(report.entries), String(report.sequence), report.digest.hex,
                report.found?.kind.rawValue ?? "OK",
            ])
        }
        var lines = table.lines(indent: "")
        lines.append("")
        for report in partitions {
            guard let found = report.found else { continue }
            lines.append("✗ \(topic)/\(report.partition)\(found.offset.map { "/\($0)" } ?? "") \(found.text.text(language))")
        }
        let wrong = partitions.count { $0.found != nil }
        if wrong > 0 {
            lines.append(isChinese ? "✗ \(wrong) 个分区有误（共 \(partitions.count) 个）" : "✗ wrong in \(wrong) of \(partitions.count) partitions")
        } else {
            lines.append(
                isChinese
                    ? "✓ 名单与台账所述一致：\(partitions.count) 个分区，\(entries) 条"
                    : "✓ the view is what the ledger says: \(entries) entries in \(partitions.count) partitions")
        }
        return lines
    }
}
