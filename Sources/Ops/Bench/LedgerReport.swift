import Credit
import JSON

/// What ``LedgerBench`` found out; parts that were not run are nil.
public struct LedgerReport: Sendable {
    /// Transitions a second of one core.
    struct Core: Sendable {
        var deciding: Double
        /// With all that follows written.
        var writing: Double
    }

    /// Medians of two sides that ran in turn: a second, and processor time of each.
    struct Beside: Sendable {
        var own: Double
        var other: Double
        /// The median of the rounds' ratios: of speed, and of work done in the same processor time.
        var ratio: Double
        var ownMicroseconds: Double
        var otherMicroseconds: Double
        var processorRatio: Double
    }

    struct Stage: Sendable {
        var rates: Beside
        /// What follows from an event, on average.
        var messagesPerEvent: Double
        var bytesPerEvent: Double
    }

    /// Milliseconds from writing a single message to reading what follows from it.
    struct Latency: Sendable {
        var own: Percentiles
        var bare: Percentiles
    }

    struct Memory: Sendable {
        /// Records alone, in growing numbers.
        var sizes: [StateMemoryBench.Size]
        /// One million records with their content, list entries and open cases.
        var county: StateMemoryBench.Size

        /// What a further record takes between the last two sizes, as a ratio to the same between the two before: 1 if memory grows
        /// in a line.
        var growth: Double {
            let steps = zip(sizes, sizes.dropFirst()).map { Double($1.state - $0.state) / Double($1.records - $0.records) }
            guard let last = steps.last, let former = steps.dropLast().last, former > 0 else { return 1 }
            return last / former
        }
    }

    var core: Core?
    var stage: Stage?
    var latency: Latency?
    var restore: Beside?
    var memory: Memory?

    private static let mebibyte = 1_048_576.0

    /// The promises that these figures are about.
    public var limits: [BenchLimit] {
        var limits: [BenchLimit] = []
        if let latency {
            limits.append(BenchLimit(
                name: "latency", text: Bilingual(zh: "单个事件的答复（p95，毫秒）", en: "the answer to a single event (p95, ms):"),
                value: latency.own.value(0.95) ?? 0, bound: .atMost(20)))
        }
        if let restore {
            limits.append(BenchLimit(
                name: "restoreRatio", text: Bilingual(zh: "恢复速度与裸消费者之比", en: "restoring, as a ratio to a bare consumer:"),
                value: restore.ratio, bound: .atLeast(0.5)))
        }
        if let memory {
            limits.append(BenchLimit(
                name: "memoryGrowth",
                text: Bilingual(
                    zh: "线性增长：每多一条记录的字节数，后一段与前一段之比",
                    en: "linear growth: bytes of each further record, of the last step as a ratio to the one before:"),
                value: memory.growth, bound: .atMost(1.1)))
            limits.append(BenchLimit(
                name: "countyMebibytes",
                text: Bilingual(
                    zh: "全县状态（整个进程的峰值，MiB）", en: "a county's state, in MiB (the whole process at its peak):"),
                value: Double(memory.county.peak) / Self.mebibyte, bound: .atMost(1024)))
        }
        return limits
    }

    // MARK: For people

