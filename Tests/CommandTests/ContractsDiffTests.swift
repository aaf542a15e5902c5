import Foundation
import JSON
import TestSupport
import Testing

/// `credithub contracts diff`.
@Suite struct ContractsDiffTests {
    private func diff(_ old: String, _ new: String, _ more: [String] = []) throws -> (status: Int32, json: JSONValue) {
        let (old, new) = (try TemporaryFile(old), try TemporaryFile(new))
        let result = try Program.run(["contracts", "diff", old.path, new.path, "--json"] + more)
        return (result.status, try JSONValue(parsing: result.output))
    }

    /// Whether `check --schema` takes a document.
    private func takes(_ schema: String, _ document: JSONValue) throws -> Bool {
        let (schema, document) = (try TemporaryFile(schema), try TemporaryFile(document.jsonText))
        return try Program.run(["check", "--schema", schema.path, "--assert-format", document.path]).status == 0
    }

    @Test func aWiderSchemaIsCompatibleAndANarrowerOneIsNot() throws {
        let narrow = #"{"type":"object","properties":{"a":{"type":"string","maxLength":5}},"additionalProperties":false}"#
        let wide = narrow.replacing("5", with: "6")
        let compatible = try diff(narrow, wide)
        #expect(compatible.status == 0)
        #expect(compatible.json["verdict"] == .string("compatible"))
        let (status, json) = try diff(wide, narrow)
        #expect(status == 1)
        #expect(json["verdict"] == .string("incompatible"))
        let witness = try #require(json["witness"])
        #expect(try takes(wide, witness))
        #expect(try !takes(narrow, witness))
        #expect(try diff(wide, narrow, ["--mode", "FORWARD"]).status == 0)
        #expect(try diff(narrow, wide, ["--mode", "FULL"]).status == 1)
    }

    @Test func whatCannotBeDecidedFails() throws {
        let old = #"{"type":"object","unevaluatedProperties":{"type":"string"}}"#
        let new = #"{"type":"object","unevaluatedProperties":{"type":["string"],"not":{"const":{}}}}"#
        let (status, json) = try diff(old, new)
        #expect(status == 3)
        #expect(json["verdict"] == .string("undecided"))
        #expect(json["witness"] == nil)
        #expect(json["reason"]?["zh"]?.stringValue?.isEmpty == false)
    }

    @Test func anOptionalPropertyAddedToAnOpenObjectIsJudgedByTheContentModel() throws {
        let old = #"{"type":"object","properties":{"a":{"type":"string"}}}"#
        let new = #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}"#
        #expect(try diff(old, new).status == 1)
        #expect(try diff(old, new, ["--lenient"]).status == 0)
    }

    @Test func whatCannotBeReadIsTwo() throws {
        let good = try TemporaryFile("{}")
        let broken = try TemporaryFile("{")
        for words in [
            [good.path, broken.path], [good.path, "/no/such/file.json"], ["no-such@1", good.path], [good.path],
            [good.path, good.path, "--mode", "SIDEWAYS"],
        ] {
            #expect(try Program.run(["contracts", "diff"] + words).status == 2, "\(words)")
        }
    }

    @Test func versionsOfTheCatalogueAreComparedByTheirWholeContract() throws {
        let same = try Program.run(["contracts", "diff", "administrative-penalty@2", "administrative-penalty@2", "--mode", "FULL", "--json"])
        #expect(same.status == 0, "\(same.output)")
        let result = try Program.run(["contracts", "diff", "administrative-penalty@1", "administrative-penalty@2", "--json"])
        #expect(result.status == 1)
        let json = try JSONValue(parsing: result.output)
        let witness = try TemporaryFile(try #require(json["witness"]).jsonText)
        #expect(try Program.run(["check", "--contract", "administrative-penalty@1", witness.path]).status == 0)
        #expect(try Program.run(["check", "--contract", "administrative-penalty@2", witness.path]).status == 1)
        let changes = try #require(json["changes"]?.arrayValue)
        #expect(changes.contains { $0["zh"]?.stringValue?.contains("CF_XDR_LB") ?? false })
    }

    @Test func allFormerVersionsCountWhereAskedFor() throws {
        let first = try TemporaryFile(#"{"enum":[1,2,3]}"#)
        let second = try TemporaryFile(#"{"enum":[1]}"#)
        let third = try TemporaryFile(#"{"enum":[1,2]}"#)
        let words = ["contracts", "diff", first.path, second.path, third.path]
        #expect(try Program.run(words).status == 0)
        #expect(try Program.run(words + ["--mode", "BACKWARD_TRANSITIVE"]).status == 1)
    }

    @Test func aBuildServerReadsTheVerdictAsATestResult() throws {
        let (old, new) = (try TemporaryFile(#"{"type":"string"}"#), try TemporaryFile(#"{"type":"number"}"#))
        let report = try TemporaryFile("")
        #expect(try Program.run(["contracts", "diff", old.path, new.path, "--junit", report.path]).status == 1)
        let xml = String(decoding: try #require(FileManager.default.contents(atPath: report.path)), as: UTF8.self)
        #expect(xml.contains(#"tests="1" failures="1" errors="0""#))
        #expect(xml.contains("<failure type=\"incompatible\""))
    }

    private func honour(_ part: String, _ replacement: String) throws -> TemporaryFile {
        let path = "\(Program.repository)/contracts/honour/v1.schema.json"
        let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
            .replacing("\"version\": 1", with: "\"version\": 2").replacing("honour/v1.schema.json", with: "honour/v2.schema.json")
        try #require(text.contains(part))
        return try TemporaryFile(text.replacing(part, with: replacement))
    }

    @Test func allOperationsOfAContractCount() throws {
        let dropped = try honour(##", "withdrawn": "#/$defs/withdrawal""##, "")
        let result = try Program.run(["contracts", "diff", "honour@1", dropped.path, "--json"])
        #expect(result.status == 1)
        let json = try JSONValue(parsing: result.output)
        #expect(json["reason"]?["en"]?.stringValue?.contains("withdrawn") ?? false)
        let witness = try TemporaryFile(try #require(json["witness"]).jsonText)
        #expect(try Program.run(["check", "--contract", "honour@1", "--operation", "withdrawn", witness.path]).status == 0)
        let same = try honour("\"version\": 2", "\"version\": 2")
        #expect(try Program.run(["contracts", "diff", "honour@1", same.path, "--mode", "FULL"]).status == 0)
    }
}
