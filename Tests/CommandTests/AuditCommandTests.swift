import TestSupport
import Testing

/// `credithub audit` before it comes to a broker.
@Suite struct AuditCommandTests {
    @Test("What is missing or wrong ends with status 2 and one line", arguments: [
        (["verify"], "--bootstrap"),
        (["verify", "--partition", "first"], "--partition"),
        (["verify", "--anchor", "/no/such/file"], "/no/such/file"),
        (["verify", "extra"], "extra"),
        (["show"], "--bootstrap"),
        (["show", "--record", "17"], "--record"),
        (["show", "--since", "soon"], "--since"),
        (["show", "--limit", "0"], "--limit"),
        (["show", "--subject", "a", "--event", "b"], "--subject"),
        (["verify", "--bootstrap", "127.0.0.1:1"], "127.0.0.1:1"),
    ])
    func mistakes(_ words: [String], _ told: String) throws {
        for language in ["en", "zh"] {
            let result = try Program.run(["audit"] + words + ["--lang", language])
            #expect(result.status == 2)
            #expect(result.output == "")
            #expect(result.errors.contains(told), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }

    @Test("An anchor that is none is named")
    func anchor() throws {
        let file = try TemporaryFile("{\"topic\":\"audit\"}", named: "anchor.json")
        let result = try Program.run(["audit", "verify", "--anchor", file.path, "--bootstrap", "127.0.0.1:1"])
        #expect(result.status == 2)
        #expect(result.errors.contains("anchor.json"))
    }

    @Test("The help says how to anchor the chain", arguments: ["en", "zh"])
    func help(_ language: String) throws {
        let result = try Program.run(["audit", "verify", "--help", "--lang", language])
        #expect(result.status == 0)
        #expect(result.output.contains("--anchor FILE"))
        #expect(result.output.contains("--json"))
    }
}
