import Foundation
import JSON
import TestSupport
import Testing

/// `credithub publish --adapter`: a file in the department's own form.
@Suite struct PublishAdapterTests {
    private static let adapter = """
        {"name": "penalty-csv", "title": "处罚(CSV)", "titleEn": "Penalties (CSV)", "contract": "administrative-penalty@2",
         "input": {"format": "csv", "encoding": "GB18030", "separator": ";", "header": true,
          "columns": ["LSH", "CZ", "WH", "MC", "DM", "FK", "RQ"]},
         "sender": {"id": "LSH"},
         "operation": {"from": "CZ", "values": {"A": "reported", "U": "corrected"}},
         "fields": [
          {"to": "CF_WSH", "from": "WH"}, {"to": "CF_XDR_MC", "from": "MC"}, {"to": "CF_XDR_SHXYM", "from": "DM"},
          {"to": "CF_NR_FK", "from": "FK", "unit": "元→万元"}, {"to": "CF_JDRQ", "from": "RQ", "dates": ["yyyyMMdd"]},
          {"to": "CF_CFJG", "binding": "name"}, {"to": "CF_CFJGDM", "binding": "code"}, {"to": "CF_SJLY", "binding": "name"},
          {"to": "CF_SJLYDM", "binding": "code"}, {"to": "CF_XDR_LB", "value": "法人及非法人组织"}, {"to": "CF_FRDB", "value": "示例一"},
          {"to": "CF_WFXW", "value": "经营标签不符合规定的食品"}, {"to": "CF_SY", "value": "销售的糕点标签未标明生产日期。"},
          {"to": "CF_YJ", "value": "《中华人民共和国食品安全法》第一百二十五条"}, {"to": "CF_CFLB", "value": "罚款"},
          {"to": "CF_NR", "value": "罚款"}, {"to": "CF_YXQ", "value": "2026-06-10"}, {"to": "CF_GSJZQ", "value": "2026-06-10"}]}
        """

    /// The repository's bindings, and one of them with the adapter.
    private final class Folder {
        let path = NSTemporaryDirectory() + "credithub-adapters-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.copyItem(atPath: Program.repository + "/topics", toPath: path)
            try FileManager.default.createDirectory(atPath: path + "/adapters/penalty-csv", withIntermediateDirectories: true)
            try PublishAdapterTests.adapter.write(toFile: path + "/adapters/penalty-csv/adapter.json", atomically: true, encoding: .utf8)
            try """
                {"party": "market-regulation", "name": "云岭县市场监督管理局", "nameEn": "AMR", "code": "11990100MB9901016H", "region": "990100",
                 "authorities": ["11990100MB9901016H"],
                 "records": [{"record": "administrative-penalty", "accepts": ["administrative-penalty@2"],
                  "adapters": [{"name": "penalty-csv", "from": "2025-01-01"}]}]}
                """.write(toFile: path + "/departments/market-regulation.json", atomically: true, encoding: .utf8)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func publish(_ content: String, _ more: [String] = []) throws -> Program.Result {
        let folder = try Folder()
        let file = try TemporaryFile("", named: "penalties.csv")
        try PublishCommandTests.gb18030(content).write(to: URL(fileURLWithPath: file.path))
        return try Program.run(
            [
                "publish", "--party", "market-regulation", "--record", "administrative-penalty", "--dry-run", "--today", "2026-11-21",
                "--topics", folder.path, "--adapter", "penalty-csv", file.path,
            ] + more)
    }

    private static let header = "LSH;CZ;WH;MC;DM;FK;RQ\r\n"
    private static let first = "A-1;A;云市监罚〔2025〕101号;云岭示例食品有限公司;91990100MA1YL00123;5000;20250610\r\n"
    private static let second = "A-2;U;云市监罚〔2025〕102号;\"云岭示例食品\n有限公司\";91990100MA1YL00123;一千;20250610\r\n"
    private static let third = "A-3;U;云市监罚〔2025〕103号;云岭示例食品有限公司;91990100MA1YL00123;100;20250610\r\n"

    @Test func operationAndSenderComeFromTheFileAndFaultsStandAtItsColumns() throws {
        let result = try publish(Self.header + Self.first + Self.second + Self.third, ["--json"])
        let lines = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        let records = lines.dropLast()
        #expect(result.status == 1, "\(result.errors)")
        #expect(records.map { $0["line"]?.intValue } == [2, 3, 5])
        #expect(records.map { $0["operation"]?.stringValue } == ["reported", "corrected", "corrected"])
        #expect(records.map { $0["sender"]?.stringValue } == ["A-1", "A-2", "A-3"])
        #expect(records.map { $0["status"]?.stringValue } == ["valid", "refused", "valid"], "\(result.output)")
        let faults = try #require(records.dropFirst().first?["errors"]?.arrayValue)
        #expect(Set(faults.compactMap { $0["column"]?.stringValue }) == ["FK", "MC"], "\(result.output)")
    }

    @Test func theFirstLineNeedNotRepeatTheColumns() throws {
        let result = try publish(Self.first + Self.third)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output == "2 records: 2 good, not published\n")
    }

    @Test func aHeaderThatDoesNotAgreeStopsTheFile() throws {
        let result = try publish("LSH;CZ;WH;MC;DM;RQ;FK\r\n" + Self.first)
        #expect(result.status == 2)
        #expect(result.errors.contains("CH1012"))
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func anUnknownAdapterNamesThoseThereAre() throws {
        let folder = try Folder()
        let result = try Program.run([
            "publish", "--party", "market-regulation", "--record", "administrative-penalty", "--dry-run", "--topics", folder.path,
            "--adapter", "other", "x.csv",
        ])
        #expect(result.status == 2)
        #expect(result.errors.contains("penalty-csv"))
    }
}
