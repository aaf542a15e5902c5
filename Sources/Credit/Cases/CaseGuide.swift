/// The lifecycles for people: what `contracts/CASES.md` says.
public enum CaseGuide {
    /// The content of `contracts/CASES.md`.
    public static var markdown: String {
        var text = """
            # 办理流程 · Lifecycles of cases

            异议、信用修复和处罚信息的撤回按下面的流程办理；台账即按同一份定义运行。
            Disputes, repairs and withdrawals of penalties go by these lifecycles; the ledger runs by the same definitions.
            This file is what `credithub disputes lifecycle` prints; a test compares the two.

            """
        for kind in CaseKind.allCases {
            let lifecycle = kind.lifecycle
            text += "\n## \(title(kind))\n\n```mermaid\n\(lifecycle.mermaid)```\n\n"
            text += "| 命令 command | 从 from | 到 to | 由谁 who | 后果 consequences | |\n|---|---|---|---|---|---|\n"
            for step in lifecycle.transitions {
                let from = step.from.isEmpty ? "-" : step.from.map(\.rawValue).joined(separator: ", ")
                let condition = step.condition.map { " (\($0.rawValue))" } ?? ""
                text += "| `\(step.command)`\(condition) | \(from) | \(step.to?.rawValue ?? "=") | \(step.who.map { title($0) }.joined(separator: ", "))"
                text += " | \(step.consequences.map(\.rawValue).joined(separator: ", ")) | \(step.title.zh) · \(step.title.en) |\n"
            }
            text += "\n| 状态 state | | 待办 next step by |\n|---|---|---|\n"
            for state in lifecycle.states {
                let title = CaseWords.title(state)
                text += "| `\(state.rawValue)` | \(title.zh) · \(title.en) | \(lifecycle.responsible[state].map { self.title($0) } ?? "-") |\n"
            }
        }
        return text
    }

    private static func title(_ kind: CaseKind) -> String {
        switch kind {
        case .dispute: "异议 · Disputes"
        case .repair: "信用修复 · Repairs"
        case .withdrawal: "撤回处罚信息 · Withdrawals of penalties"
        }
    }

    private static func title(_ role: CaseLifecycle.Role) -> String {
        switch role {
        case .intake: "提交单位 intake"
        case .office: "信用办 office"
        case .source: "来源部门 source"
        case .ledger: "台账 ledger"
        }
    }
}

extension CaseLifecycle {
    /// The lifecycle as a Mermaid state diagram.
    public var mermaid: String {
        var text = "stateDiagram-v2\n"
        for state in states { text += "    \(state.rawValue): \(CaseWords.title(state).zh)\n" }
        for step in transitions {
            for from in step.from.isEmpty ? [nil] : step.from.map(Optional.some) {
                guard let to = step.to ?? from else { continue }
                text += "    \(from?.rawValue ?? "[*]") --> \(to.rawValue): \(step.command)\n"
            }
        }
        for state in states where state.isEnd { text += "    \(state.rawValue) --> [*]\n" }
        return text
    }
}
