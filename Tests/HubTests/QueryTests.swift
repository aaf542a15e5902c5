import Contracts
import Credit
import Foundation
import HTTP
import Hub
import JSON
import Kafka
import Ops
import Synchronization
import TestSupport
import Testing

/// What queries answer, on state that the test makes.
@Suite struct QueryTests {
    private static let code = "91990100MA1YL00123"
    private static let otherCode = "11990100MB99010402"
    private static let partitions: Int32 = 6
    private static let keys = SubjectKeys(secret: [UInt8](repeating: 3, count: 32))
    private static let second: UInt64 = 1_000_000_000

    private static func id(_ number: UInt64) -> Identifier128 { Identifier128(high: 7, low: number) }

    private static func entry(_ subject: String, kind: SubjectKind = .organisation, list: String? = "work-safety") -> EntryState {
        EntryState(
            contract: "list-designation@1", list: list, party: "emergency-management", subjectKey: subject, subjectKind: kind, revision: 1,
            content: Array(#"{"HMDMC":"安全生产严重失信主体名单","JGMC":"云岭示例矿业有限公司","RDYJ":"依据一","WSH":"云应急〔2026〕1号"}"#.utf8))
    }

    private static func subscription(
        _ party: String, fields: [Subscription.Field], kinds: Set<SubjectKind> = [.organisation], disputes: Subscription.Handling = .mark
    ) -> Subscription {
        let part = Subscription.Part(contract: "list-designation", fields: fields)
        return Subscription(party: party, filter: Subscription.Filter(parts: [part], subjectKinds: kinds, disputes: disputes))
    }

    /// A copy of a ledger with a handler in front of it, and a clock that stands still until it is moved.
    private final class Ground: Sendable {
        let copy: LedgerCopy
        let handler: QueryHandler
        let tokens: [String: String]
        private let time: Time
        private let file: TokenFile

        final class Time: Sendable {
            let now = Mutex<UInt64>(100 * QueryTests.second)
        }

        init(_ subscriptions: [Subscription] = [], perSecond: Int = 1_000, shelves: ShelfRoom? = nil) throws {
            file = try TokenFile(["a", "b", "stranger", "newcomer"])
            tokens = file.tokens
            let time = Time()
            self.time = time
            let uptime: @Sendable () -> UInt64 = { time.now.withLock { $0 } }
            let log = HubLog(language: .en, least: .error)
            copy = LedgerCopy(
                partitions: partitions, maxAgeSeconds: 30,
                shelves: try shelves ?? ShelfRoom(directory: NSTemporaryDirectory(), log: log), uptime: uptime)
            handler = QueryHandler(
                copy: copy, tokens: try TokenRegisterFile(file.path, uptime: uptime),
                subjects: QueriedSubject(keys: keys, catalogue: try Catalogue.load(directory: Program.repository + "/contracts")),
                subscribers: ["a", "b", "newcomer"], perSecond: perSecond, log: log, uptime: uptime)
            for subscription in subscriptions {
                for partition in 0..<partitions { copy.apply(.subscription(subscription.party, subscription), in: partition) }
            }
        }

        func pass(seconds: UInt64) {
            time.now.withLock { $0 += seconds * second }
        }

        func noteCurrent() {
            copy.noteCurrent(at: Timestamp(milliseconds: 1_790_000_000_000), uptime: time.now.withLock { $0 })
        }

        func apply(_ change: StateChange, of subject: String) {
            copy.apply(change, in: KeyPartitioner.partition(of: subject, count: partitions))
        }

        func set(_ number: UInt64, _ entry: EntryState) {
            apply(.entry(id(number), StoredEntry(entry)), of: entry.subjectKey)
        }

        func request(
            _ method: HTTPMethod = .get, _ path: String = "/v1/lists/check", query: [(String, String)] = [], body: String = "",
            token: String?
        ) -> HTTPResponse {
            var request = HTTPRequest(method: method, path: path, body: Array(body.utf8))
            request.query = query.map { HTTPRequest.QueryItem(name: $0.0, value: $0.1) }
            if let token { request.headers.add("Authorization", "Bearer \(token)") }
            return handler.answer(request)
        }

        func check(_ subject: String, as party: String) throws -> JSONValue {
            try answer(request(query: [("subject", subject)], token: tokens[party]))
        }

        func answer(_ response: HTTPResponse) throws -> JSONValue {
            #expect(response.status == 200)
            return try JSONValue(parsing: response.body)
        }
    }

    private func code(_ response: HTTPResponse) throws -> String {
        let json = try JSONValue(parsing: response.body)
        for name in ["message", "remedy"] {
            for language in ["zh", "en"] { #expect(json[name]?[language]?.stringValue?.isEmpty == false) }
        }
        return try #require(json["code"]?.stringValue)
    }

    @Test("A subject is listed with entry, basis and as-of; one that is on no list is not")
    func listed() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC"), .init("RDYJ")])])
        ground.set(1, Self.entry(Self.code))
        ground.apply(.feed("subscriber.a", FeedState(number: 17, count: 1)), of: Self.code)
        ground.noteCurrent()
        let answer = try ground.check(Self.code, as: "a")
        #expect(answer["subject"]?.stringValue == Self.code && answer["listed"]?.boolValue == true)
        let entries = try #require(answer["entries"]?.arrayValue)
        #expect(entries.count == 1)
        #expect(entries[0]["entry"]?.stringValue == Self.id(1).description)
        #expect(entries[0]["basis"]?.stringValue == "依据一")
        #expect(entries[0]["content"]?.objectValue?.count == 2)
        let asOf = try #require(answer["asOf"])
        #expect(asOf["partition"]?.intValue == Int(KeyPartitioner.partition(of: Self.code, count: Self.partitions)))
        #expect(asOf["sequence"]?.intValue == 17)
        #expect(asOf["time"]?.stringValue == Timestamp(milliseconds: 1_790_000_000_000).description)
        let other = try ground.check(Self.otherCode, as: "a")
        #expect(other["listed"]?.boolValue == false && other["entries"]?.arrayValue?.isEmpty == true)
        #expect(other["asOf"]?["sequence"]?.intValue == 0)
        // The values are those of the view, byte for byte but for the basis.
        let filter = Self.subscription("a", fields: [.init("JGMC"), .init("RDYJ")]).filter
        let view = try #require(filter.value(of: Self.entry(Self.code), Self.id(1)))
        #expect(entries[0].jsonText.hasPrefix(String(decoding: view.dropLast(), as: UTF8.self)))
    }

    @Test("Each party is shown what its own subscription shows: fields, masks, and what is held while it is disputed")
    func ownView() throws {
        let ground = try Ground([
            Self.subscription("a", fields: [.init("JGMC"), .init("RDYJ")]),
            Self.subscription("b", fields: [.init("HMDMC"), .init("JGMC", otherMask: Mask(head: 1, tail: 1))], disputes: .hold),
        ])
        var entry = Self.entry(Self.code)
        ground.set(1, entry)
        ground.noteCurrent()
        let shown = try #require(try ground.check(Self.code, as: "b")["entries"]?.arrayValue?.first)
        #expect(shown["content"]?["HMDMC"] != nil && shown["content"]?["RDYJ"] == nil && shown["basis"] == nil)
        #expect(shown["content"]?["JGMC"]?.stringValue?.contains("示例矿业") == false)
        entry.isDisputed = true
        ground.set(1, entry)
        #expect(try ground.check(Self.code, as: "b")["listed"]?.boolValue == false)
        let marked = try #require(try ground.check(Self.code, as: "a")["entries"]?.arrayValue?.first)
        #expect(marked["disputed"]?.boolValue == true)
    }

    @Test("Entries come and go, in any order and several of one subject; other shared records are on no list")
    func changes() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC")])])
        ground.noteCurrent()
        func ids() throws -> [String] {
            try #require(try ground.check(Self.code, as: "a")["entries"]?.arrayValue).compactMap { $0["entry"]?.stringValue }
        }
        for number: UInt64 in [3, 1, 2] { ground.set(number, Self.entry(Self.code)) }
        ground.set(4, Self.entry(Self.code, list: nil))
        #expect(try ids() == [1, 2, 3].map { Self.id($0).description })
        ground.apply(.entry(Self.id(2), nil), of: Self.code)
        ground.apply(.entry(Self.id(9), nil), of: Self.code)
        #expect(try ids() == [1, 3].map { Self.id($0).description })
        #expect(ground.copy.entryCount == 2)
        for number: UInt64 in [1, 3] { ground.apply(.entry(Self.id(number), nil), of: Self.code) }
        #expect(try ids().isEmpty)
    }

    @Test("In the middle of a transaction an answer shows no less than its number says")
    func middleOfTransaction() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC")])])
        ground.apply(.feed("subscriber.a", FeedState(number: 5)), of: Self.code)
        ground.noteCurrent()
        ground.set(1, Self.entry(Self.code))
        let during = try ground.check(Self.code, as: "a")
        #expect(during["listed"]?.boolValue == true && during["asOf"]?["sequence"]?.intValue == 5)
        ground.apply(.feed("subscriber.a", FeedState(number: 6)), of: Self.code)
        #expect(try ground.check(Self.code, as: "a")["asOf"]?["sequence"]?.intValue == 6)
    }

