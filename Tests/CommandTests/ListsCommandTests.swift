import JSON
import TestSupport
import Testing

/// `credithub lists` before it comes to a broker.
@Suite struct ListsCommandTests {
    @Test("What is missing or wrong ends with status 2 and one line", arguments: [
        (["verify", "--subscriber", "credit-portal"], "--bootstrap"),
        (["verify", "--bootstrap", "127.0.0.1:1"], "--subscriber"),
        (["verify", "--subscriber", "nobody", "--bootstrap", "127.0.0.1:1"], "nobody"),
        (["verify", "--subscriber", "credit-portal", "--bootstrap", "127.0.0.1:1"], "127.0.0.1:1"),
        (["verify", "--timeout", "soon"], "--timeout"),
        (["show", "--bootstrap", "127.0.0.1:1"], "--subscriber"),
        (["counts"], "--bootstrap"),
        (["counts", "extra"], "extra"),
        (["send", "--platform", "city"], "--list"),
        (["send", "--platform", "village", "--list", "judgment-defaulter", "--file", "x", "--dry-run"], "village"),
        (["send", "--platform", "city", "--list", "work-safety", "--file", "x", "--dry-run"], "work-safety"),
        (["send", "--platform", "city", "--list", "judgment-defaulter", "--file", "/no/file", "--dry-run"], "/no/file"),
        (["send", "--platform", "city", "--list", "judgment-defaulter", "--file", "x", "--part-size", "10001"], "--part-size"),
        (["send", "--platform", "city", "--list", "judgment-defaulter", "--file", "x", "--contract", "dispute@1", "--dry-run"], "dispute@1"),
    ])
    func mistakes(_ words: [String], _ told: String) throws {
        for language in ["en", "zh"] {
            let result = try Program.run(["lists"] + words + ["--lang", language])
            #expect(result.status == 2, "\(result.output)")
            #expect(result.output == "")
            #expect(result.errors.contains(told), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }

    /// The digests were computed by another implementation (CPython's hashlib).
    @Test("A dry run tells parts, count and digest of an array and of lines alike", arguments: [
        ("[{\"a\":1},{\"a\":2} , {\"a\":3}]\n", 2, 2, 3, "f4a053458e839a898f7acf19ef1ed9a53f5857f5b9dbf112b34a846d39a4845a"),
        ("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}", 2, 2, 3, "f4a053458e839a898f7acf19ef1ed9a53f5857f5b9dbf112b34a846d39a4845a"),
        ("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", 1000, 1, 3, "0e817ec54c1a4575ed06fe4b3dfc40ba46016a6cd40e2e222a2a82fecfe39fd7"),
        ("[]", 1000, 1, 0, "830c6a41a882deb226e2d22ffaf1578399b7f7639703966ed4bc082fb8c81769"),
    ])
    func dryRun(_ text: String, _ size: Int, _ parts: Int, _ count: Int, _ digest: String) throws {
        let file = try TemporaryFile(text, named: "list.json")
        let words = ["lists", "send", "--platform", "city", "--list", "judgment-defaulter", "--file", file.path, "--dry-run", "--allow-empty", "--part-size", "\(size)"]
        let result = try Program.run(words + ["--json"])
        #expect(result.status == 0, "\(result.errors)")
        let report = try JSONValue(parsing: Array(result.output.utf8))
        #expect(report["file"]?.stringValue == "list.json-\(digest.prefix(12))")
        #expect(report["parts"]?.intValue == parts)
        #expect(report["count"]?.intValue == count)
        #expect(report["digest"]?.stringValue == digest)
        let told = try Program.run(words + ["--name", "full-1"])
        #expect(told.output.hasPrefix("full-1: \(count) entries in \(parts) parts, digest \(digest)\n"), "\(told.output)")
    }

    @Test("An empty file is refused, and an empty list unless it is meant", arguments: ["", " \n\t\r\n", "\u{feff}", "[]"])
    func empty(_ text: String) throws {
        let file = try TemporaryFile(text, named: "list.json")
        let words = ["lists", "send", "--platform", "city", "--list", "judgment-defaulter", "--file", file.path, "--dry-run", "--lang", "en"]
        let result = try Program.run(words)
        #expect(result.status == 2 && result.output == "")
        #expect(result.errors.contains(text == "[]" ? "--allow-empty" : "is empty"), "\(result.errors)")
        #expect(try Program.run(words + ["--allow-empty"]).status == (text == "[]" ? 0 : 2))
    }

    @Test("A name that ingest would refuse is refused here", arguments: ["", "a b", "a\nb", "名单", "list-990100199003071230"])
    func names(_ name: String) throws {
        let file = try TemporaryFile("[{\"a\":1}]", named: "名单 1.json")
        let words = ["lists", "send", "--platform", "city", "--list", "judgment-defaulter", "--file", file.path, "--dry-run", "--lang", "en"]
        let result = try Program.run(words + ["--name", name])
        #expect(result.status == 2 && result.errors.contains("--name"), "\(result.errors)")
        #expect(try Program.run(words).output.hasPrefix("list-"))
    }

    @Test("A file that holds no entries is named with its line", arguments: [
        ("[{\"a\":1},\n2]", 2), ("{\"a\":1}\n{\"a\":\n", 2), ("[{\"a\":1},", 1), ("\n\ntrue\n", 3),
    ])
    func noEntries(_ text: String, _ line: Int) throws {
        let file = try TemporaryFile(text, named: "list.json")
        let result = try Program.run(
            ["lists", "send", "--platform", "city", "--list", "judgment-defaulter", "--file", file.path, "--dry-run"])
        #expect(result.status == 2)
        #expect(result.errors.contains("line \(line) of the file \(file.path)"), "\(result.errors)")
    }
}
