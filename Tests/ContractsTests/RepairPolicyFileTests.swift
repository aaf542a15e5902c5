import Contracts
import Credit
import Testing

@Suite("The policy of repair as data") struct RepairPolicyFileTests {
    private static let file = """
        {"name": "repair-policy", "title": "修复", "source": "示例", "certainty": "I", "regimes": [{"regime": "r", "from": "2026-01-01",
        "basis": "示例", "certainty": "I", "place": {"zh": "网站", "en": "site"}, "classes": [
        {"severity": "轻微", "displayed": false, "kinds": ["警告"], "minMonths": 0, "maxMonths": 3},
        {"severity": "一般", "displayed": true, "minMonths": 3, "maxMonths": 12}],
        "fields": [{"name": "消防", "severity": "重点", "parties": ["fire-rescue"], "minMonths": 12}]}],
        "lists": [{"list": "safety", "from": "2026-01-01", "party": "p", "severity": "严重", "earliestMonths": 6, "basis": "示例"}]}
        """
    private static let tables = [
        "code-tables/penalty-kinds.json": #"{"name": "penalty-kinds", "entries": [{"value": "警告"}, {"value": "罚款"}]}"#,
        "code-tables/lists.json": #"{"name": "lists", "entries": [{"value": "名单", "code": "safety", "designatedBy": ["p"]}]}"#,
    ]

    private func load(_ file: String) throws -> RepairPolicy {
        try TestCatalogue(files: Self.tables.merging(["repair-policy.json": file]) { $1 }).load().repairPolicy
    }

