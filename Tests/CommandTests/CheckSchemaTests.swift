import Foundation
import JSON
import TestSupport
import Testing

/// `credithub check --schema` and `--syntax`: for anybody's schema and anybody's JSON.
@Suite struct CheckSchemaTests {
    /// A folder of files that goes away with it.
    private final class Folder {
        let path: String

        init(_ files: [String: String]) throws {
            let url = FileManager.default.temporaryDirectory.appending(path: "credithub-schemas-\(UUID().uuidString)")
            path = url.path(percentEncoded: false)
            for (name, text) in files {
                let file = url.appending(path: name)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        subscript(name: String) -> String { path + "/" + name }
    }

    private func lines(_ output: String) throws -> [JSONValue] {
        try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test func eachDocumentHasOneLineWithAllFaults() throws {
        let folder = try Folder([
            "s.json": ##"{"$ref":"common/t.json#/$defs/thing"}"##,
            "common/t.json": #"{"$defs":{"thing":{"properties":{"a":{"type":"integer"},"b":{"maxLength":2}},"required":["c"]}}}"#,
            "good.json": #"{"c":1}"#, "bad.json": #"{"a":1.5,"b":"abc"}"#, "broken.json": #"{"a":"#,
        ])
        let files = ["good.json", "bad.json", "broken.json"].map { folder[$0] }
        let result = try Program.run(["check", "--schema", folder["s.json"], "--json"] + files)
        #expect(result.status == 1)
        let lines = try lines(result.output)
        #expect(lines.map { $0["valid"]?.boolValue } == [true, false, false])
        #expect(lines.map { $0["file"]?.stringValue } == files)
        let faults = try #require(lines[1]["errors"]?.arrayValue).map { "\($0["keyword"]?.stringValue ?? "") \($0["path"]?.stringValue ?? "")" }
        #expect(faults == ["type /a", "maxLength /b", "required /c"])
        #expect(lines[2]["errors"]?.arrayValue?.first?["code"] == .string("CH1003"))
    }

    @Test func validIsZeroRefusedIsOneUnreadableIsTwo() throws {
        let folder = try Folder(["s.json": #"{"type":"object"}"#, "good.json": "{}", "bad.json": "[]", "notes.txt": "x"])
        func status(_ schema: String, _ file: String) throws -> Int32 {
            try Program.run(["check", "--schema", folder[schema], folder[file]]).status
        }
        #expect(try status("s.json", "good.json") == 0)
        #expect(try status("s.json", "bad.json") == 1)
        #expect(try status("s.json", "missing.json") == 2)
        #expect(try status("missing.json", "good.json") == 2)
        #expect(try status("notes.txt", "good.json") == 2)
    }

    @Test func aSchemaThatCannotBeUsedIsNamedWithFileAndLine() throws {
        let folder = try Folder([
            "type.json": "{\n  \"properties\": {\n    \"a\": {\"type\": \"text\"}\n  }\n}", "gone.json": "{\n\"$ref\": \"none.json\"}",
            "look.json": #"{"pattern":"a(?=b)"}"#, "d.json": "{}",
        ])
        for (schema, place, reason) in [
            ("type.json", "type.json:3#/properties/a/type", "text"), ("gone.json", "gone.json:2#/$ref", "none.json"),
            ("look.json", "look.json:1#/pattern", "look"),
        ] {
            let result = try Program.run(["check", "--schema", folder[schema], folder["d.json"], "--lang", "en"])
            #expect(result.status == 2)
            #expect(result.errors.contains(place), "\(result.errors)")
            #expect(result.errors.contains(reason), "\(result.errors)")
        }
    }

    @Test func formatsAreAssertedWhereAskedFor() throws {
        let folder = try Folder(["s.json": #"{"format":"date"}"#, "d.json": "\"2026-02-30\""])
        #expect(try Program.run(["check", "--schema", folder["s.json"], folder["d.json"]]).status == 0)
        let result = try Program.run(["check", "--schema", folder["s.json"], "--assert-format", "--json", folder["d.json"]])
        #expect(result.status == 1)
        let fault = try #require(try lines(result.output).first?["errors"]?.arrayValue?.first)
        #expect(fault["code"] == .string("CH2022"))
        #expect(fault["expected"] == .string("date"))
    }

    @Test func filesBesideASchemaAreFoundByItsIdentifierToo() throws {
        let folder = try Folder([
            "a/s.json": #"{"$id":"https://x.example/schemas/a/s.json","items":{"$ref":"../b/t.json"}}"#,
            "b/t.json": #"{"$id":"https://x.example/schemas/b/t.json","type":"null"}"#, "good.json": "[null]", "bad.json": "[1]",
        ])
        #expect(try Program.run(["check", "--schema", folder["a/s.json"], folder["good.json"]]).status == 0)
        #expect(try Program.run(["check", "--schema", folder["a/s.json"], folder["bad.json"]]).status == 1)
    }

    @Test("only the syntax is looked at", arguments: [
        (#"{"a":[1,2,{"b":null}]}"#, true), ("{\"a\":1,}", false), ("{\"a\":1,\"a\":2}", false), ("\"\\ud800\"", false), ("01", false),
        ("", false), ("\u{FEFF}{}", false), ("123456789012345678901234567890.5e-400", true),
    ])
    func syntax(text: String, isValid: Bool) throws {
        let folder = try Folder(["d.json": text])
        let result = try Program.run(["check", "--syntax", "--json", folder["d.json"]])
        #expect(result.status == (isValid ? 0 : 1))
        #expect(try lines(result.output).map { $0["valid"]?.boolValue } == [isValid])
    }

    @Test func oneWayToCheckIsNamed() throws {
        let folder = try Folder(["s.json": "{}"])
        #expect(try Program.run(["check", folder["s.json"]]).status == 2)
        #expect(try Program.run(["check", "--syntax", "--schema", folder["s.json"], folder["s.json"]]).status == 2)
    }

    @Test func aFullDiskIsTold() throws {
        let folder = try Folder(["d.json": "{}"])
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(try Program.executable())' check --syntax '\(folder["d.json"])' >/dev/full 2>/dev/null"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
    }

    @Test func whatATerminalWouldObeyIsEscaped() throws {
        let folder = try Folder(["s.json": #"{"const":"x"}"#, "d.json": "\"\\u001b[31mred\""])
        let result = try Program.run(["check", "--schema", folder["s.json"], folder["d.json"]])
        #expect(result.status == 1)
        #expect(!result.output.contains("\u{1b}"))
        #expect(result.output.contains("red"))
    }
}
