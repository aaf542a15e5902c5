import Contracts
import Credit
import JSON
import Testing

@Suite("Dated code tables") struct CodeTableTests {
    private func penalty(_ kinds: String) throws -> String {
        var draft = try Draft("administrative-penalty/examples/valid/v2-other-kind.json")
        draft["CF_CFLB"] = "\"\(kinds)\""
        draft["CF_JDRQ"] = "\"2021-01-04\""
        return draft.text
    }

    private func day(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    @Test func aValueIsRefusedBeforeItsFirstDay() throws {
        let text = try penalty("通报批评")
        #expect(try Desk().check(text, today: day("2021-07-14")).places == ["CH2004 /CF_CFLB"])
        #expect(try Desk().check(text, today: day("2021-07-15")).isAccepted)
    }

    @Test func oneValueBeforeItsDayRefusesTheWholeText() throws {
        let text = try penalty("警告；通报批评")
        #expect(try Desk().check(text, today: day("2021-07-14")).places == ["CH2004 /CF_CFLB"])
        #expect(try Desk().check(text, today: day("2021-07-15")).isAccepted)
    }

    @Test("a value is refused after its last day")
    func lastDay() throws {
        let catalogue = try TestCatalogue(
            properties: #""grade":{"type":"string","x-codeTable":"grades"}"#,
            files: ["code-tables/grades.json": #"{"name":"grades","entries":[{"value":"A","from":"2020-01-02","to":"2020-02-03"}]}"#])
        let contract = try #require(try catalogue.load().newest("note"))
        let text = Array(TestCatalogue.document(with: #""grade":"A""#).utf8)
        for (date, isAccepted) in [("2020-01-01", false), ("2020-01-02", true), ("2020-02-03", true), ("2020-02-04", false)] {
            let verdict = Desk().check(text, contract, contract.defaultOperation, today: try day(date))
            #expect(verdict.isAccepted == isAccepted, "\(date)")
        }
    }

    @Test("a kind outside the table must be qualified", arguments: [
        ("其他-责令限期改正", true), ("警告;其他-责令", true), ("其他-", false), ("其他", false), ("责令限期改正", false), ("警告;;其他-责令", false),
        ("警告;", false), (";警告", false), ("警告,其他-责令", false), ("警告 其他-责令", false), ("警告;其他", false),
    ])
    func otherKinds(kinds: String, isAccepted: Bool) throws {
        #expect(try Desk().check(try penalty(kinds)).isAccepted == isAccepted)
    }

    @Test func theValuesAllowedAreTold() throws {
        let fault = try #require(try Desk().check(try penalty("罚金")).faults.first)
        #expect(fault.code == .notInCodeTable)
        #expect(fault.value == "罚金")
        #expect(fault.expected?.hasPrefix("警告 | 通报批评 | 罚款 | ") == true)
        #expect(fault.expected?.hasSuffix(" | 其他-…") == true)
    }

    @Test func aTableAnswersForItself() throws {
        let table = try #require(try catalogue().codeTables["penalty-kinds"])
        func allows(_ value: String, on text: String) throws -> Bool {
            let date = try day(text)
            return Array(value.utf8).withUnsafeBytes { table.allows($0, on: date) }
        }
        #expect(try allows("罚款", on: "2018-07-25"))
        #expect(try !allows("罚款", on: "2018-07-24"))
        #expect(try allows("其他-x", on: "2000-01-01"))
        #expect(Array("通报批评".utf8).withUnsafeBytes { table.entry($0)?.from } == (try day("2021-07-15")))
        #expect(Array("罚金".utf8).withUnsafeBytes { table.entry($0) == nil })
    }
}
