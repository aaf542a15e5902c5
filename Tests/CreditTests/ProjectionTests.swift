import Credit
import JSON
import Testing

@Suite("What views show of an entry") struct ProjectionTests {
    private static func entry(
        _ kind: SubjectKind = .organisation, subject: String = "91990100MA1YL00123", contract: String = "list-designation@1",
        list: String? = "tax-serious", region: String? = nil, isDisputed: Bool = false, isSuspended: Bool = false,
        content: String = #"{"HMDMC":"税收名单","JGMC":"云岭示例矿业有限公司","n":12,"CFLB":"警告"}"#
    ) -> EntryState {
        EntryState(
            contract: contract, list: list, party: "taxation", subjectKey: subject, subjectKind: kind, sourceRegion: region, revision: 7,
            isDisputed: isDisputed, isSuspended: isSuspended, content: Array(content.utf8))
    }

    private static func filter(
        _ fields: [Subscription.Field] = [.init("JGMC")], contract: String = "list-designation", lists: Set<String>? = nil,
        exceptions: [Subscription.Exception] = [], kinds: Set<SubjectKind> = Set(SubjectKind.allCases), regions: [String]? = nil
    ) -> Subscription.Filter {
        Subscription.Filter(
            parts: [.init(contract: contract, lists: lists, fields: fields, exceptions: exceptions)], subjectKinds: kinds, regions: regions)
    }

    private func value(_ filter: Subscription.Filter, _ entry: EntryState) -> String? {
        filter.value(of: entry, identifier(1)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func content(_ field: Subscription.Field, _ entry: EntryState) throws -> JSONValue? {
        let value = try #require(Self.filter([field]).value(of: entry, identifier(1)))
        return try JSONValue(parsing: value)["content"]?[field.name]
    }

    @Test func theWholeValue() {
        #expect(
            value(Self.filter([.init("n"), .init("JGMC"), .init("missing")]), Self.entry(isDisputed: true))
                == #"{"entry":"\#(identifier(1))","contract":"list-designation@1","list":"tax-serious","subject":"91990100MA1YL00123","subjectKind":"organisation","disputed":true,"suspended":false,"revision":7,"content":{"n":12,"JGMC":"云岭示例矿业有限公司"}}"#)
        #expect(value(Self.filter(contract: "honour"), Self.entry(contract: "honour@2", list: nil))?.contains("\"list\"") == false)
    }

    @Test("masks are of the kind of subject", arguments: [
        (SubjectKind.person, "云**", "云岭示例矿业有限公司"), (.organisation, "云岭示例矿业有限公司", "云********司"), (.soleTrader, "云岭示例矿业有限公司", "云********司"),
    ])
    func masks(kind: SubjectKind, whole: String, masked: String) throws {
        let person = try content(.init("JGMC", personMask: Mask(head: 1, tail: 0)), Self.entry(kind))
        let other = try content(.init("JGMC", otherMask: Mask(head: 1, tail: 1)), Self.entry(kind))
        #expect(person?.stringValue == (kind == .person ? "云********" : whole))
        #expect(other?.stringValue == (kind == .person ? "云岭示例矿业有限公司" : masked))
    }

    @Test("head and tail are shown, and no more than the text has", arguments: [
        (1, 1, "李某", "***"), (1, 0, "李某", "李*"), (0, 0, "李某", "**"), (3, 4, "1234567", "***"), (3, 4, "12345678", "123*5678"),
        (6, 2, "12345678901234567890", "123456********90"), (0, 0, "", "***"), (-1, -1, "李", "*"), (1, 0, "👨‍👩‍👧b", "👨‍👩‍👧*"),
    ])
    func masking(head: Int, tail: Int, text: String, expected: String) {
        #expect(Mask(head: head, tail: tail).apply(text) == expected)
    }

    @Test func whatIsNoTextIsMaskedAsAWhole() throws {
        #expect(try content(.init("n", otherMask: Mask(head: 1, tail: 1)), Self.entry())?.stringValue == "***")
    }

    @Test("records are left out if all they say is among the exceptions", arguments: [
        ("警告", false), ("警告;通报批评", false), ("警告；通报批评", false), ("警告;罚款", true), ("罚款", true), ("", true), (";", true), ("警告书", true),
    ])
    func exceptions(text: String, isShown: Bool) {
        let filter = Self.filter(exceptions: [.init(field: "CFLB", values: ["警告", "通报批评"])])
        #expect((value(filter, Self.entry(content: "{\"CFLB\":\"\(text)\"}")) != nil) == isShown)
    }

    @Test func anExceptionOnAFieldThatIsMissingOrNoTextShowsTheRecord() {
        let filter = Self.filter(exceptions: [.init(field: "n", values: ["12"]), .init(field: "missing", values: [""])])
        #expect(value(filter, Self.entry()) != nil)
    }

    @Test("regions are those of the subject's own code, or of its source", arguments: [
        (SubjectKind.organisation, "91990100MA1YL00123", String?.none, ["9901"], true),
        (.organisation, "91990100MA1YL00123", "880000", ["9901"], true), (.organisation, "91990100MA1YL00123", nil, ["9902", "990100"], true),
        (.organisation, "91990100MA1YL00123", "9902", ["9902"], false), (.organisation, "91990100MA1YL00123", nil, [], false),
        (.person, "p0123", "990102", ["990102"], true), (.person, "p0123", "990102", ["990101"], false),
        (.person, "p0123", nil, ["99"], false), (.soleTrader, "t0123", "990200", ["99"], true),
    ])
    func regions(kind: SubjectKind, subject: String, source: String?, regions: [String], isShown: Bool) {
        #expect(Self.filter(regions: regions).takes(Self.entry(kind, subject: subject, region: source)) == isShown)
    }

    @Test func listsKindsAndContractsHaveToFit() {
        #expect(Self.filter(lists: ["tax-serious"]).takes(Self.entry()))
        #expect(!Self.filter(lists: ["work-safety"]).takes(Self.entry()))
        #expect(!Self.filter(lists: []).takes(Self.entry()))
        #expect(!Self.filter(lists: ["tax-serious"]).takes(Self.entry(list: nil)))
        #expect(!Self.filter(kinds: [.person]).takes(Self.entry()))
        #expect(!Self.filter(contract: "list").takes(Self.entry()))
        #expect(!Subscription.Filter.nothing.takes(Self.entry()))
    }

    @Test("what is disputed or suspended is marked or held back", arguments: [false, true], [false, true])
    func handling(isDisputed: Bool, isSuspended: Bool) {
        let entry = Self.entry(isDisputed: isDisputed, isSuspended: isSuspended)
        var filter = Self.filter()
        #expect(value(filter, entry)?.contains("\"disputed\":\(isDisputed),\"suspended\":\(isSuspended)") == true)
        filter.disputes = .hold
        #expect(filter.takes(entry) == !isDisputed)
        (filter.disputes, filter.suspensions) = (.mark, .hold)
        #expect(filter.takes(entry) == !isSuspended)
    }
}
