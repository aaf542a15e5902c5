import Credit
import Hub
import Ops

/// `credithub dlq replay`: sends dead letters again.
enum DlqReplayCommand: Command {
    static let name = "dlq replay"
    static let usage = "--party P [LETTER...] [--from FILE] [--execute]"
    static let summary = Bilingual(
        zh: "把死信重新发到原来的主题：按最初的先后次序，每条至多一次；不给 --execute 时只演练。同一记录更早的死信未发的等待，台账已有更新内容的不发。退出码：0 所选全部（可）发出，1 有未发的",
        en: "Sends dead letters to the topic they came from again, in the order in which they first came, each once at most; a dry run without --execute. A letter waits for an earlier one of its record, and one that the ledger has newer content for is left. Exit status: 0 all that was selected is (or would be) sent, 1 something is not")
    static let words = 0...Int.max
    static let options =
        [
            DlqOptions.party,
            Arguments.Option("from", "FILE", zh: "发送 dlq export 导出并修改过的记录（JSON Lines）", en: "send records of a file that dlq export wrote and somebody mended (JSON Lines)"),
            DlqOptions.execute,
            Arguments.Option("limit", "N", zh: "至多发送 N 条（默认 1000）", en: "send N letters at most (default 1000)"),
            Arguments.Option("even-superseded", zh: "台账已有更新内容的也发", en: "send letters too that the ledger has newer content for"),
            Arguments.Option("reason", "TEXT", zh: "原因，写入 audit", en: "why, for the audit"),
            DlqOptions.actor, DlqOptions.mostAttempts,
        ] + DlqOptions.selection + [DlqOptions.subjectKey] + DlqOptions.connection + [DlqOptions.embeddedBroker, CommonOptions.json]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        var request = DeadLetterOffice.Request()
        request.selection = try DlqOptions.selection(arguments)
        request.planner.limit = try arguments.int("limit", in: 1...1_000_000) ?? request.planner.limit
        request.planner.mostAttempts = try DlqOptions.mostAttempts(arguments)
        request.planner.sendsSuperseded = arguments.has("even-superseded")
        let setting = try DlqOptions.Setting(arguments, language)
        let party = try setting.party(arguments)
        if let file = arguments["from"] { request.mended = try MendedLetter.read(file: file, party: party) }
        let office = try setting.office(party, needsSecret: true)
        let isDone = arguments.has("execute")
        let result = isDone
            ? try office.replay(request, actor: DlqOptions.actor(arguments), reason: arguments["reason"] ?? "") : try office.plan(request)
        if arguments.has("json") {
            for step in result.plan.steps { print(DlqText.json(step, isDone: isDone)) }
        } else {
            show(result, isDone, language)
        }
        DlqText.tellOthers(result, language)
        DlqText.tellEnd(result, language)
        return result.isComplete ? 0 : 1
    }

    private static func show(_ result: DeadLetterOffice.Result, _ isDone: Bool, _ language: Language) {
        let isChinese = language == .zh
        if !result.plan.steps.isEmpty {
            var table = TextTable(
                header: isChinese ? ["死信", "处理", "记录", "次数", "事件", "原因"] : ["letter", "what", "record", "attempt", "event", "why"],
                rightAligned: [3])
            for step in result.plan.steps {
                let (short, why) = DlqText.name(step.decision)
                table.add(
                    [
                        step.letter.id.description, short.text(language), DlqText.short(step.candidate.recordID ?? step.letter.record),
                        String(step.letter.attempt + 1), step.letter.event, why.text(language),
                    ].map(\.printable))
            }
            table.lines(indent: "").forEach { print($0) }
        }
        let sends = result.plan.sends.count
        let rest = result.plan.steps.count - sends
        if isDone {
            print(isChinese ? "已重发 \(result.applied) 条，未发 \(rest) 条" : "\(result.applied) sent, \(rest) not sent")
        } else {
            print(
                isChinese
                    ? "演练：将重发 \(sends) 条，不发 \(rest) 条；加 --execute 执行"
                    : "dry run: \(sends) would be sent, \(rest) not; --execute does it")
        }
    }
}
