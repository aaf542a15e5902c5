import Contracts
import Credit

/// The words of contracts in both languages.
enum Words {
    /// A field's label with its name.
    static func named(_ field: String, _ labels: [String: FieldLabel]) -> Bilingual {
        let text = labels[field].map { "\($0.title)（\(field)）" } ?? field
        return Bilingual(zh: text, en: field)
    }

    static func type(_ type: String) -> Bilingual {
        switch type {
        case "string": Bilingual(zh: "字符串", en: "string")
        case "number": Bilingual(zh: "数字", en: "number")
        case "integer": Bilingual(zh: "整数", en: "integer")
        case "boolean": Bilingual(zh: "布尔值", en: "boolean")
        case "object": Bilingual(zh: "对象", en: "object")
        case "array": Bilingual(zh: "数组", en: "array")
        case "null": Bilingual(zh: "空值", en: "null")
        default: Bilingual(zh: type, en: type)
        }
    }

    /// Formats that contracts have beyond those of JSON Schema, in the order of the vocabulary page.
    static let formats: [(name: String, text: Bilingual, code: FaultCode)] = [
        ("uscc", Bilingual(zh: "统一社会信用代码，18 位，GB 32100，含校验位", en: "unified social credit code, GB 32100, with its check character"), .invalidUSCC),
        ("resident-id", Bilingual(zh: "公民身份号码，18 位，GB 11643，含校验位", en: "resident identity number, GB 11643, with its check character"), .invalidResidentID),
        ("organization-code", Bilingual(zh: "组织机构代码，9 位，可带连字符，GB 11714，含校验位", en: "organisation code, GB 11714, with its check character; hyphen or not"), .invalidOrganizationCode),
        ("registration-number", Bilingual(zh: "工商注册号，15 位，GS 15，含校验位", en: "registration number, 15 digits, GS 15, with its check digit"), .invalidRegistrationNumber),
        ("region-code", Bilingual(zh: "行政区划代码，6 位数字，GB/T 2260", en: "region code, six digits, GB/T 2260"), .invalidRegionCode),
        ("standard-date", Bilingual(zh: "日期，YYYY-MM-DD 或 YYYY/MM/DD，须真实存在", en: "a day that exists, YYYY-MM-DD or YYYY/MM/DD"), .invalidDate),
        ("name-text", Bilingual(zh: "首尾无空格，且无全角空格、不可见字符和控制字符", en: "no blank at an end, no full-width blank, invisible or control character"), .impureText),
    ]

    static func format(_ name: String) -> Bilingual {
        formats.first { $0.name == name }?.text ?? Bilingual(zh: "JSON Schema 标准格式", en: "of JSON Schema itself")
    }

    static func operation(_ name: String) -> Bilingual {
        let zh: String? = switch name {
        case "reported": "报送"
        case "corrected": "更正"
        case "withdrawn": "撤销"
        case "listed": "列入"
        case "changed": "变更"
        case "suspended": "中止"
        case "resumed": "恢复"
        case "delisted": "移出"
        case "repaired": "信用修复移出"
        case "submitted": "提交"
        case "accepted": "受理"
        case "verified": "核实"
        case "returned": "退回补正"
        case "supplemented": "补正"
        case "notAccepted": "不予受理"
        case "extended": "延期"
        case "forwarded": "转交核查"
        case "answered": "答复"
        case "cancelled": "申请人撤回"
        case "merged": "并案"
        case "reopened": "重新办理"
        case "decided": "决定"
        case "revoked": "撤销修复"
        default: nil
        }
        return Bilingual(zh: zh.map { "\($0)（\(name)）" } ?? name, en: name)
    }

    static func status(_ status: ContractInfo.Status) -> Bilingual {
        switch status {
        case .draft: Bilingual(zh: "草案", en: "draft")
        case .active: Bilingual(zh: "现行", en: "active")
        case .deprecated: Bilingual(zh: "旧版，仍可报送", en: "deprecated, still taken")
        case .retired: Bilingual(zh: "停用", en: "retired")
        }
    }

    static func kind(_ kind: RecordKind) -> Bilingual {
        switch kind {
        case .record: Bilingual(zh: "记录", en: "record")
        case .list: Bilingual(zh: "名单", en: "list")
        case .dispute: Bilingual(zh: "异议", en: "dispute")
        case .feedback: Bilingual(zh: "联合奖惩反馈", en: "feedback")
        case .repair: Bilingual(zh: "信用修复", en: "repair")
        }
    }

    static func subject(_ kind: SubjectKind) -> Bilingual {
        switch kind {
        case .organisation: Bilingual(zh: "法人及非法人组织", en: "organisation")
        case .soleTrader: Bilingual(zh: "个体工商户", en: "sole trader")
        case .person: Bilingual(zh: "自然人", en: "natural person")
        }
    }

    static func disclosure(_ disclosure: Disclosure) -> Bilingual {
        switch disclosure {
        case .public: Bilingual(zh: disclosure.title, en: "public")
        case .government: Bilingual(zh: disclosure.title, en: "government")
        case .authorised: Bilingual(zh: disclosure.title, en: "authorised")
        }
    }

    /// 国家标准 or 地方.
    static func standard(_ info: ContractInfo) -> Bilingual {
        if info.standard == "local" { return Bilingual(zh: "地方（无国家字段标准）", en: "local (there is no national field standard)") }
        return Bilingual(zh: info.standard, en: info.standard)
    }

    /// How sure a fact of a contract is.
    static let certainties: [(mark: String, text: Bilingual)] = [
        ("S", Bilingual(zh: "有公开出处", en: "a public page says it")),
        ("C", Bilingual(zh: "抄自信用平台的公开源代码：字段名可靠，长度和必填较弱", en: "transcribed from the public source of credit platforms: good for names, weaker for lengths and required fields")),
        ("M+", Bilingual(zh: "业内常识，把握大", en: "common knowledge, high certainty")),
        ("M", Bilingual(zh: "业内常识，把握中等", en: "common knowledge, medium certainty")),
        ("M-", Bilingual(zh: "业内常识，把握小", en: "common knowledge, low certainty")),
        ("I", Bilingual(zh: "信枢自己的推断或设计", en: "our own inference or design")),
    ]

    static func join(_ texts: [Bilingual], zh: String = "、", en: String = ", ") -> Bilingual {
        Bilingual(zh: texts.map(\.zh).joined(separator: zh), en: texts.map(\.en).joined(separator: en))
    }
}
