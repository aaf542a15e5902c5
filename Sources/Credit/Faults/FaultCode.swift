/// The stable code of a fault: what receipts, dead letters and `credithub check` name it by.
///
/// `CH1xxx` decoding, `CH2xxx` contract, `CH3xxx` identity and provenance, `CH4xxx` ledger, `CH5xxx` upstream,
/// `CH9xxx` internal. A code is never given another meaning; `contracts/ERROR-CODES.md` is this table for people.
public enum FaultCode: String, Sendable, CaseIterable, Hashable {
    // MARK: Decoding
    case emptyValue = "CH1001"
    case notUTF8 = "CH1002"
    case notJSON = "CH1003"
    case tooDeep = "CH1004"
    case tooLarge = "CH1005"
    case duplicateName = "CH1006"
    case badEscape = "CH1007"
    case badHeader = "CH1008"
    case unknownContract = "CH1009"
    case unknownOperation = "CH1010"
    case contractNotInForce = "CH1011"
    case notCSV = "CH1012"
    case columnCount = "CH1013"
    case notXML = "CH1014"
    case notGB18030 = "CH1015"
    case noRecords = "CH1016"
    case tooManyRecords = "CH1017"
    case unknownAdapter = "CH1018"

    // MARK: Contract
    case missing = "CH2001"
    case wrongType = "CH2002"
    case invalidDate = "CH2003"
    case notInCodeTable = "CH2004"
    case tooLong = "CH2005"
    case tooShort = "CH2006"
    case unknownField = "CH2007"
    case outOfRange = "CH2008"
    case tooManyDecimals = "CH2009"
    case invalidUSCC = "CH2010"
    case invalidResidentID = "CH2011"
    case invalidOrganizationCode = "CH2012"
    case invalidRegistrationNumber = "CH2013"
    case invalidRegionCode = "CH2014"
    case impureText = "CH2015"
    case itemCount = "CH2016"
    case itemsNotUnique = "CH2017"
    case notAllowedHere = "CH2018"
    case noAlternative = "CH2019"
    case severalAlternatives = "CH2020"
    case patternMismatch = "CH2021"
    case invalidFormat = "CH2022"
    case datesOutOfOrder = "CH2030"
    case dateInFuture = "CH2031"
    case requiredByOther = "CH2032"
    case inconsistent = "CH2033"
    case amountInYuan = "CH2034"
    case codeAndCategory = "CH2035"
    case underAge = "CH2036"

    // MARK: Identity and provenance
    case contractNotAllowed = "CH3001"
    case sourceIsNotParty = "CH3002"
    case foreignAuthority = "CH3003"
    case listNotDesignatedByParty = "CH3004"
    case subjectNotOfList = "CH3005"
    case foreignRegion = "CH3006"

    // MARK: Ledger
    case duplicate = "CH4001"
    case stale = "CH4002"
    case unknownRecord = "CH4003"
    case illegalTransition = "CH4004"
    case alreadyWithdrawn = "CH4005"
    case notOnList = "CH4006"
    case unknownCase = "CH4007"
    case caseExists = "CH4008"
    case notTheSource = "CH4009"
    case termOver = "CH4010"
    case listFileIncomplete = "CH4011"
    case listFileFaulty = "CH4012"
    case confirmationAhead = "CH4013"
    case unknownEntry = "CH4014"
    case caseMovedOn = "CH4015"
    case repaired = "CH4016"
    case repairTooEarly = "CH4017"
    case caseOpen = "CH4018"
    case extensionRefused = "CH4019"
    case listFileNameUsed = "CH4020"
    case oldValueDiffers = "CH4021"

    // MARK: Internal
    case internalError = "CH9001"

    /// What the code means, in a few words.
    public var title: Bilingual { entry.title }

    /// What the sender can do about it.
    public var remedy: Bilingual { entry.remedy }

