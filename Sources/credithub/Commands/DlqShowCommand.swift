import Credit
import Hub
import Ops

/// `credithub dlq show`: everything about one dead letter.
enum DlqShowCommand: Command {
    static let name = "dlq show"
    static let usage = "--party P LETTER [--value]"
    static let summary = Bilingual(
        zh: "查看一条死信的全部信息：退回原因、按今天的合同重新检查的结果、消息头、处理经过；内容可能含个人信息，只在给出 --value 时显示。退出码：0 找到，1 没有",
        en: "Shows everything about one letter: why it was refused, what today's contracts say, headers, history; its value only with --value, since it may hold personal data. Exit status: 0 found, 1 not")
    static let words = 0...Int.max
    static let options =
        [
            DlqOptions.party,
            Arguments.Option("value", zh: "显示内容（可能含个人信息）", en: "show the value too (it may hold personal data)"),
            DlqOptions.mostAttempts, DlqOptions.subjectKey,
        ] + DlqOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard arguments.rest.count == 1, let word = arguments.rest.first else {
            throw SetupError(zh: "请给出一个死信编号，如 0/17（见 dlq list）", en: "name one letter, as 0/17 (see dlq list)")
        }
        let id = try DlqOptions.letter(word)
        let mostAttempts = try DlqOptions.mostAttempts(arguments)
        let setting = try DlqOptions.Setting(arguments, language)
        let office = try setting.office(try setting.party(arguments), needsSecret: false)
        let book = try office.book(keepsValues: true)
        guard let letter = book.letters[id], let state = book.state(of: id, mostAttempts: mostAttempts) else {
            DlqText.complain(language == .zh ? "没有死信 \(id)" : "there is no letter \(id)")
            return 1
        }
        let isWhole = arguments.has("value")
        describe(letter, office.kind(of: letter), state, language, isWhole)
        showFaults(office.candidate(for: letter), language)
        showHeaders(letter, language, isWhole)
        showHistory(letter, book, mostAttempts, language)
        if isWhole {
            print(language == .zh ? "\n内容" : "\nvalue")
            print("  " + (letter.value.map { String(decoding: $0, as: UTF8.self).printable } ?? "-"))
        }
        return 0
    }

    private static func describe(_ letter: Letter, _ kind: IntakeKind?, _ state: LetterBook.State, _ language: Language, _ isWhole: Bool) {
        let isChinese = language == .zh
        var rows = [
            (isChinese ? "死信" : "letter", letter.id.description), (isChinese ? "状态" : "state", state.name.text(language)),
            (isChinese ? "种类" : "kind", DlqText.name(kind).text(language)), (isChinese ? "事件" : "event", letter.event), (isChinese ? "退回时间" : "refused", letter.time.description),
            (isChinese ? "环节" : "stage", letter.stage), (isChinese ? "错误" : "codes", letter.codes.joined(separator: ", ") + " (\(letter.faultCount))"),
            (isChinese ? "说明" : "message", letter.message.text(language)), (isChinese ? "合同" : "contract", letter.contract ?? "-"),
            (isChinese ? "操作" : "operation", letter.operation ?? "-"), (isChinese ? "记录" : "record", letter.record?.description ?? "-"),
            (isChinese ? "来源" : "origin", letter.origin.description),
        ]
        if letter.attempt > 0 {
            rows.append((isChinese ? "重发次数" : "attempts", String(letter.attempt)))
            rows.append((isChinese ? "最初来源" : "first origin", letter.root.description))
            rows.append((isChinese ? "最初死信" : "first letter", letter.firstLetter?.description ?? "-"))
        }
        rows.append((isChinese ? "键" : "key", letter.key.map { shown($0, language, isWhole) } ?? "-"))
        let size = letter.value.map { String($0.count) } ?? "-"
        rows.append((isChinese ? "字节数" : "bytes", size + (letter.isCut ? (isChinese ? "（只保存了开头）" : " (only its head was kept)") : "")))
        var table = TextTable(header: ["", ""])
        for (name, text) in rows { table.add([name, text.printable]) }
        table.lines(indent: "").dropFirst(2).forEach { print($0) }
    }

    private static func showFaults(_ candidate: ReplayCandidate, _ language: Language) {
        print(language == .zh ? "\n按今天的合同" : "\nby today's contracts")
        if let obstacle = candidate.obstacle {
            print("  \(obstacle.code)  \(obstacle.message.text(language))")
            print("         → \(obstacle.remedy.text(language))")
        } else if candidate.isGood {
            print(language == .zh ? "  合格，可以重发" : "  good: it can be sent again")
        }
        for fault in candidate.faults {
            let column = fault.column.map { " [\($0)]" } ?? ""
            let found = fault.value.map { language == .zh ? "（实际：\($0)）" : " (found: \($0))" } ?? ""
            print("  \(fault.code.rawValue) \(fault.path)\(column)  \(fault.message.text(language))\(found)".printable)
            print("         → \(fault.remedy.text(language))".printable)
        }
    }

    private static func showHeaders(_ letter: Letter, _ language: Language, _ isWhole: Bool) {
        print(language == .zh ? "\n消息头" : "\nheaders")
        for (name, value) in letter.headers {
            print("  \(name.printable): \(value.map { shown($0, language, isWhole) } ?? "null")")
        }
    }

    private static func showHistory(_ letter: Letter, _ book: LetterBook, _ mostAttempts: Int, _ language: Language) {
        print(language == .zh ? "\n经过" : "\nhistory")
        for other in book.line(of: letter) {
            let state = book.state(of: other.id, mostAttempts: mostAttempts)?.name.text(language) ?? ""
            print("  \(other.time)  \(other.id)  \(other.codes.joined(separator: ","))  \(state)".printable)
            for marker in book.markers[other.id] ?? [] {
                let what = LetterBook.State(rawValue: marker.disposition.rawValue)?.name.text(language) ?? ""
                print("  \(marker.time)    \(what) #\(marker.attempt)  \(marker.by)  \(marker.reason)".printable)
            }
        }
    }

    /// A header or key, unless an identity number stands in it.
    private static func shown(_ bytes: [UInt8], _ language: Language, _ isWhole: Bool) -> String {
        guard isWhole || !bytes.withUnsafeBytes({ ResidentID.occurs(in: $0) }) else {
            return language == .zh ? "（含身份号码，用 --value 显示）" : "(holds an identity number; --value shows it)"
        }
        return String(decoding: bytes, as: UTF8.self).printable
    }
}
