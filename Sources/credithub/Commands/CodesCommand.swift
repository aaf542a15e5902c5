import Credit

/// `credithub codes`: the table of fault codes.
enum CodesCommand: Command {
    static let name = "codes"
    static let usage = "[CODE...] [--markdown]"
    static let summary = Bilingual(zh: "列出错误代码及处理办法", en: "Lists the fault codes and what to do about each")
    static let words = 0...Int.max
    static let options = [
        Arguments.Option("markdown", zh: "输出 Markdown 表（contracts/ERROR-CODES.md 的内容）", en: "print the Markdown of contracts/ERROR-CODES.md")
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        if arguments.has("markdown") {
            print(FaultCodeTable.markdown, terminator: "")
            return 0
        }
        let wanted = FaultCode.allCases.filter { arguments.rest.isEmpty || arguments.rest.contains($0.rawValue) }
        for code in wanted {
            print("\(code.rawValue)  \(code.title.text(language))")
            print("        \(code.remedy.text(language))")
        }
        let unknown = arguments.rest.filter { FaultCode(rawValue: $0) == nil }
        for code in unknown { print(language == .zh ? "没有错误代码 \(code)" : "there is no code \(code)") }
        return unknown.isEmpty ? 0 : 1
    }
}
