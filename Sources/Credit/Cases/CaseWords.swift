/// What states of cases are called.
public enum CaseWords {
    public static func title(_ status: CaseState.Status?) -> Bilingual {
        switch status {
        case .submitted: Bilingual(zh: "已提交", en: "submitted")
        case .returned: Bilingual(zh: "待补正", en: "returned for supplement")
        case .notAccepted: Bilingual(zh: "不予受理", en: "not accepted")
        case .accepted: Bilingual(zh: "已受理", en: "accepted")
        case .forwarded: Bilingual(zh: "已转交核查", en: "forwarded to the source")
        case .verified: Bilingual(zh: "已核实，待更正或撤销", en: "verified, to be corrected or withdrawn")
        case .granted: Bilingual(zh: "准予修复，待生效", en: "granted, not yet in effect")
        case .effecting: Bilingual(zh: "落实中", en: "being carried out everywhere")
        case .effected: Bilingual(zh: "已落实，待答复", en: "carried out, to be answered")
        case .closed: Bilingual(zh: "已办结", en: "closed")
        case .cancelled: Bilingual(zh: "申请人已撤回", en: "taken back by the applicant")
        case .merged: Bilingual(zh: "已并案", en: "merged")
        case .revoked: Bilingual(zh: "修复已撤销", en: "revoked")
        case nil: Bilingual(zh: "", en: "")
        }
    }
}