    @Test("Nothing is answered before the ledger is read, nor from what is too old")
    func readiness() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC")])])
        func refusal() throws -> String? {
            let response = ground.request(query: [("subject", Self.code)], token: ground.tokens["a"])
            guard response.status != 200 else { return nil }
            #expect(response.status == 503 && response.headers["retry-after"].flatMap { Int($0) } ?? 0 >= 1)
            return try code(response)
        }
        #expect(try refusal() == "starting")
        ground.noteCurrent()
        #expect(try refusal() == nil)
        ground.pass(seconds: 30)
        #expect(try refusal() == nil)
        ground.pass(seconds: 1)
        #expect(try refusal() == "outOfDate")
        ground.noteCurrent()
        #expect(try refusal() == nil)
        ground.copy.reset()
        #expect(try refusal() == "starting")
    }

    @Test("An entry that cannot be read back is not missing from an answer: nothing is answered until all is read anew")
    func lostEntry() throws {
        let files = Files()
        let ground = try Ground(
            [Self.subscription("a", fields: [.init("JGMC")])],
            shelves: ShelfRoom(log: HubLog(language: .en, least: .error), making: files.shelf))
        for number in 1...9 as ClosedRange<UInt64> { ground.set(number, Self.entry(Self.code)) }
        ground.set(20, Self.entry(Self.otherCode))
        ground.noteCurrent()
        #expect(try ground.check(Self.code, as: "a")["entries"]?.arrayValue?.count == 9)
        files.cut()
        let refused = ground.request(query: [("subject", Self.code)], token: ground.tokens["a"])
        #expect(refused.status == 503)
        #expect(try code(refused) == "starting")
        #expect(ground.copy.hasLost)
        // Also if that it is up to date is heard at just this moment.
        ground.noteCurrent()
        #expect(ground.request(query: [("subject", Self.code)], token: ground.tokens["a"]).status == 503)
        ground.copy.reset()
        #expect(!ground.copy.hasLost)
        for partition in 0..<Self.partitions {
            ground.copy.apply(.subscription("a", Self.subscription("a", fields: [.init("JGMC")])), in: partition)
        }
        for number in 1...9 as ClosedRange<UInt64> { ground.set(number, Self.entry(Self.code)) }
        ground.noteCurrent()
        #expect(try ground.check(Self.code, as: "a")["entries"]?.arrayValue?.count == 9)
    }

    /// Shelves of small blocks, on files that the test can reach, too.
    private final class Files: Sendable {
        private let descriptors = Mutex<[Int32]>([])

        @Sendable func shelf() -> any EntryShelf {
            var settings = FileShelf.Settings()
            settings.block = 600
            let descriptor = open(NSTemporaryDirectory(), 0o20_000_000 | O_DIRECTORY | O_RDWR, 0o600)
            descriptors.withLock { $0.append(descriptor) }
            do throws(ScratchFile.Failure) {
                return try FileShelf(settings: settings, trouble: { _ in }, open: { ScratchFile(descriptor: dup(descriptor)) })
            } catch {
                return MemoryShelf()
            }
        }

        func cut() {
            descriptors.withLock { for descriptor in $0 { ftruncate(descriptor, 0) } }
        }

        deinit {
            descriptors.withLock { for descriptor in $0 { close(descriptor) } }
        }
    }

    @Test("An entry that another subject is given is that subject's, and what is changed often keeps its subject's others")
    func movedEntries() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC")])])
        ground.noteCurrent()
        // Of the same partition, as all events of one record are.
        let partition = KeyPartitioner.partition(of: Self.code, count: Self.partitions)
        let keys = (1...100 as ClosedRange<UInt64>).map { "t\(Self.id($0))" }
        let other = try #require(keys.first { KeyPartitioner.partition(of: $0, count: Self.partitions) == partition })
        func count(_ subject: String) throws -> Int? { try ground.check(subject, as: "a")["entries"]?.arrayValue?.count }
        for number in 1...3 as ClosedRange<UInt64> { ground.set(number, Self.entry(Self.code)) }
        for _ in 0..<20 { for number in 1...3 as ClosedRange<UInt64> { ground.set(number, Self.entry(Self.code)) } }
        #expect(try count(Self.code) == 3 && ground.copy.entryCount == 3)
        ground.set(1, Self.entry(other))
        #expect(try count(Self.code) == 2 && count(other) == 1)
        ground.set(1, Self.entry(Self.code, list: nil))
        #expect(try count(Self.code) == 2 && count(other) == 0 && ground.copy.entryCount == 2)
    }

    @Test("An entry of the older format of the changelog is read with its record")
    func olderFormat() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC")])])
        ground.noteCurrent()
        let key = Array("e:\(Self.id(1))".utf8)
        let value = Array(#"{"v":2,"list":"work-safety","subject":"\#(Self.code)","kind":"organisation","content":{"JGMC":"例"}}"#.utf8)
        let change = try key.withUnsafeBytes { key in
            try value.withUnsafeBytes { try StateCodec.read(key: key, value: $0, parser: JSONParser()) }
        }
        ground.apply(change, of: Self.code)
        let record = RecordState(
            contract: "list-designation@1", subject: Self.id(5), party: "emergency-management", revision: 4, contentHash: Self.id(6),
            status: .active, event: "e-1", acceptedAt: Timestamp(milliseconds: 0), openCases: [Self.id(8)])
        ground.apply(.record(Self.id(1), record), of: Self.code)
        let entry = try #require(try ground.check(Self.code, as: "a")["entries"]?.arrayValue?.first)
        #expect(entry["contract"]?.stringValue == "list-designation@1" && entry["revision"]?.intValue == 4)
        #expect(entry["disputed"]?.boolValue == true)
    }

    // MARK: Persons

    private func residentID() throws -> String {
        let digits = Array("99010019900101001".utf8)
        let check = try #require(digits.withUnsafeBytes { ResidentID.checkCharacter(of: $0) })
        return String(decoding: digits + [check], as: UTF8.self)
    }

    @Test("A person is found by the keyed hash of document type and number, by those only who take persons, and the number stands nowhere")
    func persons() throws {
        let ground = try Ground([
            Self.subscription("a", fields: [.init("JGMC")], kinds: [.organisation, .person]),
            Self.subscription("b", fields: [.init("JGMC")]),
        ])
        let number = try residentID()
        let key = Self.keys.person(documentType: "身份证", number: number)
        ground.set(1, Self.entry(key, kind: .person))
        ground.noteCurrent()
        func ask(_ party: String, _ body: String) -> HTTPResponse { ground.request(.post, body: body, token: ground.tokens[party]) }
        let body = #"{"documentType":"身份证","documentNumber":"\#(number)"}"#
        let response = ask("a", body)
        let answer = try ground.answer(response)
        #expect(answer["listed"]?.boolValue == true && answer["subject"]?.stringValue == key)
        #expect(!String(decoding: response.body, as: UTF8.self).contains(number))
        #expect(try ground.answer(ask("a", #"{"subject":"\#(key)"}"#))["listed"]?.boolValue == true)
        let byKey = ground.request(query: [("subject", key)], token: ground.tokens["b"])
        for refused in [ask("b", body), ask("b", #"{"subject":"\#(key)"}"#), byKey] {
            #expect(refused.status == 403)
            #expect(try code(refused) == "personsNotTaken")
        }
        for number in [number, number.lowercased(), "x" + number] {
            let refused = ground.request(query: [("subject", number)], token: ground.tokens["a"])
            #expect(refused.status == 400)
            #expect(try code(refused) == "personalNumberInTarget")
            #expect(!String(decoding: refused.body, as: UTF8.self).contains(number))
        }
    }

    // MARK: Refusals

    @Test("What is asked otherwise than agreed is refused with a stable code, in both languages")
    func refusals() throws {
        let ground = try Ground([Self.subscription("a", fields: [.init("JGMC")], kinds: [.person])])
        ground.noteCurrent()
        let token = ground.tokens["a"]
        let wrongCheck = Self.code.dropLast() + (Self.code.last == "0" ? "1" : "0")
        let number = try residentID()
        let cut = #"{"documentType":"身份证","documentNumber":"\#(number.dropLast())"}"#
        let cases: [(HTTPResponse, Int, String)] = [
            (ground.request(query: [("subject", Self.code)], token: nil), 401, "unknownToken"),
            (ground.request(query: [("subject", Self.code)], token: "nobody"), 401, "unknownToken"),
            (ground.request(query: [("subject", Self.code)], token: ground.tokens["stranger"]), 403, "noSubscription"),
            (ground.request(query: [("subject", Self.code)], token: ground.tokens["newcomer"]), 503, "subscriptionPending"),
            (ground.request(.get, "/v1/lists", token: token), 404, "unknownPath"),
            (ground.request(.get, "/v1/lists/check/", query: [("subject", Self.code)], token: token), 404, "unknownPath"),
            (ground.request(.delete, query: [("subject", Self.code)], token: token), 405, "methodNotAllowed"),
            (ground.request(token: token), 400, "badParameters"),
            (ground.request(query: [("subject", Self.code), ("subject", Self.code)], token: token), 400, "badParameters"),
            (ground.request(query: [("subject", Self.code), ("list", "x")], token: token), 400, "badParameters"),
            (ground.request(.post, query: [("subject", Self.code)], body: "{}", token: token), 400, "badParameters"),
            (ground.request(query: [("subject", String(wrongCheck))], token: token), 400, "invalidSubject"),
            (ground.request(query: [("subject", Self.code.lowercased())], token: token), 400, "invalidSubject"),
            (ground.request(query: [("subject", "p123")], token: token), 400, "invalidSubject"),
            (ground.request(.post, body: "subject", token: token), 400, "badBody"),
            (ground.request(.post, body: #"{"documentType":"身份证"}"#, token: token), 400, "badBody"),
            (ground.request(.post, body: #"{"subject":"\#(Self.code)","documentType":"身份证"}"#, token: token), 400, "badBody"),
            (ground.request(.post, body: #"{"subject":"\#(number)"}"#, token: token), 400, "invalidSubject"),
            (ground.request(.post, body: #"{"documentType":"名片","documentNumber":"1"}"#, token: token), 400, "unknownDocumentType"),
            (ground.request(.post, body: cut, token: token), 400, "invalidDocumentNumber"),
            (ground.request(.post, body: #"{"documentType":"护照号","documentNumber":""}"#, token: token), 400, "invalidDocumentNumber"),
        ]
        for (response, status, expected) in cases {
            #expect(response.status == status && QueryRefusal(rawValue: expected)?.status == status, "\(expected)")
            #expect(try code(response) == expected)
            #expect(!String(decoding: response.body, as: UTF8.self).contains(number.dropLast()))
        }
        #expect(cases[0].0.headers["www-authenticate"] == "Bearer")
        #expect(cases[6].0.headers["allow"] == "GET, HEAD, POST")
    }

    @Test("Each party has its own rate; those without a token share one")
    func rates() throws {
        let ground = try Ground(["a", "b"].map { Self.subscription($0, fields: [.init("JGMC")]) }, perSecond: 5)
        ground.noteCurrent()
        func statuses(_ count: Int, _ token: String?) -> [Int] {
            (0..<count).map { _ in ground.request(query: [("subject", Self.code)], token: token).status }
        }
        #expect(statuses(12, ground.tokens["a"]) == Array(repeating: 200, count: 10) + [429, 429])
        #expect(statuses(1, ground.tokens["b"]) == [200])
        let unknown = statuses(21, "nobody")
        #expect(unknown == Array(repeating: 401, count: 20) + [429])
        #expect(statuses(1, nil) == [429])
        let refused = ground.request(query: [("subject", Self.code)], token: ground.tokens["a"])
        #expect(refused.headers["retry-after"] == "1")
        #expect(try code(refused) == "tooManyRequests")
        ground.pass(seconds: 1)
        #expect(statuses(6, ground.tokens["a"]) == Array(repeating: 200, count: 5) + [429])
        #expect(statuses(1, nil) == [401])
    }

    @Test("A new token is unlike any other, and its line of the register is the party's")
    func tokens() throws {
        let file = try TokenFile(["a", "b"])
        #expect(Set(file.tokens.values).count == 2 && file.tokens.values.allSatisfy { $0.count == 43 })
        #expect(try TokenRegister.load(file.path).parties == ["a", "b"])
        #expect(AccessToken(party: "A b") == nil)
    }
}
