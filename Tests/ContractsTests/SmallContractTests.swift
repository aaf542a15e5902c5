import Contracts
import Credit
import Testing

@Suite("What contracts may say beyond those of the catalogue") struct SmallContractTests {
    private func verdict(_ catalogue: TestCatalogue, _ text: String) throws -> Verdict {
        let contract = try #require(try catalogue.load().newest("note"))
        return Desk().check(Array(text.utf8), contract, contract.defaultOperation)
    }

    @Test func theFaultsOfTheClosestAlternativeAreTold() throws {
        let catalogue = try TestCatalogue(
            properties: #""x":{"anyOf":[{"type":"object","required":["a","b","c"]},{"type":"object","required":["d"]}]}"#)
        #expect(try verdict(catalogue, TestCatalogue.document(with: #""x":{}"#)).places == ["CH2019 /x", "CH2001 /x/d"])
        #expect(try verdict(catalogue, TestCatalogue.document(with: #""x":{"d":1}"#)).isAccepted)
    }

    @Test func twoFittingAlternativesAreOneTooMany() throws {
        let catalogue = try TestCatalogue(properties: #""x":{"oneOf":[{"type":"number"},{"minimum":5}]}"#)
        #expect(try verdict(catalogue, TestCatalogue.document(with: #""x":7"#)).places == ["CH2020 /x"])
        #expect(try verdict(catalogue, TestCatalogue.document(with: #""x":3"#)).isAccepted)
    }

    @Test("alternatives at ten thousand places have a bounded answer")
    func boundedAlternatives() throws {
        let catalogue = try TestCatalogue(
            properties: #""x":{"type":"array","items":{"anyOf":[{"type":"object","required":["a","b"]},{"type":"object","required":["c","d"]}]}}"#)
        let items = Array(repeating: "{}", count: 10_000).joined(separator: ",")
        let verdict = try verdict(catalogue, TestCatalogue.document(with: "\"x\":[\(items)]"))
        #expect(verdict.faults.count == 500)
    }

    /// Fields of the record before must not be read again: their text is gone.
    @Test("a contract that forgets to ask for an object still refuses other values", arguments: ["1", "\"x\"", "[]", "null"])
    func notAnObject(text: String) throws {
        let catalogue = try TestCatalogue(files: ["note/v1.schema.json": TestCatalogue.schema(type: "")])
        let contract = try #require(try catalogue.load().newest("note"))
        let desk = Desk()
        let before = Array(TestCatalogue.document().utf8)
        #expect(desk.check(before, contract, contract.defaultOperation).isAccepted)
        let verdict = withExtendedLifetime(before) { desk.check(Array(text.utf8), contract, contract.defaultOperation) }
        #expect(!verdict.isAccepted)
        #expect(!verdict.faults.isEmpty)
    }

    @Test func aCategoryThatStandsForNoSubjectIsRefused() throws {
        let verdict = try verdict(try TestCatalogue(), #"{"kind":"机器","code":"c","number":"1"}"#)
        #expect(verdict.places == ["CH2001 /kind"])
        #expect(verdict.faults.first?.keyword == "x-subject")
    }

    @Test func membersThatAContractLeavesOpenAreKept() throws {
        let catalogue = try TestCatalogue(properties: #""x":{"type":"object","properties":{"a":{"format":"standard-date"}}}"#)
        let verdict = try verdict(catalogue, TestCatalogue.document(with: #""x":{"z":1.0,"a":"2026/01/02"}"#))
        #expect(verdict.canonical == #"{"kind":"企业","code":"c","number":"1","x":{"a":"2026-01-02","z":1}}"#)
    }
}
