import Hub
import Testing

/// What the bindings in `topics/platforms/` may say.
@Suite struct PlatformBindingTests {
    private static func load(_ more: String) throws -> Topology {
        let folder = try TopicsFolder()
        try folder.write(
            #"{"party": "city", "name": "云江市平台", "records": ["administrative-penalty"], "transport": {"kind": "kafka", "topic": "platform.city.out"}\#(more)}"#,
            to: "platforms/city.json")
        return try folder.topology()
    }

    private static let office = #", "code": "11990000MB9900013U", "region": "990000""#

    @Test func onlyWhatSendsListsDownGetsAnswers() throws {
        let silent = try Self.load("")
        #expect(silent.platforms.first?.sendsDown == false)
        #expect(Self.answers(silent).isEmpty)
        let sending = try Self.load(#", "lists": ["judgment-defaulter"], "authorities": ["11990100MB99010327"]"# + Self.office)
        #expect(Self.answers(sending) == ["receipt.city", "dlq.city", "notice.city"])
        let city = try #require(sending.platforms.first)
        #expect(city.regions == ["990000"] && city.authorities == ["11990100MB99010327"])
    }

    @Test func whoSendsCasesDownMayPassRepairsOn() throws {
        let relay = try Self.load(#", "cases": ["dispute@2", "credit-repair@1"]"# + Self.office)
        #expect(Self.answers(relay).count == 3)
        #expect(relay.ingestTopics.contains("platform.city.in"))
        #expect(relay.routing.repairRelays == ["city"])
        #expect(try Self.load(#", "cases": ["dispute@2"]"# + Self.office).routing.repairRelays.isEmpty)
    }

    private static func answers(_ topology: Topology) -> [String] {
        topology.topics.map(\.name).filter { ["receipt.city", "dlq.city", "notice.city"].contains($0) }
    }

    @Test("what is wrong is refused with its place", arguments: [
        (#", "list": []"#, "/list", "the member is not known"),
        (#", "format": {"date": "YYYY/MM/DD"}"#, "/format/date", "the member is not known"),
        (#", "lists": ["judgment-defaulter"]"#, "/code", "is missing"),
        (#", "lists": ["judgment-defaulter"], "code": "11990000MB9900013U""#, "/region", "is missing"),
        (#", "lists": ["gossip"]"# + office, "/lists/0", "there is no list gossip"),
        (#", "lists": ["work-safety"]"# + office, "/lists/0", "does not name city"),
        (#", "cases": ["dispute@2"]"#, "/code", "is missing"),
        (#", "cases": ["dispute@9"]"# + office, "/cases/0", "is not in the catalogue"),
        (#", "cases": ["administrative-penalty@2"]"# + office, "/cases/0", "no contract of disputes or repairs"),
        (#", "cases": ["dispute@1", "dispute@2"]"# + office, "/cases/1", "occurs twice"),
        (#", "regions": ["99"]"#, "/regions/0", "a region code of 6 digits"),
        (#", "code": "11990000MB9900013X""#, "/code", "is no right unified social credit code"),
    ])
    func refused(_ more: String, _ place: String, _ reason: String) throws {
        let error = try #require(throws: SetupError.self) { try Self.load(more) }
        #expect(error.reason.en.contains("/platforms/city.json#\(place): "), "\(error)")
        #expect(error.reason.en.contains(reason), "\(error)")
    }
}
