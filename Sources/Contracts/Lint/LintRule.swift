import Credit

/// What a catalogue must keep beyond being loadable. The raw value is the rule's id and never changes its meaning.
public enum LintRule: String, Sendable, CaseIterable {
    // What a contract says of itself.
    case legalBasis = "legal-basis"
    case catalogueItem = "catalogue-item"
    case disclosure
    case identity
    case term
    case subjects
    case standard
    case owner
    case status
    case effectiveDates = "effective-dates"
    case title
    case description
    case schemaID = "schema-id"
    case operations

    // Lists.
    case listGovernance = "list-governance"
    case minors

    // What may not be collected, and what natural persons are owed.
    case forbiddenCollection = "forbidden-collection"
    case documentNumber = "document-number"
    case contact
    case personName = "person-name"
    case matter
    case matterSubjects = "matter-subjects"
    case consent

    // Fields.
    case closedObject = "closed-object"
    case fieldTitle = "field-title"
    case fieldType = "field-type"
    case fieldBound = "field-bound"
    case fieldDisclosure = "field-disclosure"
    case widerField = "wider-field"
    case fieldName = "field-name"
    case dateFormat = "date-format"
    case pastDate = "past-date"

    // The files around the contracts.
    case codeTable = "code-table"
    case calendar
    case caseDeadlines = "case-deadlines"
    case repairPolicy = "repair-policy"
    case catalogueRow = "catalogue-row"
    case unlisted
    case upgrade
    case examples
    case exampleForm = "example-form"
    case exampleVerdict = "example-verdict"
    case exampleSubject = "example-subject"

    public var severity: LintFinding.Severity { self == .widerField ? .warning : .error }

