import Contracts
import Credit
import Foundation
import JSON
import JSONSchema
import Testing

@Suite("The vocabulary of the contracts") struct VocabularyTests {
    private static func read(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: [UInt8](try #require(FileManager.default.contents(atPath: contractsFolder + "/" + path))))
    }

    private func metaschema() throws -> Schema {
        try Schema(try Self.read("vocabulary.schema.json"), uri: "https://credithub.example/contracts/vocabulary.schema.json")
    }

    @Test func everyContractIsOneByItsMetaschema() throws {
        let metaschema = try metaschema()
        for contract in try catalogue().contracts { #expect(metaschema.accepts(try Self.read(contract.file)), "\(contract.file)") }
    }

    @Test("a contract that misuses the vocabulary is refused by it", arguments: [
        (#""x-disclosure": "public""#, #""x-disclosure": "everybody""#), (#""head": 1"#, #""head": "1""#),
        (#""x-identity": {"number": ["CF_WSH"]"#, #""x-identity": {"number": []"#), (#""legalBasis": ["#, #""legalBases": ["#),
        (#""require": ["#, #""demand": ["#), (#""x-codeTable": "penalty-kinds""#, #""x-codeTable": 1"#),
    ])
    func misuse(part: String, replacement: String) throws {
        let path = contractsFolder + "/administrative-penalty/v2.schema.json"
        let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
        let range = try #require(text.firstRange(of: part))
        #expect(!(try metaschema().accepts(JSONValue(parsing: text.replacingCharacters(in: range, with: replacement)))))
    }

    /// Other validators ignore our keywords and formats: the standard part alone must take every valid example.
    @Test("the standard part of a contract takes its valid examples", arguments: Example.valid)
    func standardPart(path: String) throws {
        let example = try Example(path)
        let base = "https://credithub.example/contracts/"
        let library = SchemaLibrary { uri throws(SchemaError) in
            guard uri.hasPrefix(base), let root = try? Self.read(String(uri.dropFirst(base.count))) else { return nil }
            return SchemaDocument(uri: uri, root: root)
        }
        let place = example.operation.place
        _ = try library.root(of: place.document)
        #expect(try Schema(at: place, in: library).accepts(example.document))
    }

    @Test("decimals are counted in the number, not in its spelling", arguments: [
        ("0.500000000", true), ("1e-6", true), ("12e-7", false), ("0.0000001", false), ("100000.123456", true), ("5", true),
    ])
    func decimals(number: String, isAccepted: Bool) throws {
        let catalogue = try TestCatalogue(properties: #""x":{"type":"number","x-decimals":6}"#)
        let contract = try #require(try catalogue.load().newest("note"))
        let verdict = Desk().check(
            Array(TestCatalogue.document(with: "\"x\":\(number)").utf8), contract, contract.defaultOperation)
        #expect(verdict.codes == (isAccepted ? [] : [.tooManyDecimals]))
    }

    @Test("names that look alike are alike", arguments: ["a\u{200B}b", "a\u{FEFF}b", "\u{2060}ab", "a\u{3000}b", "a\u{A0}b", "a\u{85}b", " ab", "ab ", "a\nb", "一二三四五六七八九十\u{200D}"])
    func impureNames(text: String) throws {
        let catalogue = try TestCatalogue(properties: #""x":{"type":"string","format":"name-text"}"#)
        let contract = try #require(try catalogue.load().newest("note"))
        func codes(_ text: String) -> [FaultCode] {
            Desk().check(
                Array(TestCatalogue.document(with: "\"x\":\(JSONValue.string(text).jsonText)").utf8), contract,
                contract.defaultOperation
            ).codes
        }
        #expect(codes(text) == [.impureText])
        for pure in ["云岭示例（一）有限公司，“甲、乙”", "a b", "é", "", "名称·姓名", "一二三四五六七八九十"] { #expect(codes(pure) == [], "\(pure)") }
    }

    @Test func aCountIsComparedWithItsList() throws {
        let condition = #""x-conditions":[{"id":"c","code":"CH2033","countEquals":{"count":"n","items":"list"},"message":{"zh":"数量不符","en":"differs"},"remedy":{"zh":"请核对","en":"check"}}]"#
        let catalogue = try TestCatalogue(properties: #""n":{"type":"integer"},"list":{"type":"array"}"#, root: condition)
        let contract = try #require(try catalogue.load().newest("note"))
        for (members, places) in [
            (#""n":2,"list":[1,2]"#, []), (#""n":2.0,"list":[1,2]"#, []), (#""n":3,"list":[1,2]"#, ["CH2033 /n"]), (#""n":3"#, []),
        ] as [(String, [String])] {
            let verdict = Desk().check(Array(TestCatalogue.document(with: members).utf8), contract, contract.defaultOperation)
            #expect(verdict.places == Set(places), "\(members)")
        }
    }
}
