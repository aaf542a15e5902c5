import Credit
import Foundation
import Hub
import Ops

/// `credithub dlq export`: dead letters as a file that can be mended.
enum DlqExportCommand: Command {
    static let name = "dlq export"
    static let usage = "--party P [LETTER...] [--out FILE]"
    static let summary = Bilingual(
        zh: "把待处理的死信导出为 JSON Lines：改好每行的 record，再用 dlq replay --from 重发。含个人信息，文件仅本人可读（0600）",
        en: "Writes outstanding letters as JSON Lines: mend the record of each line, then send them with dlq replay --from. Holds personal data: only you can read the file (0600)")
    static let words = 0...Int.max
    static let options =
        [
            DlqOptions.party,
            Arguments.Option("out", "FILE", zh: "写入文件（默认标准输出）", en: "the file (default: standard output)"),
            Arguments.Option("force", zh: "覆盖已有的文件", en: "replace a file that is there"),
        ] + DlqOptions.selection + [DlqOptions.subjectKey] + DlqOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let selection = try DlqOptions.selection(arguments)
        let setting = try DlqOptions.Setting(arguments, language)
        let party = try setting.party(arguments)
        let office = try setting.office(party, needsSecret: false)
        let result = try office.discardable(selection)
        let file = try arguments["out"].map { try create($0, replaces: arguments.has("force")) }
        for step in result.plan.steps {
            let (contract, operation) = office.form(of: step.letter, step.candidate)
            let line = LetterExport(step.letter, step.candidate, contract: contract, operation: operation, party: party).line
            if let file {
                try file.write(contentsOf: Data((line + "\n").utf8))
            } else {
                print(line)
            }
        }
        try file?.close()
        if let path = arguments["out"] {
            print(language == .zh ? "已导出 \(result.plan.steps.count) 条到 \(path)" : "\(result.plan.steps.count) letters written to \(path)")
        }
        DlqText.tellOthers(result, language)
        return result.unknown.isEmpty ? 0 : 1
    }

    /// Makes a file that nobody else can read, from its first moment.
    private static func create(_ path: String, replaces: Bool) throws(SetupError) -> FileHandle {
        // A new file, not the old one emptied: that may be open to others, or a link to somewhere else.
        if replaces { unlink(path) }
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else {
                throw SetupError(zh: "无法写入 \(path)：请检查目录和权限", en: "cannot write \(path): check folder and permissions")
            }
            throw SetupError(zh: "\(path) 已存在；用 --force 覆盖", en: "\(path) exists; --force replaces it")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
