import Contracts
import Credit
import JSON
import Testing

@Suite("What the sender is told") struct FaultMessageTests {
    private let desk = Desk()

    @Test func allFaultsAreListedAtOnce() throws {
        var draft = try Draft.penalty()
        draft["CF_WSH"] = nil
        draft["CF_SY"] = "\"\""
        draft["CF_JDRQ"] = "\"2026-02-30\""
        draft["CF_CFJGDM"] = "\"11990100MB99010160\""
        draft["CF_NR_FK"] = "\"0.5\""
        draft["CF_CFLB"] = "\"罚金\""
        draft["XYZ"] = "1"
        let expected: Set<String> = [
            "CH2001 /CF_WSH", "CH2006 /CF_SY", "CH2003 /CF_JDRQ", "CH2010 /CF_CFJGDM", "CH2002 /CF_NR_FK", "CH2004 /CF_CFLB",
            "CH2007 /XYZ",
        ]
        #expect(try desk.check(draft.text).places.isSuperset(of: expected))
    }

    @Test("every fault says in both languages what is wrong, where, and what to do", arguments: Example.invalid)
    func messages(path: String) throws {
        let example = try Example(path)
        for fault in try desk.check(example).faults {
            for text in [fault.message, fault.remedy] {
                #expect(text.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
                #expect(text.en.contains { $0.isASCII && $0.isLetter })
                #expect(text.zh != text.en)
            }
            let field = try #require(JSONPointer(fault.path)?.tokens.last { Int($0) == nil })
            #expect(fault.message.zh.contains(field), "\(fault.message.zh)")
            #expect(fault.message.en.contains(field), "\(fault.message.en)")
            #expect(fault.keyword != nil)
        }
    }

    @Test("the Chinese message begins with the field's label", arguments: [
        ("CF_JDRQ", "\"2026-02-30\"", "处罚决定日期（CF_JDRQ）"), ("CF_WSH", nil, "行政处罚决定书文号（CF_WSH）"),
        ("CF_NR_FK", "\"0.5\"", "罚款金额(万元)（CF_NR_FK）"),
    ])
    func labels(name: String, value: String?, label: String) throws {
        var draft = try Draft.penalty()
        draft[name] = value
        let fault = try #require(try desk.check(draft.text).faults.first { $0.path == "/" + name })
        #expect(fault.message.zh.hasPrefix(label), "\(fault.message.zh)")
        #expect(fault.message.en.hasPrefix(name))
    }

    @Test("what was expected is told with the code", arguments: [
        ("CF_WSH", "\"" + String(repeating: "号", count: 65) + "\"", FaultCode.tooLong, "≤ 64"),
        ("CF_SY", "\"\"", .tooShort, "≥ 1"), ("CF_SY", "7", .wrongType, "string"), ("CF_NR_FK", "-1", .outOfRange, "≥ 0"),
        ("CF_NR_FK", "0.5000001", .tooManyDecimals, "× 0.000001"), ("CF_JDRQ", "\"today\"", .invalidDate, "standard-date"),
    ])
    func expectations(name: String, value: String, code: FaultCode, expected: String) throws {
        var draft = try Draft.penalty()
        draft[name] = value
        let fault = try #require(try desk.check(draft.text).faults.first { $0.path == "/" + name })
        #expect(fault.code == code)
        #expect(fault.expected == expected)
    }

    @Test("lengths count characters, not bytes or escapes")
    func lengths() throws {
        for character in ["号", "\\u53f7", "a", "😀", "\\ud83d\\ude00"] {
            var draft = try Draft.penalty()
            draft["CF_WSH"] = "\"" + String(repeating: character, count: 64) + "\""
            #expect(try desk.check(draft.text).isAccepted, "64 × \(character)")
            draft["CF_WSH"] = "\"" + String(repeating: character, count: 65) + "\""
            #expect(try desk.check(draft.text).places == ["CH2005 /CF_WSH"], "65 × \(character)")
        }
    }

    @Test("a value that is no object is refused", arguments: ["null", "true", "1", "\"x\"", "[]", "[{}]"])
    func notAnObject(text: String) throws {
        let verdict = try desk.check(text)
        #expect(verdict.places == ["CH2002 "])
    }

    @Test func aRecordWithHundredsOfFaultsHasABoundedAnswer() throws {
        let members = (0..<3000).map { "\"unknown\($0)\":0" }.joined(separator: ",")
        let verdict = try desk.check("{\(members)}")
        #expect(verdict.faults.count == 500)
        #expect(Set(verdict.codes) == [.unknownField])
    }
}
