import Foundation
import JSON
import TestSupport
import Testing

/// `credithub lists token`.
@Suite struct ListsTokenCommandTests {
    @Test func printsATokenAndItsLineForTheRegister() throws {
        var tokens: Set<String> = []
        for language in ["zh", "en"] {
            let result = try Program.run(["lists", "token", "--party", "administrative-approval", "--lang", language])
            #expect(result.status == 0)
            let lines = result.output.split(separator: "\n").map(String.init)
            try #require(lines.count == 4)
            #expect(lines[1].utf8.count == 43)
            tokens.insert(lines[1])
            let entry = try JSONValue(parsing: lines[3])
            #expect(entry["party"]?.stringValue == "administrative-approval")
            #expect(entry["sha256"]?.stringValue?.count == 64)
            #expect(!lines[3].contains(lines[1]))
        }
        #expect(tokens.count == 2)
    }

    @Test func wrongUseIsOneSentence() throws {
        for words in [[], ["--party", "nobody"], ["--party"]] {
            let result = try Program.run(["lists", "token"] + words)
            #expect(result.status == 2, "\(words)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }
}
