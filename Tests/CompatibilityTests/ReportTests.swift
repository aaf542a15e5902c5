import JSON
import Testing

@testable import Compatibility

@Suite struct ReportTests {
    private func result(_ old: String, _ new: String, _ mode: CompatibilityMode = .backward) throws -> CompatibilityResult {
        CompatibilityCheck(old: [try version(old, "v1")], new: try version(new, "v2"), mode: mode).run()
    }

    @Test func jsonOfAnIncompatiblePair() throws {
        let json = try result(#"{"type":"string","maxLength":2}"#, #"{"type":"string","maxLength":1}"#).json
        #expect(json.objectValue?.names == ["verdict", "witness", "reason", "places", "mode", "contentModel", "changes", "comparisons"])
        #expect(json["verdict"] == .string("incompatible"))
        #expect(json["witness"]?.stringValue?.count == 2)
        #expect(json["mode"] == .string("BACKWARD"))
        #expect(json["reason"]?["zh"] == .string("v1 允许的文档被 v2 拒绝：文档长度应不超过 1"))
        #expect(json["reason"]?["en"] == .string("v2 refuses a document that v1 takes: the document should have at most 1 characters"))
        #expect(json["places"]?.arrayValue?.map { $0["pointer"] } == [.string("/maxLength"), .string("")])
        #expect(json["changes"]?.arrayValue?.first?["kind"] == .string("limit-narrowed"))
        #expect(json["comparisons"]?.arrayValue?.count == 1)
    }

    @Test func jsonOfOtherVerdicts() throws {
        let compatible = try result("{}", "true").json
        #expect(compatible["verdict"] == .string("compatible"))
        #expect(compatible["witness"] == nil && compatible["reason"] == nil)
        let undecided = try result(#"{"x-unknown":1}"#, #"{"x-unknown":2}"#).json
        #expect(undecided["verdict"] == .string("undecided"))
        #expect(undecided["witness"] == nil && undecided["reason"]?["en"] != nil)
    }

    @Test func placesLeadIntoBothSchemas() throws {
        let verdict = try result(
            #"{"type":"object","properties":{"o":{"type":"object","properties":{"s":{"type":"string"}}}}}"#,
            ##"{"type":"object","properties":{"o":{"$ref":"#/$defs/o"}},"$defs":{"o":{"type":"object","properties":{"s":{"type":"string","maxLength":3}}}}}"##
        ).verdict
        #expect(verdict.places.map(\.description) == ["v2: #/$defs/o/properties/s/maxLength", "v1: #/properties/o/properties/s"])
        #expect(verdict.reason?.en.contains("/o/s should have at most 3 characters") == true)
    }

    @Test func junit() throws {
        var report = JUnitReport()
        report.add(try result(#"{"const":"<&\"'>\u0000"}"#, "false", .full), name: "a<b")
        report.add(try result(#"{"x-unknown":1}"#, #"{"x-unknown":2}"#), name: "c")
        let xml = report.xml
        #expect(xml.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"compatibility\" tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"0\">\n"))
        #expect(xml.contains("<testsuite name=\"a&lt;b FULL strict\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">"))
        #expect(xml.contains("<testcase classname=\"a&lt;b\" name=\"v2 reads v1\">"))
        #expect(xml.contains("<testcase classname=\"a&lt;b\" name=\"v1 reads v2\"/>"))
        #expect(xml.contains("<failure type=\"incompatible\""))
        #expect(xml.contains("<error type=\"undecided\""))
        #expect(xml.contains("witness: &quot;&lt;&amp;\\&quot;&apos;&gt;\\u0000&quot;"))
        #expect(!xml.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
}
