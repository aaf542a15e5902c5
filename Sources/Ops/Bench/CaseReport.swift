import Credit
import JSON

/// What ``CaseBench`` found out.
public struct CaseReport: Sendable {
    /// One counted round of all sides.
    struct Round: Sendable {
        var own: CaseGround.Times
        /// Of a tenth of the cases.
        var few: CaseGround.Times
        /// Of as many ends of records' terms.
        var terms: CaseGround.Times
    }

    /// The day whose alarms were fired.
    let day: CivilDate
    var open = CaseGround.Open()
    var alarms: [CaseDue.Alarm: Int] = [:]
    var commands = 0
    var again = 0
    var wrong = 0
    /// Bytes that the pass took beside the state, at most.
    var passMemory = 0
    var rounds: [Round] = []

    init(day: CivilDate) {
        self.day = day
    }

    private var fired: Int { alarms.values.reduce(0, +) }
    private var seconds: Double { median { $0.own.seconds } }
    private var microseconds: Double { median { Self.each($0.own) } }
    private var ratio: Double { median { Self.each($0.own) / max(0.001, Self.each($0.terms)) } }
    private var growth: Double { median { Self.each($0.own) / max(0.001, Self.each($0.few)) } }
    private var restoreRate: Double { median { Double($0.own.restored) / max(0.000_001, $0.own.restoreSeconds) } }
    private var recordRate: Double { median { Double($0.own.recordsRestored) / max(0.000_001, $0.own.recordSeconds) } }
    private var bytesPerCase: Double { Double(open.memory + passMemory) / Double(max(1, open.cases)) }
    private var writtenPerCase: Double { Double(open.written) / Double(max(1, open.cases)) }

    /// Microseconds of processor time for each timer.
    private static func each(_ times: CaseGround.Times) -> Double { times.processor * 1_000_000 / Double(max(1, times.fired)) }

    private func median(_ value: (Round) -> Double) -> Double {
        let values = rounds.map(value).sorted()
        return values.isEmpty ? 0 : values[values.count / 2]
    }

    /// The promises that these figures are about.
    public var limits: [BenchLimit] {
        [
            BenchLimit(
                name: "wrongCases",
                text: Bilingual(zh: "提醒与期限规定不符的办件", en: "cases that did not get exactly the alarm that the rules give:"),
                value: Double(wrong), bound: .atMost(0)),
            BenchLimit(
                name: "secondPass", text: Bilingual(zh: "同日第二遍发出的定时命令", en: "timers' commands of a second pass on the same day:"),
                value: Double(again), bound: .atMost(0)),
            BenchLimit(
                name: "idleCommands",
                text: Bilingual(zh: "没有结果的定时命令", en: "timers' commands from which nothing followed:"), value: Double(commands - fired), bound: .atMost(0)),
            BenchLimit(
                name: "alarmRatio",
                text: Bilingual(zh: "每次提醒与一次记录到期的处理器时间之比", en: "processor time of an alarm, as a ratio to the end of a record's term:"),
                value: ratio, bound: .atMost(2)),
            BenchLimit(
                name: "alarmGrowth",
                text: Bilingual(
                    zh: "线性增长：每次提醒的时间与办件数为十分之一时之比", en: "linear growth: time of an alarm, as a ratio to that among a tenth of the cases:"),
                value: growth, bound: .atMost(1.5)),
        ]
    }

    /// A table, and a line for each promise.
    public func lines(_ language: Language) -> [String] {
        func word(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        func number(_ value: Double) -> String { BenchLimit.text(value) }
        var table = TextTable(
            header: [word("办件", "cases"), word("数值", "value"), "", word("对照", "beside"), word("比值", "ratio")], rightAligned: [1, 3, 4])
        table.add([word("未办结", "open"), number(Double(open.cases)), word("件", "cases")])
        for (alarm, name) in [
            (CaseDue.Alarm.reminder, word("  临期提醒", "  reminded of")), (.overdue, word("  逾期", "  overdue")),
            (.escalation, word("  逾期督办", "  escalated")), (.effective, word("  修复生效", "  repairs that take effect")),
        ] {
            table.add([name, number(Double(alarms[alarm] ?? 0)), word("件", "cases")])
        }
        table.add([word("当日全部提醒，一遍", "all alarms of the day, in one pass"), number(seconds), word("秒", "s")])
        table.add([
            "", number(Double(fired) / max(0.000_001, seconds)), word("次/秒", "alarms/s"),
            number(median { Double($0.terms.fired) / max(0.000_001, $0.terms.seconds) }),
        ])
        table.add([
            word("  每次，处理器时间", "  each, processor time"), number(microseconds), word("微秒", "µs"), number(median { Self.each($0.terms) }), number(ratio),
        ])
        table.add([word("  同上，办件数为十分之一", "  the same among a tenth of the cases"), number(median { Self.each($0.few) }), word("微秒", "µs"), "", number(growth)])
        table.add([word("内存，每件未办结的办件", "memory, of each open case"), number(Double(open.memory) / Double(max(1, open.cases))), word("字节", "bytes")])
        table.add([word("  连同这一遍的峰值", "  with the peak of the pass"), number(bytesPerCase), word("字节", "bytes")])
        table.add([word("状态日志，每件", "changelog, of each case"), number(writtenPerCase), word("字节", "bytes")])
        table.add([
            word("恢复", "restoring"), number(restoreRate), word("件/秒", "cases/s"), number(recordRate), number(restoreRate / max(1, recordRate)),
        ])
        return table.lines() + [
            word("提醒日：\(day)（开始时）；对照：同样多的记录到期；恢复的对照：记录", "day of the alarms: \(day), at its start; beside: as many records whose term is over; beside restoring: records"),
            open.states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
        ] + limits.map { $0.line(language) }
    }

    /// One JSON object.
    public var json: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("name", "cases")
        writer.member("day", day.description)
        writer.member("cases", open.cases)
        writer.name("states")
        writer.beginObject()
        for (name, count) in open.states.sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            writer.number(count)
        }
        writer.endObject()
        for alarm in CaseDue.Alarm.allCases {
            writer.name(alarm.rawValue)
            writer.number(alarms[alarm] ?? 0)
        }
        writer.member("commands", commands)
        let figures: [(StaticString, Double)] = [
            ("openSeconds", open.seconds), ("seconds", seconds), ("alarmsPerSecond", Double(fired) / max(0.000_001, seconds)),
            ("microseconds", microseconds), ("termMicroseconds", median { Self.each($0.terms) }), ("ratio", ratio), ("growth", growth),
            ("memoryPerCase", Double(open.memory) / Double(max(1, open.cases))), ("peakPerCase", bytesPerCase), ("changelogPerCase", writtenPerCase),
            ("casesRestoredPerSecond", restoreRate), ("recordsRestoredPerSecond", recordRate),
        ]
        for (name, value) in figures {
            writer.name(name)
            writer.rounded(value)
        }
        writer.name("limits")
        writer.beginArray()
        for limit in limits {
            writer.beginObject()
            writer.member("name", limit.name)
            writer.name("value")
            writer.rounded(limit.value)
            writer.member("isMet", limit.isMet)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
