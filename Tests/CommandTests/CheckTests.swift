import Foundation
import JSON
import TestSupport
import Testing

/// `credithub check`.
@Suite struct CheckTests {
    private static func example(_ kind: String, _ contract: String, _ name: (String) -> Bool = { $0.hasPrefix("v2-") }) throws -> JSONValue {
        let folder = "\(Program.repository)/contracts/\(contract)/examples/\(kind)"
        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().first(where: name))
        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(file)")))
        return try JSONValue(parsing: bytes)
    }

    private static func goodPenalty() throws -> String {
        try #require(try example("valid", "administrative-penalty")["document"]).jsonText
    }

    private func check(_ files: [String], _ more: [String] = [], input: String? = nil) throws -> Program.Result {
        try Program.run(
            ["check", "--contract", "administrative-penalty@2", "--today", "2026-11-21"] + more + files, input: input)
    }

    @Test func allValidIsZero() throws {
        let good = try Self.goodPenalty()
        let file = try TemporaryFile("\(good)\n\(good)\n")
        let result = try check([file.path])
        #expect(result.status == 0)
        #expect(result.output == "2 valid, 0 refused (administrative-penalty@2)\n")
    }

    @Test func oneRefusedIsOneAndItsLineIsNamed() throws {
        let good = try Self.goodPenalty()
        let file = try TemporaryFile("\(good)\n\n{\"CF_WSH\":1}\n\(good)\n")
        let result = try check([file.path])
        #expect(result.status == 1)
        #expect(result.output.contains("\(file.path):3\n"))
        #expect(result.output.contains("CH2002 /CF_WSH"))
        #expect(result.output.contains("CH2001 /CF_JDRQ"))
        #expect(result.output.hasSuffix("2 valid, 1 refused (administrative-penalty@2)\n"))
    }

    @Test func jsonHasOneLineForEachDocumentWithAllFaults() throws {
        let good = try Self.goodPenalty()
        let file = try TemporaryFile("\(good)\n{\"CF_WSH\":1}\n")
        let result = try check([file.path], ["--json"])
        #expect(result.status == 1)
        let lines = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.map { $0["valid"]?.boolValue } == [true, false])
        #expect(lines.map { $0["line"]?.intValue } == [1, 2])
        let errors = try #require(lines[1]["errors"]?.arrayValue)
        #expect(errors.count > 10)
        #expect(errors.allSatisfy { $0["code"]?.stringValue?.hasPrefix("CH2") == true })
        #expect(errors.allSatisfy { $0["message"]?["zh"]?.stringValue?.isEmpty == false && $0["message"]?["en"]?.stringValue?.isEmpty == false })
        #expect(errors.contains { $0["path"]?.stringValue == "/CF_JDRQ" && $0["code"]?.stringValue == "CH2001" })
    }

    @Test func oneDocumentOverManyLinesIsOneDocument() throws {
        let document = try #require(try Self.example("valid", "administrative-penalty")["document"]).jsonText
        let spread = document.replacingOccurrences(of: ",\"", with: ",\n  \"")
        let file = try TemporaryFile(spread, named: "one.json")
        #expect(try check([file.path]).status == 0)
        let broken = try TemporaryFile(String(spread.dropLast()), named: "one.json")
        let result = try check([broken.path], ["--json"])
        #expect(result.status == 1)
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(result.output.contains("CH1003"))
    }

    @Test func brokenLineAmongGoodOnesIsOneRefusal() throws {
        let good = try Self.goodPenalty()
        let file = try TemporaryFile("\(good.dropLast(5))\n\(good)\n\(good)\n")
        let result = try check([file.path], ["--json"])
        #expect(result.status == 1)
        let lines = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.map { $0["valid"]?.boolValue } == [false, true, true])
    }

    @Test func standardInputIsADash() throws {
        #expect(try check(["-"], input: try Self.goodPenalty()).status == 0)
    }

    @Test func theContractsAreFoundFromAnyFolder() throws {
        let file = try TemporaryFile(try Self.goodPenalty())
        let result = try Program.run(
            ["check", "--contract", "administrative-penalty@2", "--today", "2026-11-21", file.path], directory: "/")
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func emptyFileIsRefused() throws {
        let file = try TemporaryFile("")
        let result = try check([file.path], ["--json"])
        #expect(result.status == 1)
        #expect(result.output.contains("CH1001"))
    }

    @Test func whatCannotBeReadIsTwo() throws {
        let missing = try check(["/nonexistent/file.jsonl"])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("cannot read the file /nonexistent/file.jsonl"))
        let unknown = try Program.run(["check", "--contract", "no-such@1", "x"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("administrative-penalty@2"))
        #expect(try Program.run(["check", "x"]).status == 2)
        #expect(try Program.run(["check", "--contract", "administrative-penalty@2"]).status == 2)
        let noFolder = try Program.run(["check", "--contracts", "/nonexistent", "--contract", "administrative-penalty@2", "x"])
        #expect(noFolder.status == 2)
        #expect(noFolder.errors.contains("--contracts"))
    }

    @Test func operationsHaveTheirOwnFields() throws {
        let withdrawal = try Self.example("valid", "administrative-penalty") { $0.contains("withdraw") }
        let document = try #require(withdrawal["document"]).jsonText
        let file = try TemporaryFile(document)
        #expect(try check([file.path], ["--operation", "withdrawn"]).status == 0)
        #expect(try check([file.path]).status == 1)
        #expect(try check([file.path], ["--operation", "burned"]).status == 2)
    }

    @Test func noPersonalDataIsShown() throws {
        let number = "11010519491231002X"
        let file = try TemporaryFile("{\"CF_XDR_SHXYM\":\"\(number)\",\"CF_XDR_ZJHM\":\"\(number)\",\"CF_WSH\":7,\"\(number)\":1}")
        for more in [[], ["--json"]] {
            let result = try check([file.path], more)
            #expect(result.status == 1)
            #expect(!result.output.contains(number))
            #expect(!result.output.contains("19491231"))
        }
    }
}
