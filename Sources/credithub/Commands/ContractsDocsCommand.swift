import Contracts
import Credit
import Hub
import Ops

/// `credithub contracts docs`: the contracts as pages for the IT teams of departments.
enum ContractsDocsCommand: Command {
    static let name = "contracts docs"
    static let usage = "[--out DIR] [--format markdown|html|both]"
    static let summary = Bilingual(
        zh: "生成数据合同文档：每个合同版本一页，另有索引、代码表、错误代码和术语页（Markdown 和自成一体的 HTML）",
        en: "Writes documentation in Chinese: a page for each contract version, with index, code tables, error codes and vocabulary (Markdown and self-contained HTML)")
    static let options = [
        Arguments.Option("out", "DIR", zh: "输出文件夹（默认 ./contract-docs），其下为 markdown/ 和 html/", en: "folder to write (default: ./contract-docs), with markdown/ and html/ in it"),
        Arguments.Option("format", "NAME", zh: "markdown、html 或 both（默认 both）", en: "markdown, html or both (default: both)"),
        CommonOptions.contracts,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let named = arguments["format"] ?? "both"
        let formats: [DocumentationSite.Format]
        if named == "both" {
            formats = DocumentationSite.Format.allCases
        } else if let format = DocumentationSite.Format(rawValue: named) {
            formats = [format]
        } else {
            throw SetupError(zh: "没有格式 \(named)（可用：markdown、html、both）", en: "there is no format \(named) (there are: markdown, html, both)")
        }
        let catalogue = try Catalogue.load(directory: arguments["contracts"] ?? ProjectFolder.path("contracts"))
        let folder = arguments["out"] ?? "contract-docs"
        let count = try DocumentationSite(SheetReader(catalogue)).write(to: folder, formats)
        let first = formats.contains(.html) ? "\(folder)/html/index.html" : "\(folder)/markdown/index.md"
        print(language == .zh ? "写出 \(count) 个文件，从 \(first) 看起" : "\(count) files written; begin with \(first)")
        return 0
    }
}
