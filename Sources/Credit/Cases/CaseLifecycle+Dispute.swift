extension CaseLifecycle {
    /// 异议 (国办发〔2020〕49号 section 6, 国办发〔2025〕22号; the steps after a city's procedure [S]).
    public static let dispute = CaseLifecycle(
        kind: .dispute,
        transitions: [
            Transition("submitted", from: [], to: .submitted, by: [.intake], zh: "提交", en: "submitted"),
            Transition("returned", from: [.submitted], to: .returned, by: [.office], zh: "退回补正", en: "returned for supplement"),
            Transition("supplemented", from: [.returned], to: .submitted, by: [.intake], zh: "补正", en: "supplemented"),
            Transition("notAccepted", from: [.submitted, .returned], to: .notAccepted, by: [.office], zh: "不予受理", en: "not accepted"),
            Transition("accepted", from: [.submitted], to: .accepted, by: [.office], [.mark], zh: "受理", en: "accepted"),
            Transition("forwarded", from: [.accepted], to: .forwarded, by: [.office], [.askSource], zh: "转交核查", en: "forwarded to the source"),
            Transition(
                "extended", from: [.submitted, .accepted, .forwarded, .verified], to: nil, by: [.office], zh: "延期", en: "extended"),
            Transition(
                "verified", from: [.accepted, .forwarded], to: .effecting, if: .settled, by: [.source], [.unmark],
                zh: "核实：维持，或已不再公示", en: "verified: upheld, or shown no more"),
            Transition(
                "verified", from: [.accepted, .forwarded], to: .verified, if: .unsettled, by: [.source], zh: "核实：应更正或撤销",
                en: "verified: to be corrected or withdrawn"),
            Transition(
                "settled", from: [.verified], to: .effecting, by: [.ledger], [.unmark], zh: "信息提供单位已更正或撤销",
                en: "the source has corrected or withdrawn"),
            Transition("effected", from: [.effecting], to: .effected, by: [.ledger], zh: "各方均已落实", en: "every place has it"),
            Transition("answered", from: [.effected], to: .closed, by: [.office], zh: "答复申请人", en: "answered"),
            Transition(
                "cancelled", from: [.submitted, .returned, .accepted, .forwarded, .verified], to: .cancelled, by: [.intake], [.unmark],
                zh: "申请人撤回", en: "cancelled by the applicant"),
            Transition(
                "merged", from: [.submitted, .accepted, .forwarded], to: .merged, by: [.office], [.unmark], zh: "并案", en: "merged"),
            Transition(
                "reopened", from: [.closed], to: .accepted, by: [.office], [.mark], zh: "重新办理（一次）", en: "reopened (once)"),
        ],
        responsible: [
            .submitted: .office, .returned: .intake, .accepted: .office, .forwarded: .source, .verified: .source, .effecting: .office,
            .effected: .office,
        ])
}
