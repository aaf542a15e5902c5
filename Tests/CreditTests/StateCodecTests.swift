import Credit
import JSON
import SeededRandom
import Testing

/// One state of each kind, as the changelog holds it.
private enum Sample {
    static let record = RecordState(
        contract: "administrative-penalty@2", subject: identifier(8), party: "market-regulation", revision: 3, contentHash: identifier(1),
        status: .withdrawn, event: "e-\"1\"", acceptedAt: Timestamp(milliseconds: 1_795_224_600_123),
        openCases: [identifier(2), identifier(3)], formerList: "work-safety")
    static let entry = EntryState(
        contract: "list-designation@1", list: "work-safety", party: "emergency-management", subjectKey: "91990100MA1YL0039T",
        subjectKind: .soleTrader, sourceRegion: "990100", revision: 4, isDisputed: true, isSuspended: true,
        content: Array(#"{"HMDMC":"安全生产严重失信主体名单","n":0.2,"a":[{"b":null}]}"#.utf8))
    static let dispute = CaseState(
        caseID: "YY-2026-0012", recordID: identifier(4), status: .verified, finding: .corrected, party: "credit-office",
        event: "e-2", origin: Origin(topic: "dept.credit-office.dispute", partition: 2, offset: 9_000_000_000),
        contentHash: identifier(5), changedAt: Timestamp(milliseconds: 1))

    static let changes: [StateChange] = [
        .record(identifier(10), record), .entry(identifier(10), StoredEntry(entry)), .disputeCase(identifier(10), dispute),
    ]

    static let subscription = Subscription(
        party: "credit-portal",
        filter: Subscription.Filter(
            parts: [
                .init(
                    contract: "list-designation", lists: ["tax-serious", "work-safety"],
                    fields: [.init("JGMC", personMask: Mask(head: 1, tail: 0))]),
                .init(
                    contract: "administrative-penalty", fields: [.init("CF_WSH", otherMask: Mask(head: 0, tail: 4)), .init("CF_NR")],
                    exceptions: [.init(field: "CF_CFLB", values: ["警告", "通报批评"])]),
            ], subjectKinds: [.organisation, .person], regions: ["9901", "990200"], disputes: .hold, suspensions: .hold),
        confirmationHours: 24)
    static let listFile = ListFileState(
        key: ListFileKey(party: "city", contract: "list-designation@1", list: "tax-serious"), file: "名单-\"1\"",
        parts: [1: .init(count: 3, digest: digest("a"), isFaulty: false), 12: .init(count: 0, digest: digest("b"), isFaulty: true)],
        startedAt: Timestamp(milliseconds: 1_795_224_600_123))

    static func digest(_ text: String) -> Digest256 { text.withRawUTF8 { SHA256.hash($0) } }

    /// What came with the views, with all members and with those alone that have to be there.
    static let viewChanges: [StateChange] = [
        .subscription("credit-portal", subscription),
        .subscription("empty", Subscription(party: "empty", filter: .nothing)),
        .removal(
            "credit-portal", 9_000_000_000, UnconfirmedRemoval(entry: identifier(4), source: "taxation", due: Timestamp(milliseconds: 7))),
        .removal("credit-portal", 1, UnconfirmedRemoval(entry: identifier(4), source: "", due: nil)),
        .feedback(identifier(6), FeedbackState(list: "tax-serious", party: "market-access", hasActed: true)),
        .feedback(identifier(6), FeedbackState(list: "", party: "market-access", hasActed: false)),
        .tally(Tally.Key(party: "market-access", list: "tax-serious"), Tally(pushed: 3, responded: 2, acted: 1)),
        .tally(Tally.Key(party: "market-access", list: ""), Tally()),
        .listFile(listFile.key.id, listFile),
        .listFile(listFile.key.id, ListFileState(key: listFile.key, file: "F", startedAt: Timestamp(milliseconds: 0), isDone: true)),
        .listFilePart(identifier(7), 12, Array(#"[{"record":"1","content":{"n":0.20}},[]]"#.utf8)),
        .listFilePart(identifier(7), 1, Array("[]".utf8)),
        .listFile(
            listFile.key.id,
            ListFileState(
                key: listFile.key, file: "F", startedAt: Timestamp(milliseconds: 0), isDone: true,
                taken: [
                    TakenListFile(file: "E", count: 0, digest: nil),
                    TakenListFile(file: "F", count: 3, digest: SHA256.hash("F"), marks: [0, .max]),
                ])),
    ]
}

private func written(_ change: StateChange) -> (key: [UInt8], value: [UInt8]?) {
    var writer = JSONWriter()
    let hasValue = StateCodec.write(change, to: &writer)
    return (StateCodec.key(of: change), hasValue ? writer.bytes : nil)
}

private func read(_ key: [UInt8], _ value: [UInt8]?) throws -> StateChange {
    try key.withUnsafeBytes { key in
        guard let value else { return try StateCodec.read(key: key, value: nil, parser: JSONParser()) }
        return try value.withUnsafeBytes { try StateCodec.read(key: key, value: $0, parser: JSONParser()) }
    }
}

private func members(of value: [UInt8]?) throws -> JSONObject {
    let bytes = try #require(value)
    return try #require(try JSONValue(parsing: bytes).objectValue)
}

private func roundTrip(_ change: StateChange) throws -> StateChange {
    let (key, value) = written(change)
    return try read(key, value)
}

@Suite("The changelog's format") struct StateCodecTests {
    @Test("a record is read back as it was written", arguments: RecordState.Status.allCases, [0, 1, 2])
    func records(status: RecordState.Status, cases: Int) throws {
        var state = Sample.record
        state.status = status
        state.openCases = (0..<cases).map { identifier(UInt64(100 + $0)) }
        guard case .record(let id, let read?) = try roundTrip(.record(identifier(10), state)) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(id == identifier(10))
        #expect(read == state)
    }

    @Test("a list entry is read back as it was written", arguments: SubjectKind.allCases)
    func entries(kind: SubjectKind) throws {
        var state = Sample.entry
        state.subjectKind = kind
        guard case .entry(let id, let read?) = try roundTrip(.entry(identifier(11), StoredEntry(state))) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(id == identifier(11))
        #expect(read == StoredEntry(state))
    }

    @Test("a case is read back as it was written", arguments: [
        (CaseState.Status.submitted, CaseState.Finding?.none), (.accepted, nil), (.verified, .corrected),
        (.verified, .withdrawn), (.closed, .upheld),
    ])
    func cases(status: CaseState.Status, finding: CaseState.Finding?) throws {
        var state = Sample.dispute
        state.status = status
        state.finding = finding
        guard case .disputeCase(let id, let read?) = try roundTrip(.disputeCase(identifier(12), state)) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(id == identifier(12))
        #expect(read == state)
    }

    @Test("a record's term and history are read back as they were written", arguments: [0, 1, 16])
    func historyAndTerm(count: Int) throws {
        var state = Sample.record
        state.termEnd = CivilDate("2027-02-28")
        state.history = (0..<count).map {
            FormerRevision(event: .max - UInt64($0), content: UInt64($0), revision: $0 + 1, acceptedAt: Timestamp(milliseconds: Int64($0)))
        }
        guard case .record(_, let read?) = try roundTrip(.record(identifier(10), state)) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(read == state)
    }

    @Test("feeds, the audit's head and what was erased are read back as they were written")
    func otherKinds() throws {
        let head = AuditHead(sequence: 9_000_000_000, digest: "x".withRawUTF8 { SHA256.hash($0) })
        let feed = FeedState(number: 12, count: 3, digest: ViewDigest(String(repeating: "0a", count: 32))!, marker: 9, confirmed: 11)
        for feed in [feed, FeedState(number: 12)] {
            #expect("\(try roundTrip(.feed("subscriber.审批-1", feed)))" == "\(StateChange.feed("subscriber.审批-1", feed))")
        }
        #expect("\(try roundTrip(.audit(head)))" == "\(StateChange.audit(head))")
        #expect("\(try roundTrip(.erased(identifier(3), CivilDate("2030-01-31"))))" == "\(StateChange.erased(identifier(3), CivilDate("2030-01-31")))")
        #expect("\(try roundTrip(.erased(identifier(3), nil)))" == "\(StateChange.erased(identifier(3), nil))")
    }

    @Test("what came with the views is read back as it was written", arguments: Sample.viewChanges.indices)
    func views(index: Int) throws {
        let change = Sample.viewChanges[index]
        let (key, value) = written(change)
        let read = try roundTrip(change)
        #expect(StateCodec.key(of: read) == key)
        #expect(written(read).value == value)
        // A state that has taken the one is the same as one that has taken the other.
        let (state, restored) = (LedgerState(), LedgerState())
        state.restore(change)
        restored.restore(read)
        #expect(state.subscriptions.byParty == restored.subscriptions.byParty && state.removals == restored.removals)
        #expect(state.feedback == restored.feedback && state.tallies == restored.tallies)
        #expect(state.listFiles == restored.listFiles && state.listFileParts == restored.listFileParts)
    }

    @Test("tombstones of what came with the views are read as removals") func viewTombstones() throws {
        for change in Sample.viewChanges {
            let read = try read(StateCodec.key(of: change), nil)
            let state = LedgerState()
            state.restore(change)
            state.restore(read)
            #expect(state.subscriptions.byParty.isEmpty && state.removals.isEmpty && state.feedback.isEmpty && state.tallies.isEmpty)
            #expect(state.listFiles.isEmpty && state.listFileParts.isEmpty)
        }
    }

    @Test("keys of what came with the views that are none are refused", arguments: [
        "u:credit-portal", "u:credit-portal:x", "u:a:1:2", "t:x", "g:1", "l:1", "p:1:1", "p:\(identifier(1)):x", "p:\(identifier(1))",
    ])
    func viewKeys(key: String) {
        #expect(throws: StateCodec.Unreadable.self) { try read(Array(key.utf8), nil) }
    }

    @Test("a value of what came with the views that lacks a member or has nonsense in one is refused", arguments: [0, 2, 4, 6, 8, 10, 12])
    func incompleteViews(index: Int) throws {
        let (key, value) = written(Sample.viewChanges[index])
        let members = try members(of: value)
        let optional: Set<String> = ["confirmationHours", "regions", "due", "acted", "done", "taken"]
        for name in members.names where !optional.contains(name) {
            let without = JSONValue.object(JSONObject(members.filter { $0.name != name }.map { ($0.name, $0.value) }))
            #expect(throws: StateCodec.Unreadable.self, "without \(name)") { try read(key, Array(without.jsonText.utf8)) }
        }
        for name in members.names {
            let spoilt = JSONValue.object(JSONObject(members.map { ($0.name, $0.name == name ? .object(JSONObject([])) : $0.value) }))
            #expect(throws: StateCodec.Unreadable.self, "spoilt \(name)") { try read(key, Array(spoilt.jsonText.utf8)) }
        }
    }

    @Test("version 2 is still read: what an entry lacks stands in its record") func versionTwoEntries() throws {
        let value = #"{"v":2,"list":"work-safety","subject":"91990100MA1YL0039T","kind":"soleTrader","content":{"HMDMC":"甲"}}"#
        let change = try read(StateCodec.key(of: .entry(identifier(10), nil)), Array(value.utf8))
        let state = LedgerState()
        state.restore(change)
        #expect(state.entry(identifier(10))?.contract == "")
        var record = Sample.record
        (record.contract, record.status) = ("list-designation@1", .active)
        // In whatever order they come.
        state.restore(.record(identifier(10), record))
        #expect(
            state.entry(identifier(10))
                == EntryState(
                    contract: "list-designation@1", list: "work-safety", party: "market-regulation", subjectKey: "91990100MA1YL0039T",
                    subjectKind: .soleTrader, revision: 3, isDisputed: true, content: Array(#"{"HMDMC":"甲"}"#.utf8)))
        // It is kept as it was until it changes.
        guard case .entry(_, let stored?) = change else { return }
        #expect(stored.bytes == Array(value.utf8))
    }

    @Test("version 3 is still read: a record that is off its list does not say which one it was") func versionThree() throws {
        let value = #"""
            {"v":3,"contract":"list-designation@1","subject":"000000000000feed0000000000000008","party":"taxation","revision":2,"hash":"000000000000feed0000000000000001","status":"withdrawn","event":"e","at":1,"end":21244,"history":[["000000000000feed0000000000000002",1,0]]}
            """#
        guard case .record(_, let state?) = try read(StateCodec.key(of: .record(identifier(10), nil)), Array(value.utf8)) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(state.formerList == nil)
        #expect(state.termEnd?.days == 21244 && state.history.count == 1)
        let entry = #"{"v":3,"contract":"c@1","list":"l","party":"p","subject":"s","kind":"organisation","revision":4,"content":{}}"#
        guard case .entry(_, let stored?) = try read(StateCodec.key(of: .entry(identifier(10), nil)), Array(entry.utf8)) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(
            stored.state
                == EntryState(
                    contract: "c@1", list: "l", party: "p", subjectKey: "s", subjectKind: .organisation, revision: 4, content: Array("{}".utf8)))
    }

    @Test("version 1 is still read: a record without an end, of which no former revision is known")
    func versionOne() throws {
        let value = #"""
            {"v":1,"contract":"administrative-penalty@2","subject":"000000000000feed0000000000000008","party":"market-regulation","revision":3,"hash":"000000000000feed0000000000000001","status":"withdrawn","event":"e-\"1\"","at":1795224600123,"cases":["000000000000feed0000000000000002","000000000000feed0000000000000003"]}
            """#
        let key = "r:000000000000feed000000000000000a"
        guard case .record(let id, let state?) = try read(Array(key.utf8), Array(value.utf8)) else {
            Issue.record("another kind of state came back")
            return
        }
        #expect(id == identifier(10))
        var former = Sample.record
        former.formerList = nil
        #expect(state == former)
    }

    @Test func removalsAreTombstones() throws {
        let removals: [StateChange] = [
            .record(identifier(1), nil), .entry(identifier(1), nil), .disputeCase(identifier(1), nil),
        ]
        for change in removals {
            #expect(written(change).value == nil)
            switch (change, try roundTrip(change)) {
            case (.record, .record(identifier(1), nil)), (.entry, .entry(identifier(1), nil)),
                (.disputeCase, .disputeCase(identifier(1), nil)):
                break
            case (_, let other): Issue.record("read back as \(other)")
            }
        }
    }

    @Test func theThreeKindsOfOneIdentityHaveDifferentKeys() {
        let keys = Sample.changes.map { String(decoding: StateCodec.key(of: $0), as: UTF8.self) }
        let id = identifier(10).description
        #expect(keys == ["r:\(id)", "e:\(id)", "c:\(id)"])
    }

    @Test("unknown keys are refused", arguments: [
        "", "r", "r:", "z:" + identifier(1).description, "r-" + identifier(1).description, "R:" + identifier(1).description,
        "r:" + identifier(1).description.uppercased(), "r:" + identifier(1).description + "0",
        "r:" + String(identifier(1).description.dropLast()),
    ])
    func unknownKeys(key: String) {
        #expect(throws: StateCodec.Unreadable.self) { try read(Array(key.utf8), written(Sample.changes[0]).value) }
        #expect(throws: StateCodec.Unreadable.self) { try read(Array(key.utf8), nil) }
    }

    @Test("unreadable values are refused", arguments: ["", "{", "null", "[]", "{}", "\"v\"", "{\"v\":\"1\"}", "{\"v\":1}", "\u{FEFF}{\"v\":1}"])
    func unreadableValues(value: String) {
        for change in Sample.changes {
            #expect(throws: StateCodec.Unreadable.self) { try read(StateCodec.key(of: change), Array(value.utf8)) }
        }
    }

    @Test("a newer format is refused, not misread", arguments: Sample.changes.indices)
    func newerVersion(index: Int) throws {
        let (key, bytes) = written(Sample.changes[index])
        let text = String(decoding: try #require(bytes), as: UTF8.self)
        let marker = "{\"v\":\(StateCodec.version),"
        #expect(text.hasPrefix(marker))
        let newer = "{\"v\":\(StateCodec.version + 1)," + text.dropFirst(marker.count)
        #expect(throws: StateCodec.Unreadable.self) { try read(key, Array(newer.utf8)) }
        _ = try read(key, Array(text.utf8))
    }

    @Test("a value that lacks a member or has nonsense in one is refused", arguments: Sample.changes.indices)
    func incompleteValues(index: Int) throws {
        let (key, value) = written(Sample.changes[index])
        let members = try members(of: value)
        let optional: Set<String> = ["cases", "finding", "list", "region", "disputed", "suspended"]
        for name in members.names where !optional.contains(name) {
            let without = JSONValue.object(JSONObject(members.filter { $0.name != name }.map { ($0.name, $0.value) }))
            #expect(throws: StateCodec.Unreadable.self, "without \(name)") { try read(key, Array(without.jsonText.utf8)) }
        }
        for name in members.names {
            let spoilt = JSONValue.object(JSONObject(members.map { ($0.name, $0.name == name ? .array([.null]) : $0.value) }))
            #expect(throws: StateCodec.Unreadable.self, "spoilt \(name)") { try read(key, Array(spoilt.jsonText.utf8)) }
        }
    }

    @Test("values with nonsense in a coded member are refused", arguments: [
        (0, "status", "gone"), (0, "hash", "xyz"), (1, "kind", "company"), (2, "status", "lost"), (2, "finding", "也许"),
        (2, "record", "1"), (2, "origin", "topic/0"), (2, "hash", ""),
    ])
    func unknownCodes(index: Int, name: String, nonsense: String) throws {
        let (key, value) = written(Sample.changes[index])
        let members = try members(of: value)
        #expect(members[name] != nil)
        let spoilt = JSONValue.object(JSONObject(members.map { ($0.name, $0.name == name ? .string(nonsense) : $0.value) }))
        #expect(throws: StateCodec.Unreadable.self) { try read(key, Array(spoilt.jsonText.utf8)) }
    }

    @Test func bytesInDisorderNeverCrashTheReader() throws {
        var generator = SeededGenerator(seed: 3)
        var refused = 0
        for round in 0..<20_000 {
            let (key, value) = written(Sample.changes[round % 3])
            var bytes = try #require(value)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            do {
                _ = try read(key, bytes)
            } catch {
                #expect(error is StateCodec.Unreadable)
                refused += 1
            }
        }
        #expect(refused > 1000)
    }
}
