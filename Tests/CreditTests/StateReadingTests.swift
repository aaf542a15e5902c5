import Credit
import JSON
import SeededRandom
import Testing

/// Reads a record's value member by member, as plainly as can be: what ``StateCodec`` must find, too.
private func plainly(_ value: [UInt8]) throws -> RecordState? {
    guard let object = try JSONValue(parsing: value).objectValue, let contract = object["contract"]?.stringValue,
        let party = object["party"]?.stringValue, let event = object["event"]?.stringValue, let revision = object["revision"]?.intValue,
        let subject = object["subject"]?.stringValue.flatMap({ Identifier128($0) }),
        let hash = object["hash"]?.stringValue.flatMap({ Identifier128($0) }),
        let status = object["status"]?.stringValue.flatMap({ RecordState.Status(rawValue: $0) }), let at = object["at"]?.intValue
    else { return nil }
    let cases = (object["cases"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { Identifier128($0) } }
    let history = (object["history"]?.arrayValue ?? []).compactMap { former -> FormerRevision? in
        guard let fields = former.arrayValue, let hashes = fields[0].stringValue.flatMap({ Identifier128($0) }),
            let revision = fields[1].intValue, let at = fields[2].intValue
        else { return nil }
        return FormerRevision(
            event: hashes.high, content: hashes.low, revision: revision, acceptedAt: Timestamp(milliseconds: Int64(at)))
    }
    return RecordState(
        contract: contract, subject: subject, party: party, revision: revision, contentHash: hash, status: status, event: event,
        acceptedAt: Timestamp(milliseconds: Int64(at)), openCases: cases, history: history,
        formerList: object["list"]?.stringValue, termEnd: object["end"]?.intValue.map { CivilDate(days: $0) })
}

private func read(_ value: [UInt8], _ texts: SharedTexts? = nil, kind: String = "r") throws -> StateChange {
    try "\(kind):\(identifier(1))".withRawUTF8 { key in
        try value.withUnsafeBytes { try StateCodec.read(key: key, value: $0, parser: JSONParser(), texts: texts) }
    }
}

private func record(_ text: String) throws -> RecordState? {
    guard case .record(_, let state) = try read(Array(text.utf8)) else { return nil }
    return state
}

private func written(_ change: StateChange) -> [UInt8] {
    var writer = JSONWriter()
    _ = StateCodec.write(change, to: &writer)
    return writer.bytes
}

extension Identifier128 {
    fileprivate static func random(_ generator: inout SeededGenerator) -> Identifier128 {
        Identifier128(high: generator.next(), low: generator.next())
    }
}

private func randomRecord(_ generator: inout SeededGenerator) -> RecordState {
    let texts = ["e", "", "事件\"1\"\n", "\u{1}\\", "0f8b1c2d-3e4f-5a6b-7c8d-9e0f1a2b3c4d", String(repeating: "长", count: 200)]
    let moment = Timestamp(milliseconds: Int64.random(in: 0..<4_000_000_000_000, using: &generator))
    return RecordState(
        contract: texts.randomElement(using: &generator)! + "@2", subject: .random(&generator), party: texts.randomElement(using: &generator)!,
        revision: Int.random(in: -1...Int(Int32.max), using: &generator), contentHash: .random(&generator),
        status: [.active, .withdrawn, .expired].randomElement(using: &generator)!, event: texts.randomElement(using: &generator)!,
        acceptedAt: moment, openCases: (0..<Int.random(in: 0...2, using: &generator)).map { _ in .random(&generator) },
        history: (0..<Int.random(in: 0...3, using: &generator)).map {
            FormerRevision(event: generator.next(), content: generator.next(), revision: $0, acceptedAt: moment)
        },
        formerList: Bool.random(using: &generator) ? texts.randomElement(using: &generator)! : nil,
        termEnd: Bool.random(using: &generator) ? CivilDate(days: Int.random(in: -719_162...2_932_896, using: &generator)) : nil)
}

@Suite("Reading the changelog") struct StateReadingTests {
    @Test func recordsAreReadAsPlainReadingReadsThem() throws {
        var generator = SeededGenerator(seed: 5)
        let texts = SharedTexts()
        for round in 0..<5000 {
            let state = randomRecord(&generator)
            let value = written(.record(identifier(1), state))
            guard case .record(_, let found?) = try read(value, round % 2 == 0 ? texts : nil) else {
                Issue.record("another kind of state")
                continue
            }
            #expect(found == state)
            #expect(try plainly(value) == state)
        }
    }

    @Test("values in another order, with members that nobody knows and with escapes, are read as plain reading reads them")
    func otherForms() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<2000 {
            let state = randomRecord(&generator)
            guard let members = try JSONValue(parsing: written(.record(identifier(1), state))).objectValue else { continue }
            var all: [(String, JSONValue)] = members.map { ($0.name, $0.value) }
            all += [("unknown", .array([.null])), ("statut", .string("x")), ("", .null), ("historx", .null)]
            all.shuffle(using: &generator)
            let text = JSONValue.object(JSONObject(all)).jsonText
                .replacing("\"party\":", with: "\"p\\u0061rty\":").replacing("\"at\":", with: " \"\\u0061t\" : ")
                .replacing("\"active\"", with: "\"\\u0061ctive\"")
            #expect(try record(text) == state)
            #expect(try plainly(Array(text.utf8)) == state)
        }
    }

    /// A record of version 1, with a member put in the place of one or behind the others.
    private func former(_ name: String, _ value: String) -> String {
        let members = [
            "v": "1", "contract": "\"c@1\"", "subject": "\"\(identifier(2))\"", "party": "\"p\"", "revision": "4", "hash": "\"\(identifier(3))\"",
            "status": "\"active\"", "event": "\"e\"", "at": "1795224600123",
        ].merging([name: value]) { $1 }
        return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    @Test func whatVersion1LacksIsWhatItMeant() throws {
        let state = try #require(try record(former("v", "1")))
        #expect(state.termEnd == nil)
        #expect(state.history.isEmpty && state.openCases.isEmpty)
        #expect(state.revision == 4)
    }

    @Test("numbers are read however they are written, and brought into their ranges", arguments: [
        ("revision", "4.0"), ("revision", "40e-1"), ("revision", "-5"), ("revision", "99999999999"), ("revision", "-99999999999"),
        ("at", "-1"), ("at", "9223372036854775807"), ("at", "-9223372036854775808"), ("at", "1e18"), ("end", "-719162"), ("end", "2932896"),
        ("end", "0"), ("cases", "[]"), ("history", "[]"), ("history", "[[\"\(identifier(4))\",-1,-1]]"),
        ("history", "[[\"\(identifier(4))\",99999999999,9223372036854775807]]"),
    ])
    func numbers(name: String, value: String) throws {
        let text = former(name, value)
        let state = try #require(try record(text))
        #expect(try plainly(Array(text.utf8)) == state)
        // Nothing that a ledger does with such a state may fail.
        let ledger = LedgerState(retention: RetentionPolicy(rules: [
            .init(from: CivilDate(days: -1_000_000), contracts: nil, expires: true, retentionMonths: 60, identityMonths: 24)
        ]))
        ledger.restore(.record(identifier(1), state))
        #expect(ledger.records.count == 1)
    }

    @Test("what is no such number, day or text is refused", arguments: [
        ("revision", "9223372036854775808"), ("revision", "1e19"), ("revision", "1.5"), ("revision", "\"4\""), ("revision", "null"),
        ("at", "9223372036854775808"), ("at", "-9223372036854775809"), ("at", "1e400"), ("at", "\"1\""), ("end", "-719163"), ("end", "2932897"),
        ("end", "9223372036854775807"), ("end", "-9223372036854775808"), ("end", "1e30"), ("end", "null"), ("end", "\"1\""), ("end", "0.5"),
        ("status", "\"Active\""), ("status", "1"), ("event", "1"), ("contract", "null"), ("party", "[]"), ("cases", "{}"), ("cases", "[1]"),
        ("cases", "[\"0\"]"), ("history", "null"), ("history", "[[]]"), ("history", "[1]"), ("history", "[[\"\(identifier(4))\",1]]"),
        ("history", "[[\"\(identifier(4))\",1,2,3]]"), ("history", "[[\"\(identifier(4))\",1,1e30]]"), ("history", "[[\"0\",1,1]]"),
        ("hash", "\"FEED\""), ("hash", "\"0000000000000000000000000000000G\""), ("subject", "7"), ("v", "\(StateCodec.version + 1)"), ("v", "\"1\""),
    ])
    func nonsense(name: String, value: String) {
        #expect(throws: StateCodec.Unreadable.self) { try record(former(name, value)) }
    }

    @Test("days of things erased that no calendar can count with are refused", arguments: [
        "9223372036854775807", "-9223372036854775808", "-719163", "2932897", "1e300", "\"1\"", "null",
    ])
    func erased(until: String) throws {
        #expect(throws: StateCodec.Unreadable.self) { try read(Array("{\"v\":2,\"until\":\(until)}".utf8), kind: "x") }
        _ = try read(Array("{\"v\":2,\"until\":2932896}".utf8), kind: "x")
    }

    @Test func hexadecimalDigitsAreTheLowerCaseOnesAlone() {
        var generator = SeededGenerator(seed: 9)
        for byte in UInt8.min...UInt8.max {
            for place in [0, 7, 8, 15, 16, 31] {
                var text = [UInt8](repeating: UInt8(ascii: "0"), count: 32)
                text[place] = byte
                let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
                let found = text.withUnsafeBytes { Identifier128(hex: $0) }
                #expect((found != nil) == isDigit)
            }
        }
        for _ in 0..<1000 {
            let id = Identifier128.random(&generator)
            #expect(Identifier128(id.description) == id)
        }
    }

    @Test func aStateBuiltFromWhatWasWrittenIsTheSame() throws {
        var generator = SeededGenerator(seed: 10)
        let (state, restored) = (LedgerState(), LedgerState())
        for round in 0..<3000 {
            let id = identifier(UInt64.random(in: 0..<800, using: &generator))
            let change = StateChange.record(id, round % 5 == 0 ? nil : randomRecord(&generator))
            state.apply(change)
            var writer = JSONWriter()
            let isPresent = StateCodec.write(change, to: &writer)
            try StateCodec.key(of: change).withUnsafeBytes { key in
                try writer.withBytes { value in
                    restored.restore(
                        try StateCodec.read(key: key, value: isPresent ? value : nil, parser: JSONParser(), texts: restored.texts))
                }
            }
        }
        state.commit()
        #expect(restored.records == state.records)
    }
}
