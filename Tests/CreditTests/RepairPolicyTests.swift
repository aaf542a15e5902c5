import Credit
import Testing

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("The policy of repair") struct RepairPolicyTests {
    private static func regime(_ name: String, from: String, parties: Set<String>? = nil) -> RepairPolicy.Regime {
        RepairPolicy.Regime(
            name: name, from: day(from), parties: parties,
            classes: [
                .init(severity: "轻微", isDisplayed: false, kinds: ["警告"], minMonths: 0, maxMonths: 3),
                .init(severity: "一般", isDisplayed: true, kinds: nil, minMonths: 3, maxMonths: 12),
                .init(severity: "严重", isDisplayed: true, kinds: ["限制从业"], minMonths: 12, maxMonths: 36),
            ],
            fields: [.init(severity: "重点领域", parties: ["fire-rescue"], minMonths: 12)], basis: name,
            place: Bilingual(zh: "网站", en: "site"))
    }

    private let policy = RepairPolicy(
        regimes: [
            regime("old", from: "2023-05-01"), regime("own", from: "2025-12-25", parties: ["market-regulation"]), regime("new", from: "2026-04-01"),
        ],
        lists: [.init(list: "work-safety", from: day("2024-01-01"), party: "emergency-management", severity: "严重", earliestMonths: 12, basis: "名单")])

    private func terms(_ kinds: [String], _ party: String = "transport", on: String = "2026-05-01") -> RepairPolicy.Terms? {
        policy.terms(kinds: kinds, decidedOn: day("2025-11-30"), party: party, on: day(on))
    }

    @Test("the day chooses the regime, and a department's own comes first", arguments: [
        ("transport", "2023-05-01", "old"), ("transport", "2026-03-31", "old"), ("transport", "2026-04-01", "new"),
        ("market-regulation", "2025-12-24", "old"), ("market-regulation", "2025-12-25", "own"), ("market-regulation", "2026-04-01", "own"),
    ])
    func regimes(party: String, on: String, regime: String) {
        #expect(terms(["罚款"], party, on: on)?.regime == regime)
    }

    @Test func beforeTheFirstRegimeThereAreNoTerms() {
        #expect(terms(["罚款"], on: "2023-04-30") == nil)
        #expect(RepairPolicy.none.terms(kinds: ["罚款"], decidedOn: day("2026-01-01"), party: "transport", on: day("2026-05-01")) == nil)
    }

    @Test("of several kinds the longest display counts", arguments: [
        (["警告"], "轻微", false, "2025-11-30", "2026-02-27"),
        (["警告", "罚款"], "一般", true, "2026-02-28", "2026-11-29"),
        (["限制从业", "警告", "罚款"], "严重", true, "2026-11-30", "2028-11-29"),
        (["其他-责令道歉"], "一般", true, "2026-02-28", "2026-11-29"),
        ([], "一般", true, "2026-02-28", "2026-11-29"),
    ])
    func longest(kinds: [String], severity: String, isDisplayed: Bool, earliest: String, latest: String) throws {
        let terms = try #require(self.terms(kinds))
        #expect(terms.severity == severity && terms.isDisplayed == isDisplayed)
        #expect(terms.earliest.description == earliest && terms.latest.description == latest)
        #expect(terms.basis == "new" && terms.place.en == "site")
    }

    @Test("a special field makes the least time longer, not the most", arguments: [
        ("警告", "轻微", "2025-11-30", "2026-02-27"), ("罚款", "重点领域", "2026-11-30", "2026-11-29"), ("限制从业", "严重", "2026-11-30", "2028-11-29"),
    ])
    func specialField(kind: String, severity: String, earliest: String, latest: String) throws {
        let terms = try #require(self.terms([kind], "fire-rescue"))
        #expect(terms.severity == severity)
        #expect(terms.earliest.description == earliest && terms.latest.description == latest)
    }

    @Test func aListMayKnowAnEarlyExit() throws {
        let terms = try #require(policy.listTerms(list: "work-safety", listedOn: day("2026-01-31"), termEnd: day("2029-01-30"), on: day("2026-04-01")))
        #expect(terms.regime == "new" && terms.severity == "严重" && terms.isDisplayed && terms.basis == "名单")
        #expect(terms.earliest == day("2027-01-31") && terms.latest == day("2029-01-30"))
    }

    @Test func withoutARuleOrATermLongEnoughThereIsNone() {
        func terms(_ list: String, end: CivilDate?, on: String) -> RepairPolicy.Terms? {
            policy.listTerms(list: list, listedOn: day("2026-01-31"), termEnd: end, on: day(on))
        }
        #expect(terms("tax-serious", end: nil, on: "2026-04-01") == nil)
        #expect(terms("work-safety", end: nil, on: "2023-12-31") == nil)
        #expect(terms("work-safety", end: day("2027-01-30"), on: "2026-04-01") == nil)
        #expect(terms("work-safety", end: nil, on: "2026-04-01")?.latest == .latest)
    }
}