    /// What the rule asks for, with the law or section behind it.
    public var summary: Bilingual {
        switch self {
        case .legalBasis:
            Bilingual(
                zh: "写明法律依据（法律和条款）；没有依据的不得归集（国办发〔2020〕49号第二部分）",
                en: "names its laws, each with its article: nothing is collected without a basis (国办发〔2020〕49号 part 2)")
        case .catalogueItem:
            Bilingual(
                zh: "对应全国目录或地方补充目录的目录项（国办发〔2020〕49号第二部分）",
                en: "names an item of the national or the local catalogue (国办发〔2020〕49号 part 2)")
        case .disclosure:
            Bilingual(
                zh: "写明公开范围：public、government 或 authorised（国办发〔2020〕49号第三部分）",
                en: "says who may see it: public, government or authorised (国办发〔2020〕49号 part 3)")
        case .identity:
            Bilingual(zh: "标识有编号字段，且各操作均必填", en: "its identity has numbers, required by every operation")
        case .term:
            Bilingual(
                zh: "写明期限：起算字段，以及截止字段、月数加依据、至撤销加理由、代码表或规则之一（个人信息保护法第十九条）",
                en: "has a term: where it starts, and an end, months with a basis, until withdrawn with a reason, a code table, or rules (个人信息保护法 art. 19)")
        case .subjects:
            Bilingual(zh: "写明主体类别，与 x-subject 一致", en: "says which kinds of subject it takes, the same as x-subject does")
        case .standard:
            Bilingual(zh: "写明所依标准；没有的写 local", en: "names its standard, or local")
        case .owner:
            Bilingual(zh: "写明维护单位", en: "has an owner")
        case .status:
            Bilingual(zh: "状态为 draft、active、deprecated、retired 之一", en: "has one of the states draft, active, deprecated, retired")
        case .effectiveDates:
            Bilingual(zh: "有启用日期；停用日期不早于启用日期", en: "has a first day, and no last day before it")
        case .title:
            Bilingual(zh: "合同有中文名称", en: "the contract has a Chinese title")
        case .description:
            Bilingual(zh: "合同有英文说明", en: "the contract has an English description")
        case .schemaID:
            Bilingual(zh: "$id 与路径一致", en: "$id equals the path")
        case .operations:
            Bilingual(
                zh: "具有该类记录所需的操作：错误信息必须能更正、撤销或移出，名单还须能变更、中止和恢复（个人信息保护法第四十六条）",
                en: "has the operations of its kind: what is wrong can be corrected and taken back, entries of lists also changed, suspended and resumed (个人信息保护法 art. 46)")
        case .listGovernance:
            Bilingual(
                zh: "名单须有认定单位、退出方式、救济途径、主体类别、依据和期限（国办发〔2020〕49号第四部分）",
                en: "a list has an authority, an exit, a remedy, kinds of subject, a basis and a term (国办发〔2020〕49号 part 4)")
        case .minors:
            Bilingual(
                zh: "名单不列入未成年人：列入和变更须有 minimumAge 条件（公共信用信息报告标准(2022年版)、民法典第十七条）",
                en: "no minor is put on a list: entry and change have a condition minimumAge (公共信用信息报告标准(2022年版), 民法典 art. 17)")
        case .forbiddenCollection:
            Bilingual(
                zh: "不得采集宗教信仰、基因、指纹、血型、疾病和病史等信息（征信业管理条例第十四条、个人信息保护法第二十八条）",
                en: "no field on religion, genes, fingerprints, blood type or medical history (征信业管理条例 art. 14, 个人信息保护法 art. 28)")
        case .documentNumber:
            Bilingual(
                zh: "证件号码须脱敏且仅限授权查询（个人信息保护法第五十一条，国办发〔2020〕49号第三部分）",
                en: "numbers of identity documents are masked, and authorised only (个人信息保护法 art. 51, 国办发〔2020〕49号 part 3)")
        case .contact:
            Bilingual(
                zh: "电话、住址：涉及个人的须脱敏且仅限授权查询（个人信息保护法第六条）",
                en: "phones, and addresses of people, are masked and authorised only (个人信息保护法 art. 6)")
        case .personName:
            Bilingual(zh: "自然人姓名须可脱敏（国办发〔2020〕49号第三部分）", en: "names of people can be masked (国办发〔2020〕49号 part 3)")
        case .matter:
            Bilingual(
                zh: "涉及缴费、社会保险、不动产、纳税的合同须声明 matter（征信业管理条例第十四条）",
                en: "a contract on payments, social insurance, real estate or tax declares its matter (征信业管理条例 art. 14)")
        case .matterSubjects:
            Bilingual(
                zh: "缴费、社会保险、不动产、纳税信息只归集组织的；个体工商户须在 lint-rules.json 中说明理由",
                en: "payments, social insurance, real estate and tax are organisations' only; sole traders where lint-rules.json says why")
        case .consent:
            Bilingual(
                zh: "归集自然人上述信息须有本人书面同意：consent.field 为必填字段，公开范围为 authorised（征信业管理条例第十四条）",
                en: "of natural persons only with written consent: consent.field is required, and disclosure is authorised (征信业管理条例 art. 14)")
        case .closedObject:
            Bilingual(
                zh: "记录只含合同写明的字段：additionalProperties 为 false（个人信息保护法第六条）",
                en: "a record has no fields but the contract's: additionalProperties is false (个人信息保护法 art. 6)")
        case .fieldTitle:
            Bilingual(zh: "字段有名称", en: "a field has a title")
        case .fieldType:
            Bilingual(zh: "字段有类型、枚举或常量", en: "a field has a type, an enum or a const")
        case .fieldBound:
            Bilingual(zh: "字段有长度、格式、代码表或取值范围", en: "a field is bounded by length, format, code table or range")
        case .fieldDisclosure:
            Bilingual(zh: "字段写明公开范围", en: "a field says who may see it")
        case .widerField:
            Bilingual(zh: "字段的公开范围不宽于合同", en: "a field is not open to more than its contract")
        case .fieldName:
            Bilingual(zh: "字段名：标准有代码的用标准代码，地方的用 lowerCamelCase", en: "field names: the standard's codes, else lowerCamelCase")
        case .dateFormat:
            Bilingual(zh: "日期字段使用 standard-date", en: "dates have the format standard-date")
        case .pastDate:
            Bilingual(
                zh: "决定日期、报送时限和期限的起算日有不晚于今天的条件",
                en: "decision dates, and those that start a deadline or a term, may not lie in the future")
        case .codeTable:
            Bilingual(zh: "代码表有名称、来源和把握程度；施行日期要么都有，要么都没有", en: "a code table has title, source and certainty; all entries are dated or none is")
        case .calendar:
            Bilingual(zh: "工作日历写明把握程度，年份连续", en: "a calendar of working days has its certainty, and no year between two is missing")
        case .caseDeadlines:
            Bilingual(
                zh: "办理期限有名称、来源和把握程度，提醒在期限之内，公示期限与合同一致",
                en: "deadlines have title, source and certainty, reminders within the term, and the contracts' days of publication")
        case .repairPolicy:
            Bilingual(
                zh: "修复条件有名称、来源、依据和把握程度，与名单代码表、行政处罚合同的期限一致",
                en: "the policy of repair has title, source, bases and certainty, and agrees with the tables of lists and the penalty contract")
        case .catalogueRow:
            Bilingual(zh: "catalogue.json 与最新版合同一致", en: "catalogue.json agrees with the newest version of each contract")
        case .unlisted:
            Bilingual(zh: "每个合同文件都列入 catalogue.json", en: "every contract file is listed in catalogue.json")
        case .upgrade:
            Bilingual(zh: "升级规则连接相邻的已列版本，升级示例结果完全一致", en: "upgrades join listed versions, and their examples lift to exactly what they say")
        case .examples:
            Bilingual(zh: "每个版本至少有一个合格示例和一个不合格示例", en: "each version has at least one valid and one invalid example")
        case .exampleForm:
            Bilingual(zh: "示例文件格式正确", en: "an example's file has the right members")
        case .exampleVerdict:
            Bilingual(zh: "示例的检查结果与其所述完全一致", en: "an example's verdict is exactly what it says")
        case .exampleSubject:
            Bilingual(
                zh: "示例只用虚构主体：代码的行政区划部分为 lint-rules.json 所列（个人信息保护法第十条）",
                en: "examples are of invented subjects: their codes are of a region of lint-rules.json (个人信息保护法 art. 10)")
        }
    }
}
