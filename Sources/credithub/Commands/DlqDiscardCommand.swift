import Credit
import Hub
import Ops

/// `credithub dlq discard`: gives dead letters up.
enum DlqDiscardCommand: Command {
    static let name = "dlq discard"
    static let usage = "--party P [LETTER...] --reason TEXT [--execute]"
    static let summary = Bilingual(
        zh: "放弃死信：不再重发，也不再挡住同一记录之后的死信；死信本身保留，放弃的人和原因写入 audit。不给 --execute 时只演练",
        en: "Gives letters up: they are not sent any more, and hold later ones of their record up no longer. The letter stays where it is; who and why goes to the audit. A dry run without --execute")
    static let words = 0...Int.max
    static let options =
        [
            DlqOptions.party, Arguments.Option("reason", "TEXT", zh: "原因（必填），写入 audit", en: "why (needed), for the audit"),
            DlqOptions.execute, DlqOptions.actor,
        ] + DlqOptions.selection + [DlqOptions.subjectKey] + DlqOptions.connection + [DlqOptions.embeddedBroker]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let reason = arguments["reason"], !reason.allSatisfy(\.isWhitespace) else {
            throw SetupError(zh: "请用 --reason 写明放弃的原因", en: "say why with --reason")
        }
        let selection = try DlqOptions.selection(arguments)
        let setting = try DlqOptions.Setting(arguments, language)
        let office = try setting.office(try setting.party(arguments), needsSecret: true)
        let isDone = arguments.has("execute")
        let result = isDone
            ? try office.discard(selection, actor: DlqOptions.actor(arguments), reason: reason) : try office.discardable(selection)
        show(result, isDone, language)
        DlqText.tellOthers(result, language)
        DlqText.tellEnd(result, isDiscard: true, language)
        return result.isFenced || result.failure != nil || !result.unknown.isEmpty ? 1 : 0
    }

    private static func show(_ result: DeadLetterOffice.Result, _ isDone: Bool, _ language: Language) {
        let isChinese = language == .zh
        let steps = result.plan.steps
        if !steps.isEmpty {
            var table = TextTable(
                header: isChinese ? ["死信", "退回时间", "错误", "记录", "事件"] : ["letter", "refused", "codes", "record", "event"])
            for step in steps {
                let letter = step.letter
                table.add(
                    [
                        letter.id.description, DlqText.short(letter.time), letter.codes.prefix(3).joined(separator: ","),
                        DlqText.short(step.candidate.recordID ?? letter.record), letter.event,
                    ].map(\.printable))
            }
            table.lines(indent: "").forEach { print($0) }
        }
        if isDone {
            print(isChinese ? "已放弃 \(result.applied) 条" : "\(result.applied) discarded")
        } else {
            print(isChinese ? "演练：将放弃 \(steps.count) 条；加 --execute 执行" : "dry run: \(steps.count) would be discarded; --execute does it")
        }
    }
}
