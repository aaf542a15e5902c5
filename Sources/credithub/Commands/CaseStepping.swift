import Credit
import Foundation
import Hub
import JSON
import Ops

/// What the steps of `disputes` and `repairs` share.
enum CaseStepping {
    static let words = 2...2
    static let usage = "STEP CASE [--content FILE] [--set FIELD=TEXT] [--set FIELD:=JSON] [--record ID] [--party P] [--dry-run] [--no-wait] [--json]"
    static let options =
        [
            Arguments.Option("content", "FILE", zh: "步骤内容（JSON 对象；- 为标准输入）", en: "content of the step (a JSON object; - is standard input)"),
            Arguments.Option(
                "set", "FIELD=TEXT", zh: "填写一个字段；FIELD:=JSON 填写数字、数组或对象；可重复",
                en: "one field; FIELD:=JSON for a number, an array or an object; may be repeated"),
            Arguments.Option("record", "ID", zh: "open：所涉记录的标识", en: "open: id of the record that it is about"),
            Arguments.Option("party", "P", zh: "由哪个单位办理（默认按办理流程）", en: "the party that does it (by the lifecycle, if not named)"),
            Arguments.Option("contract", "NAME@VERSION", zh: "数据合同（默认为办件的合同）", en: "the contract (by default that of the case)"),
        ] + HandingOver.options + [CommonOptions.today, CommonOptions.json] + ListsOptions.connection

    /// What the help says of the steps of a kind of case.
    static func summary(_ kind: CaseKind) -> Bilingual {
        let verbs = CaseVerb.all(of: kind).map { verb in
            let title = kind.lifecycle.transitions.first { $0.command == verb.operation }?.title
            return (verb.word, title?.zh ?? "", verb.operation)
        }
        return Bilingual(
            zh: "办理一件\(kind == .dispute ? "异议" : "信用修复")：作为事件发布到办理单位的主题并等待回执。步骤：\(verbs.map { "\($0.0) \($0.1)" }.joined(separator: "，"))。编号、记录、主体、版本、日期和办理单位自动填写，其余用 --content 或 --set。退出码：0 已受理或重复，1 被拒绝，2 用法或设置有误，3 超时未答复",
            en: "Handles one of the \(kind == .dispute ? "disputes" : "repairs"): publishes the step as an event on the topic of the party that does it, and waits for the receipt. Steps: \(verbs.map { "\($0.0) (\($0.2))" }.joined(separator: ", ")). Case, record, subject, version, date and party are filled in; give the rest with --content or --set. Exit status: 0 accepted or duplicate, 1 refused, 2 usage or set-up wrong, 3 unanswered in time")
    }

    static func run(_ kind: CaseKind, _ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard arguments.rest.count == 2 else {
            throw SetupError(zh: "请给出步骤和办件编号；用 --help 查看步骤", en: "name step and case; --help lists the steps")
        }
        let verbs = CaseVerb.all(of: kind)
        guard let verb = verbs.first(where: { $0.word == arguments.rest[0] }) else {
            let known = verbs.map(\.word).joined(separator: ", ")
            throw SetupError(
                zh: "没有步骤 \(arguments.rest[0])（可用：list, show, \(known)）", en: "there is no step \(arguments.rest[0]) (there are: list, show, \(known))")
        }
        let today = try CommonOptions.day(arguments)
        let setting = try ListsOptions.Setting(arguments)
        var words = CaseOrder.Words(kind: kind, verb: verb, caseID: arguments.rest[1])
        words.party = arguments["party"]
        words.contract = arguments["contract"]
        words.members = try members(arguments)
        var row: CaseBook.Row?
        if verb.opens {
            if let record = arguments["record"] { words.members.append(("recordId", .string(record))) }
        } else {
            row = try one(words, setting)
        }
        let order = try CaseOrder(
            words, held: row?.held, source: row?.source,
            submission: row.flatMap { CaseSubmission.read($0.held, configuration: setting.configuration) }, topology: setting.topology,
            catalogue: setting.catalogue, today: today)
        return try HandingOver(
            configuration: setting.configuration, catalogue: setting.catalogue, topology: setting.topology, arguments: arguments,
            language: language
        ).run(HandedFile(Array(order.content.jsonText.utf8), path: words.caseID), order.publication, today: today)
    }

    private static func one(_ words: CaseOrder.Words, _ setting: ListsOptions.Setting) throws -> CaseBook.Row {
        let rows = try CaseBook(configuration: setting.configuration, office: setting.topology.caseOffice?.party).named(words.caseID, words.kind)
        // Two parties may have given the same id.
        let mine = words.party.map { party in rows.filter { [$0.held.party, $0.source].contains(party) } } ?? rows
        let found = mine.isEmpty ? rows : mine
        guard let row = found.first else {
            throw SetupError(
                zh: "没有办件 \(words.caseID)；用 credithub \(words.kind == .dispute ? "disputes" : "repairs") list --all 查看",
                en: "there is no case \(words.caseID); look with credithub \(words.kind == .dispute ? "disputes" : "repairs") list --all")
        }
        guard found.count == 1 else {
            let parties = found.map(\.held.party).joined(separator: ", ")
            throw SetupError(
                zh: "有 \(found.count) 件编号为 \(words.caseID)（提交单位：\(parties)）：请用 --party 指定", en: "\(found.count) cases are called \(words.caseID) (submitted by \(parties)): name one with --party")
        }
        return row
    }

    /// What `--set` and `--content` give; the former go first.
    private static func members(_ arguments: Arguments) throws(SetupError) -> [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        for text in arguments.all("set") {
            guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
                throw SetupError(zh: "--set 应为 FIELD=TEXT 或 FIELD:=JSON", en: "--set must be FIELD=TEXT or FIELD:=JSON")
            }
            let value = String(text[text.index(after: sign)...])
            let before = text.index(before: sign)
            if text[before] == ":" {
                guard let json = try? JSONValue(parsing: value) else {
                    throw SetupError(zh: "--set \(text[..<before]) 的值不是合法的 JSON", en: "the value of --set \(text[..<before]) is not valid JSON")
                }
                members.append((String(text[..<before]), json))
            } else {
                members.append((String(text[..<sign]), .string(value)))
            }
        }
        guard let path = arguments["content"] else { return members }
        guard let object = (try? JSONValue(parsing: HandedFile(path: path).bytes))?.objectValue else {
            throw SetupError(zh: "\(path) 不是 JSON 对象，或无法读取", en: "\(path) is no JSON object, or cannot be read")
        }
        return members + object.map { ($0.name, $0.value) }
    }
}
