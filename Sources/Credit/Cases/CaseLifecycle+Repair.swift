extension CaseLifecycle {
    /// 信用修复 (国家发展改革委令第36号 from 2026-04-01, 第58号 until 2026-03-31; 国办发〔2025〕22号).
    public static let repair = CaseLifecycle(
        kind: .repair,
        transitions: [
            Transition("submitted", from: [], to: .submitted, by: [.intake], zh: "提交申请", en: "submitted"),
            Transition("returned", from: [.submitted], to: .returned, by: [.office, .source], zh: "退回补正", en: "returned for supplement"),
            Transition("supplemented", from: [.returned], to: .submitted, by: [.intake], zh: "补正", en: "supplemented"),
            Transition(
                "notAccepted", from: [.submitted, .returned], to: .notAccepted, by: [.office, .source], zh: "不予受理", en: "not accepted"),
            Transition("accepted", from: [.submitted], to: .accepted, by: [.office, .source], zh: "受理", en: "accepted"),
            Transition("extended", from: [.submitted, .accepted], to: nil, by: [.office, .source], zh: "延期", en: "extended"),
            Transition(
                "decided", from: [.accepted], to: .effecting, if: .granted, by: [.source], [.takeDown], zh: "准予修复", en: "granted"),
            Transition(
                "decided", from: [.accepted], to: .granted, if: .grantedLater, by: [.source], zh: "准予修复（稍后生效）",
                en: "granted from a later day on"),
            Transition("decided", from: [.accepted], to: .closed, if: .refused, by: [.source], zh: "不予修复", en: "refused"),
            Transition(
                "effective", from: [.granted], to: .effecting, by: [.ledger], [.takeDown], zh: "停止公示日期已到", en: "its day has come"),
            Transition("effected", from: [.effecting], to: .closed, by: [.ledger], zh: "各方均已落实", en: "every place has it"),
            Transition(
                "withdrawn", from: [.submitted, .returned, .accepted], to: .cancelled, by: [.intake], zh: "申请人撤回",
                en: "taken back by the applicant"),
            Transition(
                "revoked", from: [.granted, .effecting, .closed], to: .revoked, if: .granted, by: [.source], [.restore], zh: "撤销修复",
                en: "revoked"),
        ],
        responsible: [
            .submitted: .office, .returned: .intake, .accepted: .source, .effecting: .office,
        ])
}
