import Contracts
import Credit
import Hub
import JSON
import Ops

/// `credithub contracts lint`: may these contracts go into use?
enum ContractsLintCommand: Command {
    static let name = "contracts lint"
    static let usage = "[--contracts DIR] [--json] [--rules]"
    static let summary = Bilingual(
        zh: "检查数据合同目录：法律依据、禁止归集的信息、个人信息脱敏、名单、字段、代码表和示例。退出码：0 无问题（可有警告），1 有错误，2 无法读取",
        en: "Checks a folder of contracts: legal basis, what may not be collected, masking of personal data, lists, fields, code tables and examples. Exit status: 0 clean (warnings allowed), 1 errors found, 2 cannot read")
    static let options = [
        CommonOptions.contracts, CommonOptions.json,
        Arguments.Option("rules", zh: "列出全部规则", en: "list the rules"),
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        if arguments.has("rules") {
            arguments.has("json") ? printRulesJSON() : printRules(language)
            return 0
        }
        let directory = arguments["contracts"] ?? ProjectFolder.path("contracts")
        let findings = try ContractLint.run(directory: directory, today: SystemClock().now().day)
        for finding in findings {
            guard arguments.has("json") else {
                print(finding.text(language))
                continue
            }
            var writer = JSONWriter()
            finding.write(to: &writer)
            print(String(decoding: writer.bytes, as: UTF8.self))
        }
        let errors = findings.count { $0.severity == .error }
        if !arguments.has("json") {
            let warnings = findings.count - errors
            print(language == .zh ? "错误 \(errors) 个，警告 \(warnings) 个（\(directory)）" : "\(errors) errors, \(warnings) warnings (\(directory))")
        }
        return errors > 0 ? 1 : 0
    }

    private static func printRules(_ language: Language) {
        let width = LintRule.allCases.map(\.rawValue.count).max() ?? 0
        for rule in LintRule.allCases {
            let gap = String(repeating: " ", count: width - rule.rawValue.count)
            print("\(rule.rawValue)\(gap)  \(rule.severity.rawValue)\(rule.severity == .error ? "  " : "")  \(rule.summary.text(language))")
        }
    }

    private static func printRulesJSON() {
        for rule in LintRule.allCases {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("rule", rule.rawValue)
            writer.member("severity", rule.severity.rawValue)
            writer.member("zh", rule.summary.zh)
            writer.member("en", rule.summary.en)
            writer.endObject()
            print(String(decoding: writer.bytes, as: UTF8.self))
        }
    }
}
