import Contracts
import Credit
import JSON
import Testing

@Suite("What no fault may show") struct PrivacyTests {
    private let desk = Desk()

    @Test("no fault of an invalid example shows a document's number or a person's name", arguments: Example.invalid)
    func invalidExamples(path: String) throws {
        let example = try Example(path)
        let shown = try desk.check(example).shown
        for secret in example.secrets { #expect(!shown.contains(secret)) }
    }

    @Test("examples hold such secrets at all")
    func secretsExist() throws {
        #expect(try Example.valid.contains { try Example($0).secrets.contains("990100199003071230") })
        #expect(try Example.invalid.contains { try !Example($0).secrets.isEmpty })
    }

    @Test("a document's number hides in whatever field it was put", arguments: Example.valid)
    func numberInTheWrongField(path: String) throws {
        let example = try Example(path)
        for number in ["990100199003071230", "11010519491231002X", "13800138000", "6222021234567890123"] {
            for name in example.members.map(\.name) + ["unknown"] {
                for value in ["\"\(number)\"", "\"号码\(number)，见附件\"", "[\"\(number)\"]", "{\"\(number)\":1}"] {
                    var draft = Draft(example)
                    draft[name] = value
                    let verdict = desk.check(Array(draft.text.utf8), example.contract, example.operation, today: example.asOf)
                    #expect(!verdict.shown.contains(number), "\(name): \(value)")
                    #expect(!verdict.shown.contains(number.prefix(11)), "\(name): \(value)")
                }
            }
        }
    }

    @Test func aNumberWithoutQuotesHidesToo() throws {
        for name in try Draft.penalty().members.map(\.name) {
            for number in ["990100199003071230", "9.90100199003071230e17", "-990100199003071230"] {
                var draft = try Draft.penalty()
                draft[name] = number
                let shown = try desk.check(draft.text).shown
                #expect(!shown.contains("990100199003071230") && !shown.contains("90100199003071230"), "\(name)")
            }
        }
    }

    @Test func aNumberAsMemberNameHides() throws {
        var draft = try Draft.penalty()
        draft["990100199003071230"] = "1"
        let verdict = try desk.check(draft.text)
        #expect(verdict.codes == [.unknownField])
        #expect(!verdict.shown.contains("990100199003071230"))
    }

    @Test("full-width digits are digits")
    func fullWidthDigits() throws {
        let number = "９９０１００１９９００３０７１２３０"
        var draft = try Draft.penalty()
        draft["CF_XDR_SHXYM"] = "\"\(number)\""
        let verdict = try desk.check(draft.text)
        #expect(!verdict.isAccepted)
        #expect(!verdict.shown.contains(number))
    }

    @Test("a person's name shows its first character at most, a number its ends")
    func masks() throws {
        var draft = try Draft("administrative-penalty/examples/valid/v2-person.json")
        draft["CF_XDR_MC"] = "\"欧阳示例 \""
        draft["CF_XDR_ZJHM"] = "\"990100199003071231\""
        let faults = try desk.check(draft.text).faults
        #expect(faults.first { $0.path == "/CF_XDR_MC" }?.value == "欧****")
        #expect(faults.first { $0.path == "/CF_XDR_ZJHM" }?.value == "990********31")
    }

    @Test("nothing of a minor's number is shown", arguments: Example.invalid.filter { $0.contains("/v1-minor") })
    func minors(path: String) throws {
        let example = try Example(path)
        let fault = try #require(try desk.check(example).faults.first)
        #expect(fault.code == .underAge)
        #expect(fault.value == nil)
        let number = try #require(example.document["ZJHM"]?.stringValue)
        for text in [fault.message.zh, fault.message.en, fault.remedy.zh, fault.remedy.en] { #expect(!text.contains(number.prefix(6))) }
    }

    @Test("free text about a person is not shown at all", arguments: ["CF_SY", "CF_NR", "CF_WFXW", "BZ"])
    func freeText(name: String) throws {
        var draft = try Draft.penalty()
        draft[name] = "\"" + String(repeating: "张三李四", count: 2000) + "\""
        let verdict = try desk.check(draft.text)
        #expect(verdict.codes.contains(.tooLong))
        #expect(!verdict.shown.contains("张三"))
    }

    @Test func aLongPublicValueIsCut() throws {
        var draft = try Draft.penalty()
        draft["CF_XDR_LB"] = "\"" + String(repeating: "企", count: 100_000) + "\""
        let fault = try #require(try desk.check(draft.text).faults.first { $0.path == "/CF_XDR_LB" && $0.value != nil })
        #expect(fault.value == String(repeating: "企", count: 40) + "…")
    }

    @Test func theNameOfAnUnknownMemberIsCut() throws {
        var draft = try Draft.penalty()
        draft[String(repeating: "长", count: 100_000)] = "1"
        let verdict = try desk.check(draft.text)
        #expect(verdict.codes == [.unknownField])
        let path = try #require(verdict.faults.first?.path)
        #expect(path.count <= 101)
        #expect(verdict.shown.count < 2000)
    }

    @Test func theMaskItselfHidesShortTextsWhole() {
        let mask = Mask(head: 3, tail: 2)
        #expect(mask.apply("12345") == "***")
        #expect(mask.apply("") == "***")
        #expect(mask.apply("11010519491231002X") == "110********2X")
        #expect(mask.apply(String(repeating: "9", count: 1000)).count == 13, "the length is not told")
    }
}
