import Credit
import Hub
import Testing

/// What the bindings in `topics/subscribers/` may say, and what becomes of it.
@Suite struct SubscriberBindingTests {
    /// Members of a right binding, as JSON.
    private static let right: [String: String] = [
        "party": #""test""#, "name": #""测试系统""#, "code": #""11990100MB99010402""#, "region": #""990100""#,
        "lists": #"["work-safety"]"#, "fields": #"["HMDMC", "JGMC", "LRMDSY"]"#, "subjectKinds": #"["organisation"]"#,
        "disclosure": #""government""#,
    ]

    struct Bad: CustomTestStringConvertible, Sendable {
        /// Members that are other than right; nil for one that is missing.
        let changes: [String: String?]
        let place: String
        let zh: String
        let en: String
        var testDescription: String { "\(place): \(en)" }

        init(_ changes: [String: String?], at place: String, _ zh: String, _ en: String) {
            self.changes = changes
            self.place = place
            self.zh = zh
            self.en = en
        }
    }

    private static func records(_ fields: String, _ more: String = "") -> String {
        #"[{"record": "administrative-penalty", "fields": \#(fields)\#(more)}]"#
    }

    static let bad: [Bad] = [
        Bad(["list": "[]"], at: "/list", "不认识的成员", "the member is not known"),
        Bad(["party": #""other""#], at: "/party", "与文件名不符", "is not what the file is named for"),
        Bad(["party": nil], at: "/party", "缺少", "is missing"),
        Bad(["name": nil], at: "/name", "缺少", "is missing"),
        Bad(["code": #""11990100MB99010403""#], at: "/code", "不是正确的统一社会信用代码", "is no right unified social credit code"),
        Bad(["region": #""9901""#], at: "/region", "6 位行政区划", "a region code of 6 digits"),
        Bad(["regions": #"["990101", "云岭"]"#], at: "/regions/1", "6 位行政区划", "a region code of 6 digits"),
        Bad(["regions": "[]"], at: "/regions", "没有区划", "names none"),
        Bad(["lists": #""most""#], at: "/lists", "名单代号的数组", "an array of codes of lists"),
        Bad(["lists": #"["work-safety", "gossip"]"#], at: "/lists/1", "没有名单 gossip", "there is no list gossip"),
        Bad(["lists": nil, "fields": nil], at: "", "既没有名单也没有记录", "takes neither lists nor records"),
        Bad(["fields": nil], at: "/fields", "应为字符串数组", "must be an array of strings"),
        Bad(["fields": #"["JGMC", 1]"#], at: "/fields", "应为字符串数组", "must be an array of strings"),
        Bad(["fields": "[]"], at: "/fields", "没有名单 work-safety", "names no field of list-designation"),
        Bad(["fields": #"["JGMC", "listName"]"#], at: "/fields/1", "没有字段 listName", "no list that it takes has a field listName"),
        Bad(["fields": #"["JGMC", "JGMC"]"#], at: "/fields/1", "JGMC 出现两次", "JGMC occurs twice"),
        Bad(["fields": #"["JGMC", "ZJHM"]"#], at: "/fields/1", "证件号码（ZJHM）", "the number of an identity document (ZJHM)"),
        Bad(["fields": #"["JGMC", "ZJLX"]"#], at: "/fields/1", "超出该订阅方的公开范围（政务共享）", "is authorised, which is narrower than the subscriber's government"),
        Bad(
            ["fields": #"["JGMC", "BZ"]"#, "disclosure": #""public""#], at: "/fields/1", "超出该订阅方的公开范围（社会公开）",
            "the field BZ of list-designation is government, which is narrower than the subscriber's public"),
        Bad(["disclosure": nil], at: "/disclosure", "缺少公开范围", "is missing"),
        Bad(["disclosure": #""secret""#], at: "/disclosure", "应为 public | government | authorised", "must be one of public | government | authorised"),
        Bad(["disclosure": #""authorised""#], at: "/legalMeasure", "必须写明法定措施", "only with a legal measure"),
        Bad(["subjectKinds": nil], at: "/subjectKinds", "应为字符串数组", "must be an array of strings"),
        Bad(["subjectKinds": "[]"], at: "/subjectKinds", "没有主体类别", "names no kind of subject"),
        Bad(["subjectKinds": #"["organisation", "pet"]"#], at: "/subjectKinds/1", "没有主体类别 pet", "there is no kind of subject pet"),
        Bad(["subjectKinds": #"["person"]"#], at: "/legalMeasure", "否则不能启动", "without one the hub does not start"),
        Bad(["subjectKinds": #"["person"]"#, "legalMeasure": #""  ""#], at: "/legalMeasure", "否则不能启动", "without one the hub does not start"),
        Bad(["masking": #""half""#], at: "/masking", "应为 full | none", "must be one of full | none"),
        Bad(["disclosure": #""public""#, "masking": #""none""#], at: "/masking", "必须脱敏", "must be masked"),
        Bad(["dispute": #""drop""#], at: "/dispute", "应为 mark | hold", "must be one of mark | hold"),
        Bad(["suspension": "true"], at: "/suspension", "应为 mark | hold", "must be one of mark | hold"),
        Bad(["confirmWithinHours": "24"], at: "/confirmWithinHours", "须有反馈主题", "confirmed on the feedback topic"),
        Bad(["confirmWithinHours": "24", "feedback": "false"], at: "/confirmWithinHours", "须有反馈主题", "confirmed on the feedback topic"),
        Bad(["subjectKinds": #"["organisation", "organisation"]"#], at: "/subjectKinds/1", "organisation 出现两次", "organisation occurs twice"),
        Bad(["name": #""测试\n系统""#], at: "/name", "不能含换行", "no line feed"),
        Bad(["nameEn": #""Test\nSystem""#], at: "/nameEn", "不能含换行", "no line feed"),
        Bad(["confirmWithinHours": "0"], at: "/confirmWithinHours", "1 到 8760", "from 1 to 8760"),
        Bad(["confirmWithinHours": "8761"], at: "/confirmWithinHours", "1 到 8760", "from 1 to 8760"),
        Bad(["confirmWithinHours": "1.5"], at: "/confirmWithinHours", "1 到 8760", "from 1 to 8760"),
        Bad(["feedback": #""yes""#], at: "/feedback", "应为 true 或 false", "must be true or false"),
        Bad(["records": "{}"], at: "/records", "应为数组", "must be an array"),
        Bad(["records": #"[{"record": "gossip", "fields": ["a"]}]"#], at: "/records/0/record", "没有生效的合同 gossip", "no contract gossip in force"),
        Bad(["records": #"[{"record": "dispute", "fields": ["caseId"]}]"#], at: "/records/0/record", "办理过程", "about cases"),
        Bad(["records": #"[{"record": "red-list", "fields": ["JGMC"]}]"#], at: "/records/0/record", "请写入 lists", "name them in lists"),
        Bad(["records": #"[{"record": "key-attention-list", "fields": ["JGMC"]}]"#], at: "/records/0/record", "没有生效的合同", "in force"),
        Bad(["records": records("[]")], at: "/records/0/fields", "没有字段", "names no field"),
        Bad(["records": records(#"["CF_WSH", "JGMC"]"#)], at: "/records/0/fields/1", "administrative-penalty@2 没有字段 JGMC", "administrative-penalty@2 has no field JGMC"),
        Bad(["records": records(#"["CF_WSH"]"#, #", "excpet": []"#)], at: "/records/0/excpet", "不认识的成员", "the member is not known"),
        Bad(["records": records(#"["CF_XDR_ZJHM"]"#)], at: "/records/0/fields/0", "证件号码", "the number of an identity document"),
        Bad(["records": records(#"["CF_FR_ZJHM"]"#)], at: "/records/0/fields/0", "超出该订阅方的公开范围", "narrower than the subscriber's government"),
        Bad(
            ["records": #"[{"record": "registration", "fields": ["subjectName"]}, {"record": "registration", "fields": ["subjectName"]}]"#],
            at: "/records/1/record", "registration 已订阅", "registration is taken already"),
        Bad(
            ["records": records(#"["CF_WSH"]"#, #", "except": [{"field": "CF_KIND", "only": ["警告"], "basis": "令"}]"#)],
            at: "/records/0/except/0/field", "没有字段 CF_KIND", "has no field CF_KIND"),
        Bad(
            ["records": records(#"["CF_WSH"]"#, #", "except": [{"field": "CF_CFLB", "only": ["警告"]}]"#)],
            at: "/records/0/except/0/basis", "必须写明依据", "needs a basis in law"),
        Bad(
            ["records": records(#"["CF_WSH"]"#, #", "except": [{"field": "CF_CFLB", "only": [], "basis": "令"}]"#)],
            at: "/records/0/except/0/only", "没有取值", "names no value"),
        Bad(
            ["records": records(#"["CF_WSH"]"#, #", "except": [{"field": "CF_CFLB", "only": ["警告", "口头警告"], "basis": "令"}]"#)],
            at: "/records/0/except/0/only/1", "没有“口头警告”", "has no “口头警告”"),
    ]

    private static func binding(_ changes: [String: String?]) -> String {
        let members = right.merging(changes.compactMapValues { $0 }) { $1 }.filter { changes[$0.key] != .some(nil) }
        return "{\(members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", "))}"
    }

    private static func load(_ changes: [String: String?]) throws -> SubscriberBinding {
        let folder = try TopicsFolder()
        try folder.write(binding(changes), to: "subscribers/test.json")
        return try #require(try folder.topology().subscribers.first)
    }

    @Test("what is wrong is refused with its place, in both languages", arguments: bad)
    func refused(_ bad: Bad) throws {
        let error = try #require(throws: SetupError.self) { try Self.load(bad.changes) }
        #expect(error.reason.en.contains("/subscribers/test.json#\(bad.place): "), "\(error)")
        #expect(error.reason.en.contains(bad.en), "\(error)")
        #expect(error.reason.zh.contains("#\(bad.place)：") && error.reason.zh.contains(bad.zh), "\(error.reason.zh)")
    }

    @Test func aPartyIsOfOneBindingOnly() throws {
        let folder = try TopicsFolder()
        try folder.write(Self.binding(["party": #""credit-office""#]), to: "subscribers/credit-office.json")
        let error = try #require(throws: SetupError.self) { try folder.topology() }
        #expect(error.reason.en.contains("/subscribers/credit-office.json#/party: "))
        #expect(error.reason.en.contains("/departments/credit-office.json has the same party"))
    }

    @Test func theRightBindingTakesWhatItSays() throws {
        let subscription = try Self.load([:]).subscription
        #expect(subscription.party == "test" && subscription.confirmationHours == nil)
        let filter = subscription.filter
        #expect(filter.parts == [
            Subscription.Part(contract: "list-designation", lists: ["work-safety"], fields: ["HMDMC", "JGMC", "LRMDSY"].map { Subscription.Field($0) })
        ])
        #expect(filter.subjectKinds == [.organisation] && filter.regions == nil)
        #expect(filter.disputes == .mark && filter.suspensions == .mark)
    }

    @Test func allListsAreThoseOfWhichItNamesFields() throws {
        let names = try Self.load(["lists": #""all""#]).subscription.filter.parts
        #expect(names.map(\.contract) == ["list-designation", "red-list"])
        #expect(names.allSatisfy { $0.lists == nil })
        let more = try Self.load(["lists": #""all""#, "fields": #"["JGMC", "reason"]"#]).subscription.filter.parts
        #expect(more.map { "\($0.contract): \($0.fields.map(\.name))" } == [
            #"abnormal-list: ["reason"]"#, #"list-designation: ["JGMC"]"#, #"red-list: ["JGMC"]"#,
        ])
    }

    @Test func recordsMayBeTakenWithoutLists() throws {
        let exception = #", "except": [{"field": "CF_CFLB", "only": ["警告", "通报批评"], "basis": "令"}]"#
        let binding = try Self.load([
            "lists": nil, "fields": nil, "records": Self.records(#"["CF_WSH", "CF_XDR_MC"]"#, exception), "regions": #"["990101", "990200", "990000"]"#,
            "dispute": #""hold""#, "suspension": #""hold""#, "confirmWithinHours": "8760", "feedback": "true",
        ])
        #expect(binding.lists == [] && binding.fields.isEmpty && binding.givesFeedback)
        let filter = binding.subscription.filter
        #expect(filter.parts == [
            Subscription.Part(
                contract: "administrative-penalty", fields: [Subscription.Field("CF_WSH"), Subscription.Field("CF_XDR_MC")],
                exceptions: [Subscription.Exception(field: "CF_CFLB", values: ["警告", "通报批评"])])
        ])
        #expect(filter.regions == ["990101", "9902", "99"])
        #expect(filter.disputes == .hold && filter.suspensions == .hold && binding.subscription.confirmationHours == 8760)
    }

    @Test func identityDocumentsNeedAuthorisationAndAMeasure() throws {
        let fields = #"["JGMC", "ZJLX", "ZJHM"]"#
        let binding = try Self.load(["fields": fields, "subjectKinds": #"["person"]"#, "disclosure": #""authorised""#, "legalMeasure": #""公务员法第二十六条""#])
        #expect(binding.subscription.filter.parts.first?.fields == ["JGMC", "ZJLX", "ZJHM"].map { Subscription.Field($0) })
        #expect(throws: SetupError.self) { try Self.load(["fields": fields, "legalMeasure": #""公务员法第二十六条""#]) }
    }

    @Test func theBindingsOfTheRepositoryAreRight() throws {
        let topology = try TopicsFolder.topology()
        #expect(topology.subscribers.count >= 18)
        #expect(topology.subscriptions.map(\.party) == topology.subscribers.map(\.party).sorted())
        for subscriber in topology.subscribers {
            #expect(subscriber.legalMeasure?.isEmpty == false, "\(subscriber.party)")
            #expect(subscriber.name.en != subscriber.name.zh, "\(subscriber.party)")
            #expect((subscriber.disclosure == .public) == (subscriber.masking == .full), "\(subscriber.party)")
        }
        let recruitment = try #require(topology.subscribers.first { $0.party == "civil-servant-recruitment" })
        #expect(recruitment.subjectKinds == [.person] && recruitment.disclosure == .authorised)
        let city = try #require(topology.platforms.first { $0.party == "city" })
        #expect(city.sendsDown && city.lists == ["judgment-defaulter"] && city.region == "990000")
    }

    @Test func thePortalMasksAndLeavesOutWhatIsSlight() throws {
        let portal = try #require(try TopicsFolder.topology().subscriptions.first { $0.party == "credit-portal" })
        let penalty = try #require(portal.filter.parts.first { $0.contract == "administrative-penalty" })
        #expect(penalty.exceptions == [Subscription.Exception(field: "CF_CFLB", values: ["警告", "通报批评"])])
        func masks(_ name: String) throws -> Subscription.Field { try #require(penalty.fields.first { $0.name == name }) }
        // The own name and free texts are masked for natural persons only, numbers of documents for all.
        #expect(try masks("CF_XDR_MC") == Subscription.Field("CF_XDR_MC", personMask: Mask(head: 1, tail: 0)))
        #expect(try masks("CF_NR") == Subscription.Field("CF_NR", personMask: Mask(head: 0, tail: 0)))
        #expect(try masks("CF_WSH") == Subscription.Field("CF_WSH"))
        let permit = try #require(portal.filter.parts.first { $0.contract == "administrative-permit" })
        let number = Mask(head: 3, tail: 2)
        #expect(permit.fields.contains(Subscription.Field("XK_XKBH", personMask: number, otherMask: number)))
    }

    @Test func namesOfOthersAreMaskedForAll() throws {
        let part = try #require(try Self.load(["disclosure": #""public""#, "fields": #"["JGMC", "FRDB", "LRMDSY"]"#]).subscription.filter.parts.first)
        let name = Mask(head: 1, tail: 0)
        #expect(part.fields == [
            Subscription.Field("JGMC", personMask: name), Subscription.Field("FRDB", personMask: name, otherMask: name),
            Subscription.Field("LRMDSY", personMask: Mask(head: 0, tail: 0)),
        ])
    }
}