    private func terms(_ kinds: [String], _ decided: String, _ party: String = "transport", on day: String) throws -> RepairPolicy.Terms {
        let (decidedOn, day) = (try #require(CivilDate(decided)), try #require(CivilDate(day)))
        return try #require(try catalogue().repairPolicy.terms(kinds: kinds, decidedOn: decidedOn, party: party, on: day))
    }

    @Test func withoutAFileNothingCanBeRepaired() throws {
        #expect(try TestCatalogue().load().repairPolicy.terms(kinds: ["罚款"], decidedOn: anyDay, party: "p", on: anyDay) == nil)
    }

    @Test func aPolicyIsRead() throws {
        let policy = try load(Self.file)
        let terms = try #require(policy.terms(kinds: ["罚款"], decidedOn: CivilDate("2026-01-15")!, party: "fire-rescue", on: anyDay))
        #expect(terms.regime == "r" && terms.severity == "重点" && terms.earliest == CivilDate("2027-01-15")!)
        #expect(policy.listTerms(list: "safety", listedOn: CivilDate("2026-01-15")!, termEnd: nil, on: anyDay)?.earliest == CivilDate("2026-07-15")!)
    }

    @Test("the change of regime on 2026-04-01", arguments: [
        ("2026-03-31", "order-58", "一般", "2026-04-10", "2029-01-09"), ("2026-04-01", "order-36", "一般", "2026-04-10", "2027-01-09"),
    ])
    func change(on: String, regime: String, severity: String, earliest: String, latest: String) throws {
        let terms = try self.terms(["罚款"], "2026-01-10", on: on)
        #expect(terms.regime == regime && terms.severity == severity && terms.isDisplayed)
        #expect(terms.earliest.description == earliest && terms.latest.description == latest)
    }

    @Test("classes by kind of penalty and department", arguments: [
        (["警告"], "transport", "2026-03-31", "一般", false, 3, 36), (["警告"], "transport", "2026-04-01", "轻微", false, 0, 3),
        (["罚款", "限制从业"], "transport", "2026-04-01", "严重", true, 12, 36), (["吊销许可证件"], "transport", "2026-03-31", "一般", true, 3, 36),
        (["罚款"], "emergency-management", "2026-03-31", "重点领域", true, 12, 36), (["罚款"], "fire-rescue", "2026-03-31", "重点领域", true, 12, 36),
        (["罚款"], "fire-rescue", "2026-04-01", "一般", true, 3, 12), (["罚款"], "market-regulation", "2025-12-24", "一般", true, 3, 36),
        (["罚款"], "market-regulation", "2025-12-25", "一般", true, 3, 12), (["通报批评"], "market-regulation", "2026-04-01", "轻微", true, 0, 3),
        (["警告"], "market-regulation", "2026-04-01", "轻微", false, 0, 3),
    ])
    func classes(kinds: [String], party: String, on: String, severity: String, isDisplayed: Bool, least: Int, most: Int) throws {
        let decided = try #require(CivilDate("2025-12-01"))
        let terms = try self.terms(kinds, "2025-12-01", party, on: on)
        #expect(terms.severity == severity && terms.isDisplayed == isDisplayed)
        #expect(terms.earliest == decided.adding(months: least) && terms.latest == decided.adding(months: most) + -1)
    }

    @Test("which lists can be left early", arguments: [
        ("market-regulation-serious", "2025-12-24", 12 as Int?, "order-58"), ("market-regulation-serious", "2025-12-25", 12, "samr-107"),
        ("wage-arrears", "2026-04-01", 6, "order-36"), ("work-safety", "2026-03-31", 12, "order-58"),
        ("tax-serious", "2026-04-01", nil, ""), ("judgment-defaulter", "2026-04-01", nil, ""),
    ])
    func lists(list: String, on: String, months: Int?, regime: String) throws {
        let listed = try #require(CivilDate("2025-08-31"))
        let end = listed.adding(months: 36) + -1
        let terms = try catalogue().repairPolicy.listTerms(list: list, listedOn: listed, termEnd: end, on: try #require(CivilDate(on)))
        #expect(terms?.earliest == months.map { listed.adding(months: $0) })
        if let terms { #expect(terms.regime == regime && terms.latest == end) }
    }

    @Test("what is wrong stops the start, and is named", arguments: [
        (#""regime": "r", "#, "", "/regimes/0/regime"), (#""from": "2026-01-01","#, #""from": "1.1.2026","#, "/regimes/0/from"),
        (#""basis": "示例", "certainty": "I", "place""#, #""certainty": "I", "place""#, "/regimes/0/basis"),
        (#""zh": "网站", "#, "", "/regimes/0/place/zh"), (#""classes""#, #""class""#, "/regimes/0/class"),
        (#""displayed": false"#, #""displayed": 0"#, "/regimes/0/classes/0/displayed"), (#"["警告"]"#, #"["警告", "批评"]"#, "/regimes/0/classes/0/kinds/1"),
        (#""displayed": true,"#, #""displayed": true, "kinds": ["警告"],"#, "/regimes/0/classes/1/kinds/0"),
        (#""displayed": true,"#, #""displayed": true, "kinds": ["罚款"],"#, "/regimes/0/classes"),
        (#""kinds": ["警告"], "#, "", "/regimes/0/classes"), (#""maxMonths": 12"#, #""maxMonths": 2"#, "/regimes/0/classes/1/maxMonths"),
        (#""minMonths": 3"#, #""minMonths": -1"#, "/regimes/0/classes/1/minMonths"), (#"["fire-rescue"]"#, "[]", "/regimes/0/fields/0/parties"),
        (#""name": "消防", "#, "", "/regimes/0/fields/0/name"), (#""list": "safety""#, #""list": "tax""#, "/lists/0/list"),
        (#""party": "p""#, #""party": "q""#, "/lists/0/party"), (#""earliestMonths": 6"#, #""earliestMonths": 0"#, "/lists/0/earliestMonths"),
        (#""lists""#, #""list""#, "/list"),
    ])
    func broken(part: String, replacement: String, pointer: String) throws {
        #expect(Self.file.contains(part))
        let error = try #require(throws: ContractLoadError.self) { try load(Self.file.replacing(part, with: replacement)) }
        #expect(error.pointer == pointer)
        #expect(error.file.hasSuffix("/repair-policy.json"))
    }

    @Test func aRegimeOrAListHasOneRuleForADay() throws {
        let regime = Self.file.split(separator: "\"regimes\": [")[1].split(separator: "],\n\"lists\"")[0]
        let twice = Self.file.replacing(regime, with: "\(regime),\(regime)")
        #expect(try #require(throws: ContractLoadError.self) { try load(twice) }.pointer == "/regimes/1")
        let list = Self.file.split(separator: "\"lists\": [")[1].split(separator: "]}")[0]
        let again = Self.file.replacing(list, with: "\(list),\(list)")
        #expect(try #require(throws: ContractLoadError.self) { try load(again) }.pointer == "/lists/1")
    }
}
