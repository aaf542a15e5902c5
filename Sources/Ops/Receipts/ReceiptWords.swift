import Credit

/// What receipts say, in words for people; the word of the topic stands behind in brackets.
public enum ReceiptWords {
    /// The status: `受理入账 (accepted)`. A status that is not known is shown as it is.
    public static func status(_ status: String, _ language: Language) -> String {
        word(status, language, statuses)
    }

    public static func stage(_ stage: String, _ language: Language) -> String {
        word(stage, language, stages)
    }

    public static func operation(_ operation: String, _ language: Language) -> String {
        word(operation, language, operations)
    }

    /// All statuses that a receipt may have.
    public static let allStatuses = ["received", "accepted", "rejected", "duplicate", "stale", "delivered", "closed", "expired"]

    private static let statuses = [
        "received": "接收", "accepted": "受理入账", "rejected": "拒绝", "duplicate": "重复", "stale": "过期版本", "delivered": "已上报",
        "closed": "办结", "expired": "到期",
    ]

    private static let stages = ["ingest": "接入校验", "ledger": "台账", "upstream": "上报"]

    private static let operations = [
        "reported": "报送", "corrected": "更正", "withdrawn": "撤回", "listed": "列入", "changed": "变更",
        "suspended": "中止", "resumed": "恢复", "delisted": "移出", "repaired": "信用修复移出", "submitted": "提出异议",
        "returned": "退回补正", "supplemented": "补正", "notAccepted": "不予受理", "accepted": "受理异议", "forwarded": "转交核查",
        "extended": "延期", "verified": "核实结论", "answered": "答复", "cancelled": "申请人撤回", "merged": "并案", "reopened": "重新办理",
        "closed": "办结", "ADD": "新增", "CORRECT": "更正", "WITHDRAW": "撤回",
        "EXPIRED": "到期", "term-end": "期限届满",
        "OBJECTION_ON": "异议标注", "OBJECTION_OFF": "撤销异议标注",
    ]

    private static func word(_ code: String, _ language: Language, _ words: [String: String]) -> String {
        guard language == .zh, let word = words[code] else { return code }
        return "\(word) (\(code))"
    }
}
