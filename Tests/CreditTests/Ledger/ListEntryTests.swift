import Credit
import Testing

@Suite("Entries of lists and their subscribers") struct ListEntryTests {
    private let ledger = TestLedger()

    private func holders(of record: UInt64 = 1) -> Set<String> {
        Set(ledger.views.filter { $0.value[identifier(record)] != nil }.keys)
    }

    private static let filters: [(list: String, kind: SubjectKind, holders: Set<String>)] = [
        ("work-safety", .organisation, ["approval", "market-entry"]),
        ("work-safety", .soleTrader, ["approval", "market-entry"]),
        ("tax-serious", .organisation, ["approval", "procurement", "market-entry"]),
        ("tax-serious", .soleTrader, ["approval", "market-entry"]),
        ("customs-serious", .organisation, ["approval"]),
        ("work-safety", .person, ["approval"]),
        ("tax-serious", .person, ["approval"]),
    ]

    @Test("an entry reaches exactly the subscribers whose filter takes it", arguments: filters)
    func filter(list: String, kind: SubjectKind, expected: Set<String>) {
        let effects = ledger.send(.listEntry("listed", list: list, kind: kind))
        #expect(effects.status == .accepted)
        #expect(Set(effects.views.map(\.party)) == expected)
        #expect(effects.views.count == expected.count)
        #expect(holders() == expected)
    }

    @Test func aNaturalPersonsEntryDoesNotReachASubscriberThatTakesEnterprises() {
        let effects = ledger.send(.listEntry("listed", list: "tax-serious", kind: .person))
        #expect(!effects.views.contains { $0.party == "procurement" || $0.party == "market-entry" })
        #expect(effects.views.contains { $0.party == "approval" })
    }

    @Test func aSubscriberSeesOnlyItsFieldsInItsOrder() throws {
        ledger.send(.listEntry("listed", list: "tax-serious"))
        func content(_ party: String) throws -> String {
            String(decoding: try #require(ledger.views[party]?[identifier(1)]).content, as: UTF8.self)
        }
        #expect(try content("approval") == #"{"RDRQ":"2026-11-16","HMDMC":"甲名单"}"#)
        #expect(try content("procurement") == #"{"HMDMC":"甲名单"}"#)
        #expect(try content("market-entry") == "{}")
    }

    @Test func aFieldThatTheDesignationLacksIsLeftOut() throws {
        ledger.send(.listEntry("listed", content: #"{"HMDMC":"甲名单"}"#))
        let entry = try #require(ledger.views["approval"]?[identifier(1)])
        #expect(String(decoding: entry.content, as: UTF8.self) == #"{"HMDMC":"甲名单"}"#)
    }

    @Test func anEntrySaysListSubjectRevisionAndThatItIsNotDisputed() throws {
        ledger.send(.listEntry("listed", revision: 5))
        let entry = try #require(ledger.views["approval"]?[identifier(1)])
        #expect(entry.list == "work-safety")
        #expect(entry.subjectKey == "91990100MA1YL00123")
        #expect(entry.subjectKind == .organisation)
        #expect(entry.revision == 5)
        #expect(!entry.isDisputed)
    }

    @Test func delistingIsATombstoneForExactlyThoseWhoHoldTheEntry() {
        ledger.send(.listEntry("listed"))
        let held = holders()
        let effects = ledger.send(.listEntry("delisted", content: #"{"TCMDYY":"期满"}"#))
        #expect(effects.status == .accepted)
        #expect(Set(effects.views.map(\.party)) == held)
        #expect(effects.views.allSatisfy { $0.value == nil && $0.entry == identifier(1) })
        #expect(holders().isEmpty)
        #expect(ledger.state.entries.isEmpty)
        #expect(effects.told == ["province WITHDRAW"])
    }

    @Test func aCorrectedEntryReplacesTheOneHeld() throws {
        ledger.send(.listEntry("listed"))
        ledger.send(.listEntry("corrected", content: #"{"HMDMC":"甲名单","RDRQ":"2026-11-17"}"#))
        let entry = try #require(ledger.views["approval"]?[identifier(1)])
        #expect(entry.revision == 2)
        #expect(String(decoding: entry.content, as: UTF8.self).contains("2026-11-17"))
    }

    @Test func aCorrectionThatLeavesAFilterLeavesTheView() {
        ledger.send(.listEntry("listed", list: "tax-serious"))
        #expect(holders() == ["approval", "procurement", "market-entry"])
        ledger.send(.listEntry("corrected", list: "customs-serious", content: #"{"HMDMC":"乙名单"}"#))
        #expect(holders() == ["approval"])
    }

    @Test func aSubjectThatWasDelistedMayBeListedAgain() {
        ledger.send(.listEntry("listed", id: "e-1"))
        ledger.send(.listEntry("delisted", id: "e-2", content: "{}"))
        #expect(ledger.send(.listEntry("listed", id: "e-3")).status == .accepted)
        #expect(holders() == ["approval", "market-entry"])
    }

    @Test("refused, repeated and older events reach no subscriber")
    func noViewsWithoutAcceptance() {
        #expect(ledger.send(.listEntry("delisted")).views.isEmpty)
        ledger.send(.listEntry("listed", revision: 2))
        #expect(ledger.send(.listEntry("listed")).views.isEmpty)
        #expect(ledger.send(.listEntry("listed", revision: 1, content: "{}")).views.isEmpty)
        #expect(ledger.send(.listEntry("listed", party: "tax", content: "{}")).views.isEmpty)
        #expect(ledger.send(.listEntry("delisted", party: "tax")).views.isEmpty)
        #expect(holders() == ["approval", "market-entry"])
    }

    @Test("penalties and permits put nobody on a list")
    func recordsReachNoSubscriber() {
        #expect(ledger.send(.penalty("reported")).views.isEmpty)
        #expect(ledger.state.entries.isEmpty)
    }
}
