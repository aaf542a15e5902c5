import Contracts
import Credit
import Foundation
import Hub
import Ops

/// `credithub check`: would ingest take these records?
enum CheckCommand: Command {
    static let name = "check"
    static let usage = "(--contract NAME@VERSION | --schema FILE | --syntax) [--json] FILE..."
    static let summary = Bilingual(
        zh: "离线检查文件：按数据合同（JSON Lines 或单个 JSON，与接入环节完全一致）、按任意 JSON Schema 2020-12（每个文件一个文档），或仅检查 JSON 语法；“-” 为标准输入。退出码：0 全部合格，1 有不合格，2 无法读取",
        en: "Checks files offline: by a contract (JSON Lines or one JSON document, exactly as ingest would), by any JSON Schema 2020-12 (one document a file), or for JSON syntax only; \"-\" is standard input. Exit status: 0 all valid, 1 something refused, 2 cannot read")
    static let words = 0...Int.max
    static let options = [
        Arguments.Option("contract", "NAME@VERSION", zh: "数据合同，如 administrative-penalty@2", en: "the contract, as administrative-penalty@2"),
        Arguments.Option("operation", "NAME", zh: "操作，如 reported、corrected、withdrawn（默认为合同的默认操作）", en: "the operation, as reported, corrected, withdrawn (default: the contract's own)"),
        Arguments.Option("schema", "FILE", zh: "任意 JSON Schema 2020-12 文件；引用的文件在其旁查找", en: "any JSON Schema 2020-12 file; files it refers to are looked for beside it"),
        Arguments.Option("assert-format", zh: "与 --schema 同用：format 不符也算不合格", en: "with --schema: a format that does not match is refused"),
        Arguments.Option("syntax", zh: "只检查 JSON 语法（RFC 8259）", en: "only parse (RFC 8259)"),
        CommonOptions.today, CommonOptions.contracts, CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let ways = [arguments["contract"] != nil, arguments["schema"] != nil, arguments.has("syntax")].count { $0 }
        guard ways == 1 else {
            throw SetupError(
                zh: "请用 --contract 指定数据合同（如 administrative-penalty@2），或用 --schema 指定模式文件，或用 --syntax，三者取一",
                en: "name the contract with --contract (as administrative-penalty@2), or a schema with --schema, or give --syntax: one of the three")
        }
        guard !arguments.rest.isEmpty else {
            throw SetupError(zh: "请给出要检查的文件", en: "name the files to check")
        }
        let check = try self.check(arguments)
        var isUnreadable = false
        var valid = 0
        var refused = 0
        for file in arguments.rest {
            // A handle reads pipes too, which a department's pipeline may give in place of a file.
            let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
            let data = handle.flatMap { try? $0.readToEnd() ?? Data() }
            guard let data else {
                isUnreadable = true
                let text = language == .zh ? "无法读取文件 \(file)" : "cannot read the file \(file)"
                try? FileHandle.standardError.write(contentsOf: Data("credithub: \(text)\n".utf8))
                continue
            }
            check.run(file, [UInt8](data)) { outcome in
                if outcome.isValid { valid += 1 } else { refused += 1 }
                if arguments.has("json") {
                    print(outcome.json())
                } else if !outcome.isValid {
                    show(outcome, language)
                }
            }
        }
        if !arguments.has("json"), valid + refused > 0 {
            print(language == .zh ? "合格 \(valid) 条，不合格 \(refused) 条（\(check.name)）" : "\(valid) valid, \(refused) refused (\(check.name))")
        }
        return isUnreadable ? 2 : refused > 0 ? 1 : 0
    }

    /// What is checked by, and how a file's bytes are.
    private struct Check {
        let name: String
        let run: (String, [UInt8], (CheckOutcome) -> Void) -> Void
    }

    private static func check(_ arguments: Arguments) throws -> Check {
        let today = try CommonOptions.day(arguments)
        if let named = arguments["contract"] {
            let check = try contractCheck(named, today, arguments)
            return Check(name: named) { check.run(file: $0, bytes: $1, $2) }
        }
        let schema = try arguments["schema"].map { try SchemaFile($0, assertsFormat: arguments.has("assert-format")).schema }
        let checker = DocumentChecker(schema: schema, today: today)
        return Check(name: arguments["schema"] ?? "JSON") { file, bytes, body in
            body(CheckOutcome(file: file, faults: bytes.withUnsafeBytes { checker.faults($0) }))
        }
    }

    private static func contractCheck(_ named: String, _ today: CivilDate, _ arguments: Arguments) throws -> FileCheck {
        let catalogue = try Catalogue.load(directory: arguments["contracts"] ?? ProjectFolder.path("contracts"))
        let contract = try catalogue.contract(named: named)
        var operation = contract.defaultOperation
        if let name = arguments["operation"] {
            guard let found = contract.operation(name) else {
                let known = contract.operations.map(\.name).joined(separator: ", ")
                throw SetupError(zh: "合同 \(named) 没有操作 \(name)（可用：\(known)）", en: "\(named) has no operation \(name) (there are: \(known))")
            }
            operation = found
        }
        // The key only shapes the identity of natural persons' records, which an offline check does not use.
        return FileCheck(
            contract: contract, operation: operation, today: today, subjectKeys: SubjectKeys(secret: [UInt8](repeating: 0, count: 32)))
    }

    private static func show(_ outcome: CheckOutcome, _ language: Language) {
        let place = outcome.line.map { "\(outcome.file):\($0)" } ?? outcome.file
        print(place)
        for fault in outcome.faults {
            let found = fault.value.map { language == .zh ? "（实际：\($0)）" : " (found: \($0))" } ?? ""
            print("  \(fault.code.rawValue) \(fault.path)  \(fault.message.text(language))\(found)".printable)
            print("         → \(fault.remedy.text(language))".printable)
        }
    }
}
