import Contracts
import Credit
import JSON
import SeededRandom
import Testing

@Suite("The canonical form") struct CanonicalFormTests {
    private let desk = Desk()

    private func canonical(_ draft: Draft) throws -> String {
        let verdict = try desk.check(draft.text)
        return try #require(verdict.canonical, "\(verdict.places)")
    }

    /// Compares the canonical form of the plain penalty with that of the penalty as changed.
    private func expectSame(_ change: (inout Draft) throws -> Void) throws {
        let plain = try Draft.penalty()
        var changed = plain
        try change(&changed)
        #expect(changed.text != plain.text)
        #expect(try canonical(changed) == canonical(plain))
    }

    @Test func datesWithSlashesAndWithHyphens() throws {
        try expectSame {
            $0["CF_JDRQ"] = "\"2026/11/17\""
            $0["CF_YXQ"] = "\"2027/11/17\""
        }
        #expect(try canonical(try Draft.penalty()).contains(#""CF_JDRQ":"2026-11-17""#))
    }

    @Test("spellings of one amount", arguments: ["0.50", "5e-1", "0.5000000", "50E-2", "0.05e1"])
    func amounts(spelling: String) throws {
        try expectSame { $0["CF_NR_FK"] = spelling }
    }

    @Test func theOrderOfTheMembers() throws {
        try expectSame { $0.members.reverse() }
        var generator = SeededGenerator(seed: 1)
        try expectSame { $0.members.shuffle(using: &generator) }
    }

    @Test func escapesInValuesAndNames() throws {
        try expectSame { $0["CF_WFXW"] = #""\u7ecf\u8425标签不符合规定的食品""# }
        let text = try Draft.penalty().text
        let escaped = text.replacing("\"CF_SY\"", with: #""\u0043F_S\u0059""#)
        #expect(escaped != text)
        #expect(try desk.check(escaped).canonical == desk.check(text).canonical)
    }

    @Test func whiteSpaceBetweenTokens() throws {
        let text = try Draft.penalty().text
        #expect(try desk.check("\r\n\t" + text.replacing("\":", with: "\" :\n ") + " ").canonical == desk.check(text).canonical)
    }

    @Test func theHyphenOfAnOrganisationCode() throws {
        var plain = try Draft.penalty()
        plain["CF_XDR_ZZJG"] = "\"71093465X\""
        var hyphenated = plain
        hyphenated["CF_XDR_ZZJG"] = "\"71093465-X\""
        #expect(try canonical(plain) == canonical(hyphenated))
        #expect(try canonical(plain).contains(#""CF_XDR_ZZJG":"71093465X""#))
    }

    @Test("separators of several kinds of penalty", arguments: ["罚款；没收非法财物", "罚款; 没收非法财物", " 罚款 ； 没收非法财物 "])
    func separators(kinds: String) throws {
        try expectSame { $0["CF_CFLB"] = "\"\(kinds)\"" }
    }

    @Test("what differs in content differs in canonical form", arguments: [
        ("CF_NR_FK", "0.51"), ("CF_YXQ", "\"2027-11-18\""), ("CF_CFLB", "\"没收非法财物;罚款\""), ("CF_SY", "\"其他。\""),
    ])
    func differences(name: String, value: String) throws {
        var changed = try Draft.penalty()
        changed[name] = value
        #expect(try canonical(changed) != canonical(try Draft.penalty()))
    }

    @Test("the canonical form is its own canonical form and has the same identity", arguments: Example.valid)
    func fixedPoint(path: String) throws {
        let example = try Example(path)
        let first = try desk.check(example)
        let text = try #require(first.canonical)
        let second = desk.check(Array(text.utf8), example.contract, example.operation, today: example.asOf)
        #expect(second.canonical == text)
        #expect(second.record?.recordID == first.record?.recordID)
        #expect(second.record?.subjectKey == first.record?.subjectKey)
    }

    @Test("nothing of the document is lost", arguments: Example.valid)
    func nothingIsLost(path: String) throws {
        let example = try Example(path)
        let text = try #require(try desk.check(example).canonical)
        let canonical = try JSONValue(parsing: text)
        let dates = example.contract.dateFields
        #expect(Set(canonical.objectValue?.names ?? []) == Set(example.members.map(\.name)))
        for (name, value) in example.members {
            switch value {
            case .string(let text) where dates.contains(name):
                #expect(canonical[name] == .string(text.replacing("/", with: "-")), "\(name)")
            case .string(let text) where name.hasSuffix("_ZZJG") || name.hasSuffix("_ZDM") || name == "organizationCode":
                #expect(canonical[name] == .string(text.replacing("-", with: "")), "\(name)")
            default:
                #expect(canonical[name] == value, "\(name)")
            }
        }
    }

    @Test("the form is, byte by byte, that of a plain writer", arguments: Example.valid)
    func reference(path: String) throws {
        let example = try Example(path)
        var reference = CanonicalReference()
        let expected = try reference.text(example.document, example.operation)
        let plain = Draft(example)
        var reversed = plain
        reversed.members.reverse()
        // As senders write it; without white space; in another order; with white space after each comma.
        let spaced = "{" + plain.members.map { "\(JSONValue.string($0.name).jsonText): \($0.value)" }.joined(separator: ",\n") + "}"
        for text in [example.text, Array(plain.text.utf8), Array(reversed.text.utf8), Array(spaced.utf8)] {
            #expect(desk.check(text, example.contract, example.operation, today: example.asOf).canonical == expected)
        }
    }

    /// What stands between members that follow each other tells whether they may be copied together.
    @Test func membersNextToEachOtherInTheRecordOnly() throws {
        let draft = try Draft.penalty()
        let expected = try canonical(draft)
        for first in draft.members.indices {
            for second in draft.members.indices where second > first {
                var changed = draft
                changed.members.swapAt(first, second)
                #expect(try canonical(changed) == expected)
            }
        }
    }

    @Test func theSameBytesWithoutAnArray() throws {
        let contract = try #require(try catalogue().contract(ContractReference(name: "administrative-penalty", version: 2)))
        let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 1, count: 32)))
        let text = Array(try Draft.penalty().text.utf8)
        let result = text.withUnsafeBytes {
            checker.check($0, contract: contract, operation: contract.defaultOperation, today: anyDay)
        }
        _ = try result.get()
        #expect(checker.withCanonical { Array($0) } == checker.canonical)
        #expect(!checker.canonical.isEmpty)
    }
}
