import Credit

extension QueryRefusal {
    /// What is wrong.
    package var message: Bilingual { row.0 }

    /// What to do about it.
    package var remedy: Bilingual { row.1 }

    private var row: (Bilingual, Bilingual) {
        func row(_ zh: String, _ en: String, _ remedyZH: String, _ remedyEN: String) -> (Bilingual, Bilingual) {
            (Bilingual(zh: zh, en: en), Bilingual(zh: remedyZH, en: remedyEN))
        }
        switch self {
        case .badParameters:
            return row("查询参数不符合要求", "the query's parameters are not as agreed",
                       "GET 请只写一个 subject；POST 不带参数，内容写在请求体中", "write one subject with GET; write none with POST, whose body says it")
        case .invalidSubject:
            return row("不是正确的统一社会信用代码或主体键", "the subject is no right unified social credit code and no subject key",
                       "请对照营业执照核对 18 位代码（GB 32100，含校验位，大写）",
                       "compare all 18 characters with the licence (GB 32100, check character included, upper case)")
        case .personalNumberInTarget:
            return row("地址中不得出现公民身份号码", "a resident identity number must not stand in an address",
                       "请用 POST，在请求体中写 documentType 和 documentNumber", "use POST, with documentType and documentNumber in the body")
        case .badBody:
            return row("请求体不符合要求", "the body is not as agreed",
                       #"请写 JSON 对象：{"subject":"…"}，或 {"documentType":"…","documentNumber":"…"}，不得有其他成员"#,
                       #"write a JSON object, {"subject":"…"} or {"documentType":"…","documentNumber":"…"}, without other members"#)
        case .unknownDocumentType:
            return row("没有这种证件类型", "there is no such type of identity document",
                       "请按代码表“证件类型”填写，例如 身份证", "write it as in the code table certificate-types, for example 身份证")
        case .invalidDocumentNumber:
            return row("证件号码不正确", "the document's number is not correct",
                       "请对照证件核对号码（身份证为 18 位，GB 11643，含校验位，X 大写）",
                       "compare it with the document (18 characters for a resident identity card, GB 11643, check character included, X in upper case)")
        case .unknownToken:
            return row("缺少令牌，或令牌无效", "the token is missing or unknown",
                       "请在 Authorization 中写 Bearer 和信用办发放的令牌",
                       "write Bearer and the token that the credit office handed out into Authorization")
        case .noSubscription:
            return row("该单位没有订阅", "the party has no subscription", "如需查询，请向信用办申请订阅", "ask the credit office for a subscription")
        case .personsNotTaken:
            return row("该单位的订阅不含自然人", "the party's subscription takes no natural persons",
                       "查询自然人须有法定措施，请向信用办申请", "natural persons may be asked about only with a legal measure: ask the credit office")
        case .unknownPath:
            return row("没有这个地址", "there is no such path", "请使用 /v1/lists/check", "use /v1/lists/check")
        case .methodNotAllowed:
            return row("该地址不支持这种方法", "the path does not have this method", "请使用 GET 或 POST", "use GET or POST")
        case .tooManyRequests:
            return row("查询过于频繁", "there are too many requests", "请按 Retry-After 的秒数稍后重试", "try again after the seconds of Retry-After")
        case .starting:
            return row("正在读取台账，尚不能应答", "the ledger is still being read",
                       "请按 Retry-After 的秒数稍后重试；不得当作“不在名单上”",
                       "try again after the seconds of Retry-After; it does not mean that nothing is listed")
        case .outOfDate:
            return row("与台账的联系中断，数据可能已过时", "the ledger is out of reach, and what is known may be out of date",
                       "请稍后重试；不得当作“不在名单上”", "try again later; it does not mean that nothing is listed")
        case .subscriptionPending:
            return row("该单位的订阅尚未生效", "the party's subscription is not in force yet",
                       "请按 Retry-After 的秒数稍后重试", "try again after the seconds of Retry-After")
        }
    }
}
