import Credit
import Hub
import JSON
import Ops

/// `credithub dlq list`: what was refused and what became of it.
enum DlqListCommand: Command {
    static let name = "dlq list"
    static let usage = "[--party P] [--status outstanding|parked|replayed|discarded|all] [--json]"
    static let summary = Bilingual(
        zh: "列出死信及其处理状态，并按错误代码汇总；不给 --party 时列出所有单位（部门、订阅方、上级平台）",
        en: "Lists dead letters and what became of them, with a summary by code; all parties (departments, subscribers, upper platforms) unless --party names one")
    static let words = 0...Int.max
    static let options =
        [
            DlqOptions.party,
            Arguments.Option("status", "STATE", zh: "outstanding（默认，含搁置）、parked、replayed、discarded 或 all", en: "outstanding (default, parked ones too), parked, replayed, discarded or all"),
        ] + DlqOptions.selection + [DlqOptions.mostAttempts] + DlqOptions.connection + [CommonOptions.json]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let selection = try DlqOptions.selection(arguments)
        let wanted = try states(arguments["status"] ?? "outstanding")
        let mostAttempts = try DlqOptions.mostAttempts(arguments)
        let setting = try DlqOptions.Setting(arguments, language)
        let parties = arguments["party"] == nil ? setting.topology.answeredParties : [try setting.party(arguments)]
        let isChinese = language == .zh
        var table = TextTable(
            header: isChinese ? ["死信", "单位", "种类", "退回时间", "错误", "合同", "操作", "记录", "次数", "状态", "事件"]
                : ["letter", "party", "kind", "refused", "codes", "contract", "operation", "record", "attempt", "state", "event"],
            rightAligned: [8])
        var byCode: [String: Int] = [:]
        var count = 0
        for party in parties {
            let office = try setting.office(party, needsSecret: false)
            let book = try office.book()
            for letter in book.inOrder where selection.takes(letter) {
                guard let state = book.state(of: letter.id, mostAttempts: mostAttempts), wanted.contains(state) else { continue }
                count += 1
                byCode[letter.codes.first ?? "", default: 0] += 1
                if arguments.has("json") {
                    print(json(letter, office.kind(of: letter), party, state))
                } else {
                    table.add(
                        [
                            letter.id.description, party, DlqText.name(office.kind(of: letter)).text(language), DlqText.short(letter.time),
                            letter.codes.prefix(3).joined(separator: ","),
                            letter.contract ?? "", letter.operation ?? "", DlqText.short(letter.record), String(letter.attempt),
                            state.name.text(language), letter.event,
                        ].map(\.printable))
                }
            }
        }
        guard !arguments.has("json") else { return 0 }
        guard count > 0 else {
            print(isChinese ? "没有这样的死信" : "no such letters")
            return 0
        }
        table.lines(indent: "").forEach { print($0) }
        print(isChinese ? "\n共 \(count) 条：" : "\n\(count) letters:")
        var summary = TextTable(header: ["", "", ""], rightAligned: [0])
        for (code, count) in byCode.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            summary.add([String(count), code.printable, FaultCode(rawValue: code)?.title.text(language) ?? ""])
        }
        summary.lines().dropFirst(2).forEach { print($0) }
        return 0
    }

    private static func states(_ text: String) throws(SetupError) -> Set<LetterBook.State> {
        switch text {
        case "all": return [.outstanding, .parked, .replayed, .discarded]
        case "outstanding": return [.outstanding, .parked]
        default:
            guard let state = LetterBook.State(rawValue: text) else {
                throw SetupError(
                    zh: "--status 应为 outstanding、parked、replayed、discarded 或 all", en: "--status must be outstanding, parked, replayed, discarded or all")
            }
            return [state]
        }
    }

    private static func json(_ letter: Letter, _ kind: IntakeKind?, _ party: String, _ state: LetterBook.State) -> String {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("letter", letter.id.description)
        writer.member("party", party)
        if let kind { writer.member("kind", kind.rawValue) }
        writer.member("event", letter.event)
        writer.member("state", state.rawValue)
        writer.member("attempt", letter.attempt)
        writer.member("time", letter.time.description)
        writer.member("stage", letter.stage)
        writer.name("codes")
        writer.beginArray()
        for code in letter.codes { writer.string(code) }
        writer.endArray()
        writer.name("message")
        letter.message.write(to: &writer)
        if let contract = letter.contract { writer.member("contract", contract) }
        if let operation = letter.operation { writer.member("operation", operation) }
        if let record = letter.record { writer.member("record", record.description) }
        writer.member("origin", letter.origin.description)
        writer.member("root", letter.root.description)
        if letter.isCut { writer.member("cut", true) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