    private var entry: (title: Bilingual, remedy: Bilingual) {
        func row(_ zh: String, _ en: String, _ zhRemedy: String, _ enRemedy: String) -> (Bilingual, Bilingual) {
            (Bilingual(zh: zh, en: en), Bilingual(zh: zhRemedy, en: enRemedy))
        }
        switch self {
        case .emptyValue:
            return row("消息为空", "the message is empty",
                       "请发送一条完整的 JSON 记录；删除记录请用 withdrawn 操作，不要发送空消息",
                       "send one complete JSON record; to take a record back use the operation withdrawn, not an empty message")
        case .notUTF8:
            return row("不是有效的 UTF-8 编码", "the text is not valid UTF-8",
                       "请将数据转为 UTF-8 编码（无 BOM）后重新报送",
                       "convert the data to UTF-8 without a byte order mark and send it again")
        case .notJSON:
            return row("不是合法的 JSON", "the text is not valid JSON",
                       "请按 RFC 8259 检查所指位置附近的引号、逗号和括号，确认消息没有被截断",
                       "check quotes, commas and brackets near the position given (RFC 8259) and that the message was not cut off")
        case .tooDeep:
            return row("JSON 嵌套层数过多", "the JSON is nested too deeply",
                       "请按合同结构报送，记录只有一到三层",
                       "send the structure of the contract: a record has one to three levels")
        case .tooLarge:
            return row("消息超过大小上限", "the message is larger than the limit",
                       "请拆成一条消息一条记录，不要在记录中嵌入附件",
                       "send one record a message and do not embed attachments")
        case .duplicateName:
            return row("同一对象中字段名重复", "a member name occurs twice in one object",
                       "请删除重复的字段，每个字段只出现一次",
                       "remove the repeated field: each field may occur once")
        case .badEscape:
            return row("字符串转义不合法", "a string has an invalid escape",
                       "请检查反斜杠转义和代理对（\\uD800–\\uDFFF 必须成对）",
                       "check backslash escapes and surrogate pairs (\\uD800–\\uDFFF come in pairs)")
        case .badHeader:
            return row("消息头不合法", "a message header is invalid",
                       "请按 CloudEvents 1.0 的 Kafka 绑定填写 ce_* 消息头，或全部省略",
                       "fill in the ce_* headers as in the Kafka binding of CloudEvents 1.0, or leave all of them out")
        case .unknownContract:
            return row("未知的数据合同或版本", "the contract or its version is unknown",
                       "请在 ce_dataschema 中写明目录中的合同和版本，例如 administrative-penalty@2",
                       "name a contract and version of the catalogue in ce_dataschema, for example administrative-penalty@2")
        case .unknownOperation:
            return row("该合同没有这种操作", "the contract has no such operation",
                       "请把 ce_type 写成 cn.credit.<记录>.<操作>，操作须是合同列出的一种",
                       "write ce_type as cn.credit.<record>.<operation> with an operation that the contract lists")
        case .contractNotInForce:
            return row("该版本的数据合同已停用或尚未启用", "the version of the contract is not in force",
                       "请改用目录中现行的版本报送", "use a version of the catalogue that is in force")
        case .notCSV:
            return row("不是约定的 CSV 格式", "the text is not CSV as agreed",
                       "请检查引号是否成对、引号内的引号是否写成两个（RFC 4180）", "check that quotes come in pairs, and that a quote inside quotes is written twice (RFC 4180)")
        case .columnCount:
            return row("列数与约定不符", "the line has not as many columns as agreed",
                       "请核对分隔符和列的顺序；内容中含分隔符的列要加引号", "check separator and order of columns; put quotes around content that holds the separator")
        case .notXML:
            return row("不是合法的 XML", "the text is not well-formed XML",
                       "请检查标签是否成对、特殊字符是否转义；不得含 DOCTYPE", "check that tags come in pairs and that special characters are escaped; DOCTYPE is not allowed")
        case .notGB18030:
            return row("不是合法的 GB18030 编码", "the bytes are not GB18030",
                       "请核对系统的字符集设置，或改用 UTF-8 并告知信用办", "check the character set of your system, or use UTF-8 and tell the credit office")
        case .noRecords:
            return row("消息中没有记录", "the message holds no record",
                       "请核对记录在消息中的位置；没有记录时不必发送", "check where the records stand in the message; send nothing when there is none")
        case .tooManyRecords:
            return row("一条消息中的记录过多", "the message holds too many records",
                       "请分成几条消息发送", "split it into several messages")
        case .unknownAdapter:
            return row("没有这个适配器", "there is no such adapter",
                       "ce_dataschema 请写合同名@版本，或写绑定中列出的 adapter/名称，或省略", "write <contract>@<version> as ce_dataschema, or adapter/<name> as listed in the binding, or leave it out")
        case .missing:
            return row("缺少必填字段", "a required field is missing",
                       "请补充该字段后重新报送", "add the field and send the record again")
        case .wrongType:
            return row("数据类型不正确", "the value has the wrong type",
                       "请按字段表中的类型填写：金额为数字（不加引号），其余为字符串",
                       "use the type of the field table: amounts are numbers without quotes, the rest are strings")
        case .invalidDate:
            return row("日期不合法", "the value is not a valid date",
                       "请写成 YYYY-MM-DD 或 YYYY/MM/DD，且为真实存在的日期",
                       "write it as YYYY-MM-DD or YYYY/MM/DD, a day that exists")
        case .notInCodeTable:
            return row("取值不在代码表内", "the value is not in the code table",
                       "请改用代码表中的取值", "use a value of the code table")
        case .tooLong:
            return row("超过最大长度", "the value is too long",
                       "请缩短到规定长度以内（按字符数计）", "shorten it to the length allowed (counted in characters)")
        case .tooShort:
            return row("内容为空或过短", "the value is empty or too short",
                       "请填写实际内容；没有内容的选填字段请省略", "fill in the content, or leave an optional field out")
        case .unknownField:
            return row("合同中没有该字段", "the contract has no such field",
                       "请核对字段代码的拼写，删除合同以外的字段", "check the spelling of the field code and remove fields that the contract does not have")
        case .outOfRange:
            return row("数值超出范围", "the number is out of range",
                       "请核对数值和单位（金额单位为万元）", "check the number and its unit (amounts are in 10,000 yuan)")
        case .tooManyDecimals:
            return row("小数位数过多", "the number has too many decimals",
                       "请按规定的小数位数填写（金额最多六位）", "use the number of decimals allowed (amounts: six at most)")
        case .invalidUSCC:
            return row("统一社会信用代码不正确", "the unified social credit code is not correct",
                       "请对照营业执照核对 18 位代码（GB 32100，含校验位）", "compare all 18 characters with the licence (GB 32100, check character included)")
        case .invalidResidentID:
            return row("公民身份号码不正确", "the resident identity number is not correct",
                       "请对照证件核对 18 位号码（GB 11643，含校验位）", "compare all 18 characters with the document (GB 11643, check character included)")
        case .invalidOrganizationCode:
            return row("组织机构代码不正确", "the organisation code is not correct",
                       "请核对 9 位代码（GB 11714，含校验位）", "check the 9 characters (GB 11714, check character included)")
        case .invalidRegistrationNumber:
            return row("工商注册号不正确", "the registration number is not correct",
                       "请核对 15 位注册号（GS 15，含校验位）", "check the 15 digits (GS 15, check digit included)")
        case .invalidRegionCode:
            return row("行政区划代码不正确", "the region code is not correct",
                       "请填写 6 位行政区划代码（GB/T 2260）", "use the six digits of GB/T 2260")
        case .impureText:
            return row("含有多余空白或特殊字符", "the text has stray blanks or control characters",
                       "请去掉首尾空格、全角空格、换行和控制字符", "remove leading and trailing blanks, full-width blanks, line breaks and control characters")
        case .itemCount:
            return row("条目数量不符合要求", "the number of items is not allowed",
                       "请按合同规定的数量填写", "give as many items as the contract allows")
        case .itemsNotUnique:
            return row("条目重复", "an item occurs twice",
                       "请删除重复的条目", "remove the repeated item")
        case .notAllowedHere:
            return row("此处不应填写该字段", "the field must not be given here",
                       "请删除该字段（例如自然人不填写法人字段）", "remove the field (a natural person has no legal-person fields, for example)")
        case .noAlternative:
            return row("不符合任何一种允许的形式", "none of the allowed forms fits",
                       "请对照合同中的几种形式，选一种填写完整", "fill in one of the forms of the contract completely")
        case .severalAlternatives:
            return row("同时符合多种互斥的形式", "several forms fit where only one may",
                       "请只按其中一种形式填写", "fill in only one of the forms")
        case .patternMismatch:
            return row("不符合规定的书写格式", "the text does not have the form asked for",
                       "请按字段表中的格式（正则表达式）填写", "write it in the form of the field table (a regular expression)")
        case .invalidFormat:
            return row("格式不正确", "the value is not of the format asked for",
                       "请按所要求的格式填写", "write it in the format that is named")
        case .datesOutOfOrder:
            return row("日期先后不合理", "the dates are in the wrong order",
                       "请核对起止日期，注意不要填反", "check start and end: they may have been swapped")
        case .dateInFuture:
            return row("日期晚于今天", "the date lies in the future",
                       "请填写实际日期", "give the actual date")
        case .requiredByOther:
            return row("缺少由其他字段决定的必填字段", "a field that another field requires is missing",
                       "请补充该字段，或更正与之对应的字段", "add the field, or correct the one that requires it")
        case .inconsistent:
            return row("与其他字段不一致", "the value does not agree with another field",
                       "请核对相关字段并使其一致", "make the fields agree")
        case .amountInYuan:
            return row("金额疑似以元为单位", "the amount seems to be in yuan",
                       "请换算为万元（元 ÷ 10000）", "convert it to 10,000 yuan (divide yuan by 10,000)")
        case .codeAndCategory:
            return row("代码与相对人类别不符", "the code does not fit the subject category",
                       "92 开头的是个体工商户，其他组织填法人及非法人组织", "codes that begin with 92 are sole traders, other codes are organisations")
        case .underAge:
            return row("该自然人在规定日期未达到规定年龄", "the natural person is under age on the day that counts",
                       "未成年人不是信用主体：不要报送；证件号码或日期有误的请更正，已经报送的请撤销",
                       "minors are no subjects of credit records: do not report it; correct a wrong number or date, withdraw what was reported")
        case .contractNotAllowed:
            return row("该部门未获准报送此类记录", "the party may not publish this kind of record",
                       "请核对主题和合同；如确需报送，请向信用办申请开通", "check topic and contract; to publish this kind, ask the credit office for a binding")
        case .sourceIsNotParty:
            return row("消息声明的来源与主题所属部门不符", "the source named is not the party that owns the topic",
                       "请用本部门的主题报送，ce_source 写本部门代号或省略", "publish to your own topic; write your own party as ce_source or leave it out")
        case .foreignAuthority:
            return row("作出机关不在该部门的授权范围内", "the authority is not one that this party speaks for",
                       "请核对机关代码；只能报送本部门（含下属单位）作出的决定", "check the authority's code: a party reports decisions of its own units only")
        case .listNotDesignatedByParty:
            return row("该部门不是此名单的认定部门", "the party does not designate this list",
                       "名单只能由法定的认定部门列入和移出", "only the authority that the law names may put on or take off this list")
        case .subjectNotOfList:
            return row("此名单不适用于该类主体", "the list does not take this kind of subject",
                       "请核对名单的适用主体和信用主体类别", "check which subjects the list is for, and the subject's category")
        case .foreignRegion:
            return row("不是该部门所辖区域的记录", "the record is of a region that this party does not report for",
                       "请核对行政区划代码；其他区域的记录由当地部门报送", "check the region code; records of other regions are reported by their own departments")
        case .duplicate:
            return row("重复报送", "the record was already received",
                       "无需处理：该记录此前已接收", "nothing to do: the record has been taken before")
        case .stale:
            return row("版本早于已接收的版本", "the revision is older than the one held",
                       "请以最新版本为准；如需更正请提高版本号", "the newer revision stays; to correct it send a higher revision")
        case .unknownRecord:
            return row("未找到要更正或撤销的记录", "the record to correct or withdraw is unknown",
                       "请核对文书号、相对人代码和机关代码与原报送一致，或先报送该记录", "document number, subject and authority must be those first reported; or report the record first")
        case .illegalTransition:
            return row("当前状态下不能进行该操作", "the operation is not possible in the present state",
                       "请先查询该事项的当前状态", "look up the present state first")
        case .alreadyWithdrawn:
            return row("记录已撤销", "the record has been withdrawn",
                       "已撤销的记录不能更正；如需恢复请重新报送", "a withdrawn record cannot be corrected; report it anew if it is valid again")
        case .notOnList:
            return row("该主体不在名单上", "the subject is not on the list",
                       "请核对名单名称、文书号和主体代码与列入时一致", "list, document number and subject must be those of the designation")
        case .unknownCase:
            return row("未找到该异议事项", "the dispute is unknown",
                       "请核对异议编号", "check the case id")
        case .caseExists:
            return row("异议编号已被使用", "the case id is already in use",
                       "请为新的异议使用新的编号", "use a new id for a new dispute")
        case .notTheSource:
            return row("该部门不是此记录的来源部门", "the party is not the source of this record",
                       "只有报送该记录的部门可以更正、撤销或核实", "only the party that reported the record may correct, withdraw or verify it")
        case .termOver:
            return row("记录的期限已届满", "the term of the record is over",
                       "到期的记录不再公示和共享；请核对期限，填写有误的请更正后重新报送", "what is over is neither shown nor shared any more; check the dates, and report it anew if they were wrong")
        case .listFileIncomplete:
            return row("全量名单不完整", "the full list file is not whole",
                       "请核对分片数、条目数和摘要，重新发送全部分片和结束消息；名单没有任何变化",
                       "check the number of parts, the count and the digest, and send all parts and the end again; the list has not changed")
        case .listFileFaulty:
            return row("全量名单中有被拒绝的条目", "entries of the full list file were refused",
                       "请按该分片的回执改正条目，重新发送全部分片和结束消息；名单没有任何变化",
                       "mend the entries by the receipts of that part, and send all parts and the end again; the list has not changed")
        case .confirmationAhead:
            return row("确认的序号还没有发送过", "the confirmed sequence number was never sent",
                       "请确认实际收到的最后一条消息的 ce_sequence，并核对分区号",
                       "confirm the ce_sequence of the last message that came, and check the partition")
        case .unknownEntry:
            return row("反馈所指的名单条目不存在", "there is no such entry of a list",
                       "请填写名单消息中的 entry 和 revision；主体须与条目的主体一致",
                       "take entry and revision from the list's message; the subject must be that of the entry")
        case .caseMovedOn:
            return row("办件已有新的进展", "the case has moved on",
                       "请查询办件的当前状态和版本，确认后按新版本重新提交",
                       "look up the present state and version of the case, and send the command again for that version")
        case .repaired:
            return row("记录已修复，不再公示和共享", "the record has been repaired, and is shown and shared no more",
                       "无需处理；确需恢复公示的，由作出修复决定的单位撤销修复",
                       "nothing to do; only the body that granted the repair can revoke it")
        case .repairTooEarly:
            return row("未满最短公示期，暂不能申请修复", "the shortest term of display is not over: a repair cannot be applied for yet",
                       "请在 expected 所示日期及以后申请", "apply on or after the day that is expected")
        case .caseOpen:
            return row("该记录已有办理中的修复申请", "a repair of this record is being handled already",
                       "请等待该申请办结，或先撤回", "wait until that case is closed, or take it back first")
        case .extensionRefused:
            return row("不能延期到该日期", "the term cannot be extended to that day",
                       "只能延长一次，且须晚于原期限、不超过规定的最长延期",
                       "a term is extended once, to a day after it ends and no later than the rule allows")
        case .listFileNameUsed:
            return row("全量名单的文件名称已被另一份名单使用", "the name of the full list file was used for another list",
                       "请换一个文件名称（credithub.file），重新发送全部分片和结束消息；名单没有任何变化",
                       "give the file another name (credithub.file), and send all parts and the end again; the list has not changed")
        case .oldValueDiffers:
            return row("原值与记录不符", "the old value is not what the record says",
                       "请按记录的现值填写原值(oldValue)，或省略；记录可能已被更正", "give the record's present value as oldValue, or leave it out; the record may have been corrected since")
        case .internalError:
            return row("系统内部错误", "an internal error",
                       "数据未丢失；请把回执转给信用办运维人员", "nothing was lost; hand this receipt to the operators of the hub")
        }
    }
}
