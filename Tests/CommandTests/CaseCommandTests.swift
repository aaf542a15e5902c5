import TestSupport
import Testing

/// `credithub disputes` and `repairs` before they come to a broker.
@Suite struct CaseCommandTests {
    @Test("What is missing or wrong ends with status 2 and one line", arguments: [
        (["disputes", "accept", "YY-1"], "--bootstrap"),
        (["disputes", "accept"], "disputes STEP CASE"),
        (["disputes", "show"], "disputes show CASE"),
        (["disputes", "decide", "YY-1"], "accept"),
        (["repairs", "forward", "XF-1"], "decide"),
        (["repairs", "accept", "XF-1", "more"], "more"),
        (["disputes", "accept", "YY-1", "--bootstrap", "127.0.0.1:1", "--set", "result"], "--set"),
        (["disputes", "accept", "YY-1", "--bootstrap", "127.0.0.1:1", "--set", "corrections:=["], "corrections"),
        (["disputes", "accept", "YY-1", "--bootstrap", "127.0.0.1:1", "--content", "/no/file"], "/no/file"),
        (["disputes", "accept", "YY-1", "--bootstrap", "127.0.0.1:1", "--today", "soon"], "--today"),
    ])
    func mistakes(_ words: [String], _ told: String) throws {
        for language in ["en", "zh"] {
            let result = try Program.run(words + ["--lang", language])
            #expect(result.status == 2, "\(result.output)")
            #expect(result.output == "")
            #expect(result.errors.contains(told), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }

    @Test("The help names the steps that the lifecycle has", arguments: [
        ("disputes", ["open", "return", "supplement", "refuse", "accept", "forward", "extend", "verify", "answer", "cancel", "merge", "reopen"]),
        ("repairs", ["open", "return", "supplement", "refuse", "accept", "extend", "decide", "cancel", "revoke"]),
    ])
    func help(_ command: String, _ steps: [String]) throws {
        let text = try Program.run([command, "--help", "--lang", "en"]).output
        #expect(text.hasPrefix("credithub \(command) STEP CASE"), "\(text)")
        for step in steps { #expect(text.contains("\(step) ("), "\(step): \(text)") }
    }
}
