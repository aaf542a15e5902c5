import Contracts
import Credit
import Foundation
import JSON
import Testing

@Suite("Records of old versions") struct UpgradeTests {
    private static let examples: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: contractsFolder)) ?? []
        return folders.sorted().flatMap { folder in
            let place = "\(folder)/examples/upgrade"
            let files = (try? FileManager.default.contentsOfDirectory(atPath: contractsFolder + "/" + place)) ?? []
            return files.filter { $0.hasSuffix(".json") }.sorted().map { "\(place)/\($0)" }
        }
    }()

    private func check(_ document: JSONValue, _ contract: Contract, facts: Upgrade.Facts) throws -> (Result<CheckedRecord, Faults>, JSONValue?) {
        let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 1, count: 32)))
        let text = Array(document.jsonText.utf8)
        let lifting = RecordChecker.Lifting(try catalogue(), facts: facts)
        let result = text.withUnsafeBytes { text in
            checker.check(text, contract: contract, operation: contract.defaultOperation, today: anyDay, lifting: lifting)
        }
        return (result, try? JSONValue(parsing: checker.canonical))
    }

    private func facts(_ json: JSONValue?) -> Upgrade.Facts {
        Upgrade.Facts(
            authorityCode: json?["authorityCode"]?.stringValue, title: json?["title"]?.stringValue, code: json?["code"]?.stringValue)
    }

    private func example(_ path: String) throws -> (json: JSONValue, contract: Contract) {
        let json = try JSONValue(parsing: [UInt8](try #require(FileManager.default.contents(atPath: contractsFolder + "/" + path))))
        let name = try #require(path.split(separator: "/").first.map(String.init))
        return (json, try #require(try catalogue().contract(ContractReference(name: name, version: 1))))
    }

    @Test func thereAreExamples() {
        #expect(Self.examples.count >= 6)
    }

    @Test("a record becomes exactly the one that its example says", arguments: examples)
    func lifted(path: String) throws {
        let (json, contract) = try example(path)
        let (result, canonical) = try check(try #require(json["document"]), contract, facts: facts(json["binding"]))
        let record = try result.get()
        #expect(record.contract.reference == ContractReference(name: contract.reference.name, version: 2))
        #expect(canonical == json["lifted"])
        #expect(record.authority == json["binding"]?["authorityCode"]?.stringValue)
    }

    @Test("no text of the old record is lost", arguments: examples)
    func nothingIsLost(path: String) throws {
        let (json, contract) = try example(path)
        let document = try #require(json["document"]?.objectValue)
        let whole = try #require(try check(.object(document), contract, facts: facts(json["binding"])).1).jsonText
        // Codes are replaced by the words of the new version; everything else stands there as it was.
        for (name, value) in document where !["CF_CFLB1", "CF_CFLB2", "XK_SPLB", "XK_ZT"].contains(name) {
            let text = try #require(value.stringValue)
            #expect(whole.contains(text) || whole.contains(text.replacing("/", with: "-")) || whole.contains(text.replacing("-", with: "")), "\(name)")
        }
    }

    @Test func theFaultsOfAnOldRecordAreToldInItsOwnWords() throws {
        let (json, contract) = try example(try #require(Self.examples.first))
        let members = try #require(json["document"]?.objectValue).filter { $0.name != "CF_SY" }.map { ($0.name, $0.value) }
        let (result, _) = try check(.object(JSONObject(members)), contract, facts: facts(json["binding"]))
        guard case .failure(let faults) = result else {
            Issue.record("a record without 处罚事由 was accepted")
            return
        }
        #expect(faults.all.map { "\($0.code.rawValue) \($0.path)" } == ["CH2001 /CF_SY"])
    }

    @Test func withoutTheAuthoritysCodeNothingIsMadeUp() throws {
        let (json, contract) = try example(try #require(Self.examples.first))
        let (result, _) = try check(
            try #require(json["document"]), contract, facts: Upgrade.Facts(authorityCode: nil, title: nil, code: nil))
        guard case .failure(let faults) = result else {
            Issue.record("a record without an authority was accepted")
            return
        }
        #expect(Set(faults.all.map { "\($0.code.rawValue) \($0.path)" }).contains("CH2001 /CF_CFJGDM"))
    }

    @Test func theNewestVersionIsLeftAsItIs() throws {
        let contract = try #require(try catalogue().newest("administrative-penalty"))
        let example = try Example("administrative-penalty/examples/valid/v2-organisation.json")
        let (result, _) = try check(example.document, contract, facts: facts(nil))
        #expect(try result.get().contract === contract)
    }

    /// Cases begun by version 1 close without an answer: the ledger must see which version a step is of.
    @Test("the steps of a case stay of the version that they were sent as", arguments: ["submitted", "accepted", "verified"])
    func casesAreNotLifted(operation: String) throws {
        let contract = try #require(try catalogue().contract(ContractReference(name: "dispute", version: 1)))
        #expect(try catalogue().upgrade(of: contract) == nil)
        let example = try Example("dispute/examples/valid/v1-\(operation).json")
        let text = Array(example.document.jsonText.utf8)
        let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 1, count: 32)))
        let lifting = RecordChecker.Lifting(try catalogue(), facts: facts(nil))
        let result = try text.withUnsafeBytes { text in
            checker.check(
                text, contract: contract, operation: try #require(contract.operation(operation)), today: anyDay, lifting: lifting)
        }
        #expect(try result.get().contract.reference.description == "dispute@1")
    }

    @Test("an upgrade that loses a field, names none, or is missing stops the start", arguments: [
        (nil, "note/upgrade.v1-v2.json", ""), ("{}", "note/upgrade.v1-v2.json", ""),
        (#"{"from":1,"to":2,"fields":[{"to":"kind","from":"kind"},{"to":"code","from":"code"}]}"#, "note/upgrade.v1-v2.json", "/fields"),
        (#"{"from":1,"to":2,"fields":[{"to":"nothing","from":"kind"}]}"#, "note/upgrade.v1-v2.json", "/fields/0/to"),
        (#"{"from":1,"to":2,"fields":[{"to":"kind","from":"nothing"}]}"#, "note/upgrade.v1-v2.json", "/fields/0/from"),
        (#"{"from":1,"to":2,"fields":[{"to":"kind","from":"kind"},{"to":"code","from":"code"},{"to":"number","from":"number"}],"waives":[{"field":"x"}]}"#, "note/upgrade.v1-v2.json", "/waives/0"),
    ])
    func brokenUpgrades(text: String?, file: String, pointer: String) throws {
        let catalogue = try TestCatalogue(files: [
            "catalogue.json": #"{"contracts":[{"name":"note","versions":[1,2]}]}"#,
            "note/v2.schema.json": TestCatalogue.schema().replacing(#""version": 1"#, with: #""version": 2"#),
            "note/upgrade.v1-v2.json": text,
        ])
        let error = try #require(throws: ContractLoadError.self) { try catalogue.load() }
        #expect(error.file == catalogue.folder + "/" + file)
        #expect(error.pointer == pointer)
    }
}