    /// A table, and a line for each promise.
    public func lines(_ language: Language) -> [String] {
        func word(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        var table = TextTable(
            header: [word("台账", "ledger"), word("数值", "value"), "", word("对照", "beside"), word("比值", "ratio")], rightAligned: [1, 3, 4])
        func number(_ value: Double) -> String { BenchLimit.text(value) }
        if let core {
            let unit = word("次/核·秒", "transitions/s a core")
            table.add([word("内存中，只作判断", "in memory, deciding"), number(core.deciding), unit])
            table.add([word("内存中，连同写出后果", "in memory, with all that follows written"), number(core.writing), unit])
        }
        func add(_ name: String, _ unit: String, _ rates: Beside) {
            table.add([name, number(rates.own), unit, number(rates.other), number(rates.ratio)])
            table.add([
                word("  处理器时间", "  processor time"), number(rates.ownMicroseconds), word("微秒/条", "µs each"), number(rates.otherMicroseconds),
                number(rates.processorRatio),
            ])
        }
        if let stage {
            add(word("代理上，端到端", "end to end on the broker"), word("条/秒", "events/s"), stage.rates)
            table.add([word("  每个事件写出", "  written for each event"), number(stage.messagesPerEvent), word("条消息", "messages")])
            table.add(["", number(stage.bytesPerEvent), word("字节", "bytes")])
        }
        if let latency {
            for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
                let (own, bare) = (latency.own.value(share) ?? 0, latency.bare.value(share) ?? 0)
                table.add([word("单个事件，\(name)", "a single event, \(name)"), number(own), word("毫秒", "ms"), number(bare), number(own / max(bare, 0.001))])
            }
        }
        if let restore { add(word("恢复", "restoring"), word("条/秒", "records/s"), restore) }
        if let memory {
            for size in memory.sizes {
                table.add([word("内存，\(size.records) 条记录", "memory, \(size.records) records"), number(size.bytesPerRecord), word("字节/条", "bytes a record")])
            }
            table.add([
                word("内存，全县", "memory, a county"), number(Double(memory.county.state) / Self.mebibyte),
                word("MiB（状态）", "MiB (state)"),
            ])
            table.add(["", number(Double(memory.county.peak) / Self.mebibyte), word("MiB（进程峰值）", "MiB (process, peak)")])
            table.add([
                word("遍历一个分区的全部名单和内容", "reading all entries of a partition"), number(memory.county.sweep), word("毫秒", "ms"),
            ])
        }
        var lines = table.lines(indent: "")
        if stage != nil {
            lines.append(word("端到端的对照：librdkafka 裸循环，读同样的消息、写同样多的消息和字节，含事务", "beside end to end: a bare librdkafka loop in transactions that reads the same messages and writes as many messages and bytes"))
        }
        if latency != nil {
            lines.append(word("单个事件的对照：同一代理上只写入再读出一条消息", "beside a single event: a message that is only written and read on the same broker"))
        }
        if restore != nil {
            lines.append(word("恢复的对照：只取同一主题消息的消费者", "beside restoring: a consumer that only takes the messages of the same topic"))
        }
        if let county = memory?.county {
            lines.append(word(
                "全县：\(county.records) 条记录，\(county.entries) 条名单（各另有一条记录），\(county.cases) 件未办结的异议；保存内容的共 \(county.shelved) 条",
                "a county: \(county.records) records, \(county.entries) list entries (each with a further record), \(county.cases) open cases; the content of \(county.shelved) is kept"))
        }
        return lines + limits.map { $0.line(language) }
    }

    // MARK: For programs

    /// One JSON object.
    public var json: String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.member("name", "ledger")
        if let core {
            writer.object("core", [("transitions", core.deciding), ("transitionsWithOutput", core.writing)])
        }
        if let stage {
            writer.object("stage", Self.members(stage.rates) + [("messagesPerEvent", stage.messagesPerEvent), ("bytesPerEvent", stage.bytesPerEvent)])
        }
        if let latency {
            writer.object(
                "latency",
                [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].flatMap { name, share in
                    [(name: name, value: latency.own.value(share) ?? 0), (name: "baseline-\(name)", value: latency.bare.value(share) ?? 0)]
                })
        }
        if let restore { writer.object("restore", Self.members(restore)) }
        if let memory {
            writer.name("memory")
            writer.beginArray()
            for size in memory.sizes + [memory.county] {
                writer.beginObject()
                writer.members([
                    ("records", Double(size.records)), ("entries", Double(size.entries)), ("cases", Double(size.cases)),
                    ("shelved", Double(size.shelved)), ("sweepMilliseconds", size.sweep),
                    ("state", Double(size.state)), ("bytesPerRecord", size.bytesPerRecord), ("resident", Double(size.resident)),
                    ("peak", Double(size.peak)),
                ])
                writer.endObject()
            }
            writer.endArray()
        }
        writer.name("limits")
        writer.beginArray()
        for limit in limits {
            writer.beginObject()
            writer.member("name", limit.name)
            switch limit.bound {
            case .atLeast(let bound): writer.members([("value", limit.value), ("atLeast", bound)])
            case .atMost(let bound): writer.members([("value", limit.value), ("atMost", bound)])
            }
            writer.member("isMet", limit.isMet)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func members(_ rates: Beside) -> [(name: String, value: Double)] {
        [
            ("value", rates.own), ("baseline", rates.other), ("ratio", rates.ratio), ("microsecondsCPU", rates.ownMicroseconds),
            ("baselineMicrosecondsCPU", rates.otherMicroseconds), ("processorRatio", rates.processorRatio),
        ]
    }
}

extension JSONWriter {
    fileprivate mutating func object(_ name: String, _ figures: [(name: String, value: Double)]) {
        self.name(name)
        beginObject()
        members(figures)
        endObject()
    }

    fileprivate mutating func members(_ figures: [(name: String, value: Double)]) {
        for (name, value) in figures {
            self.name(name)
            rounded(value)
        }
    }
}
