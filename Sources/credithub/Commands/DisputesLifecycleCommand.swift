import Credit

/// `credithub disputes lifecycle`: the lifecycles of disputes and repairs.
enum DisputesLifecycleCommand: Command {
    static let name = "disputes lifecycle"
    static let usage = ""
    static let summary = Bilingual(
        zh: "输出异议和信用修复的办理流程（Mermaid 状态图和表，即 contracts/CASES.md 的内容）",
        en: "Prints the lifecycles of disputes and repairs (Mermaid diagrams and tables: the content of contracts/CASES.md)")
    static let options: [Arguments.Option] = []

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        print(CaseGuide.markdown, terminator: "")
        return 0
    }
}
