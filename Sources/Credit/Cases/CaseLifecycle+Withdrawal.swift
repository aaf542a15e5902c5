extension CaseLifecycle {
    /// 撤回处罚决定信息 (行政处罚法 art. 48: a decision that was published and is changed, withdrawn, or found illegal or void leaves display
    /// within three days). The ledger begins it by the source's own withdrawal.
    public static let withdrawal = CaseLifecycle(
        kind: .withdrawal,
        transitions: [
            Transition("withdrawn", from: [], to: .effecting, by: [.source], zh: "撤销处罚信息", en: "withdrawn by the source"),
            Transition("withdrawn", from: [.effecting, .closed], to: .effecting, by: [.source], zh: "再次撤销", en: "withdrawn again"),
            Transition("effected", from: [.effecting], to: .closed, by: [.ledger], zh: "各方均已落实", en: "every place has it"),
        ],
        responsible: [.effecting: .office])
}
