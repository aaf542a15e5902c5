import Foundation
import JSON
import TestSupport
import Testing

/// `credithub contracts list` and `contracts show`.
@Suite struct ContractsCommandTests {
    /// Every contract and version of `catalogue.json`.
    static func listed() throws -> [String] {
        let data = try #require(FileManager.default.contents(atPath: "\(Program.repository)/contracts/catalogue.json"))
        let rows = try #require(try JSONValue(parsing: [UInt8](data))["contracts"]?.arrayValue)
        return rows.flatMap { row in
            (row["versions"]?.arrayValue ?? []).compactMap(\.intValue).map { "\(row["name"]?.stringValue ?? "")@\($0)" }
        }
    }

    /// Columns that a text takes in a terminal.
    private static func width(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x2e80...0x9fff).contains($1.value) || (0xff00...0xff60).contains($1.value) ? 2 : 1) }
    }

    @Test(arguments: ["list", "show", "docs", "asyncapi"]) func eachHasHelpInBothLanguages(_ command: String) throws {
        let english = try Program.run(["contracts", command, "--help"])
        #expect(english.status == 0)
        #expect(english.output.hasPrefix("credithub contracts \(command) "))
        let chinese = try Program.run(["contracts", command, "--help", "--lang", "zh"])
        #expect(chinese.output != english.output)
        #expect(try Program.run(["contracts", "--help"]).output.contains("credithub contracts \(command)"))
    }

    @Test func listHasEveryContractAndVersion() throws {
        let text = try Program.run(["contracts", "list"])
        #expect(text.status == 0)
        let json = try Program.run(["contracts", "list", "--json"])
        #expect(json.status == 0)
        let rows = try json.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        let listed = try Self.listed()
        #expect(rows.map { $0["contract"]?.stringValue } == listed)
        for name in listed { #expect(text.output.contains("\(name) ")) }
        for row in rows {
            #expect(row["title"]?.stringValue?.isEmpty == false)
            #expect(row["disclosure"] != nil && row["owner"] != nil && row["subjects"]?.arrayValue?.isEmpty == false)
        }
        #expect(rows.contains { $0["standard"]?.stringValue == "local" })
    }

    @Test func columnsLineUpWithWideCharacters() throws {
        let lines = try Program.run(["contracts", "list", "--lang", "zh"]).output.split(separator: "\n").map(String.init)
        let places = lines.filter { $0.contains("credit-office") }.compactMap { line in
            line.range(of: "credit-office").map { Self.width(line[..<$0.lowerBound]) }
        }
        #expect(places.count > 10)
        #expect(Set(places).count == 1)
    }

    @Test func showTakesTheNewestVersionUnlessNamed() throws {
        let newest = try Program.run(["contracts", "show", "administrative-penalty"])
        #expect(newest.output.hasPrefix("administrative-penalty@2"))
        let old = try Program.run(["contracts", "show", "administrative-penalty@1"])
        #expect(old.output.hasPrefix("administrative-penalty@1"))
        #expect(old.output.contains("upgrade.v1-v2.json"))
        #expect(old.output.contains("CF_WFXW is waived"))
    }

    @Test func showTellsFieldsConditionsTablesAndExamples() throws {
        let text = try Program.run(["contracts", "show", "administrative-penalty", "--lang", "zh"]).output
        for part in [
            "中华人民共和国行政处罚法 第四十八条", "7 个工作日", "CF_CFLB", "处罚类别", "penalty-kinds", "警告", "2021-07-15 起", "CH2034",
            "金额", "其他-", "v2-yuan.json", "留首 3 尾 2", "授权查询", "条件必填",
        ] { #expect(text.contains(part), "\(part)") }
        let english = try Program.run(["contracts", "show", "administrative-penalty"]).output
        #expect(english.contains("Conditions across fields"))
        #expect(!english.contains("跨字段条件"))
    }

    @Test(arguments: try listed()) func showAsJSONIsWhole(_ contract: String) throws {
        let result = try Program.run(["contracts", "show", contract, "--json"])
        #expect(result.status == 0)
        let sheet = try JSONValue(parsing: result.output)
        #expect(sheet["contract"]?.stringValue == contract)
        #expect(sheet["legalBasis"]?.arrayValue?.isEmpty == false)
        let operations = try #require(sheet["operations"]?.arrayValue)
        for operation in operations {
            let fields = try #require(operation["fields"]?.arrayValue)
            #expect(!fields.isEmpty)
            #expect(fields.contains { $0["required"]?.boolValue == true })
            for field in fields { #expect(field["label"]?.stringValue != field["name"]?.stringValue, "\(field["name"]?.jsonText ?? "")") }
        }
        let names = Set(operations.flatMap { $0["names"]?.arrayValue ?? [] }.compactMap(\.stringValue))
        #expect(names.contains(try #require(sheet["defaultOperation"]?.stringValue)))
        // The examples give what their files say.
        for example in sheet["examples"]?.arrayValue ?? [] {
            let file = try #require(example["file"]?.stringValue)
            #expect(example["valid"]?.boolValue == file.contains("/valid/"), "\(file)")
        }
    }

    @Test func conditionalFieldsSayWhen() throws {
        let sheet = try JSONValue(parsing: try Program.run(["contracts", "show", "administrative-penalty@2", "--json"]).output)
        let fields = sheet["operations"]?.arrayValue?.first?["fields"]?.arrayValue ?? []
        let fine = try #require(fields.first { $0["name"]?.stringValue == "CF_NR_FK" })
        #expect(fine["required"]?.boolValue == false)
        #expect(fine["requiredWhen"]?.jsonText.contains("处罚类别（CF_CFLB）含“罚款”") == true)
        #expect(fine["forbiddenWhen"]?.jsonText.contains("CF_CFLB does not have") == true)
        #expect(fine["decimals"]?.intValue == 6)
        let representative = try #require(fields.first { $0["name"]?.stringValue == "CF_FRDB" })
        #expect(representative["forbiddenWhen"]?.jsonText.contains("自然人") == true)
    }

    @Test func unknownContractIsTwoWithTheNamesThereAre() throws {
        for name in ["no-such", "no-such@1", "administrative-penalty@9", "administrative-penalty@x"] {
            let result = try Program.run(["contracts", "show", name])
            #expect(result.status == 2)
            #expect(result.errors.contains(name))
            #expect(result.errors.contains("administrative-penalty@2"))
            #expect(result.errors.split(separator: "\n").count == 1)
        }
        let none = try Program.run(["contracts", "show"])
        #expect(none.status == 2)
        #expect(none.errors.split(separator: "\n").count == 1)
    }
}
