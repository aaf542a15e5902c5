import TestSupport
import Testing

/// `credithub receipts` without a broker.
@Suite struct ReceiptsCommandTests {
    @Test func wrongUseIsOneSentence() throws {
        let party = ["--party", "market-regulation", "--bootstrap", "127.0.0.1:1"]
        for (words, hint) in [
            ([], "--party"), (["--party", "nobody", "--bootstrap", "127.0.0.1:1"], "market-regulation"), (["--party", "court"], "--bootstrap"),
            (["--party", "city", "--bootstrap", "127.0.0.1:1"], "127.0.0.1:1"), (party + ["--format", "xls"], "csv"), (party + ["--since", "yesterday"], "7d"), (party + ["--since", "0d"], "7d"),
            (party + ["--until", "soon"], "YYYY-MM-DD"), (party + ["--status", "lost"], "rejected"),
        ] {
            let result = try Program.run(["receipts"] + words)
            #expect(result.status == 2, "\(words)")
            #expect(result.errors.contains(hint), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }
}
