import TestSupport
import Testing

/// `credithub dlq` before it comes to a broker: what is wrong is said in one line that tells what to do.
@Suite struct DlqCommandTests {
    private static let nowhere = ["--bootstrap", "127.0.0.1:1"]

    @Test("Each command has its help in both languages", arguments: ["list", "show", "replay", "discard", "export"])
    func help(_ command: String) throws {
        for language in ["en", "zh"] {
            let result = try Program.run(["dlq", command, "--help", "--lang", language])
            #expect(result.status == 0)
            #expect(result.output.contains("--party P"))
        }
    }

    @Test("What is missing or wrong ends with status 2 and one line", arguments: [
        (["show", "--party", "court"], "0/17"),
        (["show", "--party", "court", "17"], "partition/offset"),
        (["replay"], "--party"),
        (["replay", "--party", "nobody"], "market-regulation"),
        (["show", "--party", "nobody", "0/1"], "joint-measures"),
        (["export", "--party", "nobody"], "city"),
        (["replay", "--party", "court", "--from", "/no/such/file"], "/no/such/file"),
        (["replay", "--party", "court", "--since", "soon"], "--since"),
        (["replay", "--party", "court", "--limit", "0"], "--limit"),
        (["replay", "--party", "court"], "subject.key"),
        (["discard", "--party", "court", "0/1"], "--reason"),
        (["discard", "--party", "court", "0/1", "--reason", " "], "--reason"),
        (["list", "--status", "lost"], "--status"),
        (["list", "--until", "2026-02-30"], "--until"),
    ])
    func mistakes(_ words: [String], _ told: String) throws {
        let result = try Program.run(["dlq"] + words + Self.nowhere + ["--lang", "en"])
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.errors.contains(told), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test("A mended file tells the line that cannot be used", arguments: [
        ("{\"letter\":\"0/1\"", "line 1"),
        ("{\"letter\":\"0/1\",\"record\":{}}\n{\"letter\":\"one\"}", "line 2"),
        ("{\"letter\":\"0/1\"}\n\n{\"letter\":\"0/1\"}", "line 3"),
        ("{\"letter\":\"0/1\",\"party\":\"health\"}", "health"),
        ("\n", "dlq export"),
    ])
    func mendedFile(_ text: String, _ told: String) throws {
        let file = try TemporaryFile(text)
        let result = try Program.run(["dlq", "replay", "--party", "court", "--from", file.path, "--lang", "en"] + Self.nowhere)
        #expect(result.status == 2)
        #expect(result.errors.contains(told), "\(result.errors)")
    }
}
