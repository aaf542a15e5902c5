import TestSupport
import Testing

/// `credithub simulate`.
@Suite struct SimulateCommandTests {
    @Test func goodSeedsAreCounted() throws {
        let result = try Program.run(["simulate", "--seeds", "20", "--lang", "en"])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("seeds 20, steps "))
        #expect(result.errors.isEmpty)
        let chinese = try Program.run(["simulate", "--seeds", "1", "--lang", "zh"])
        #expect(chinese.output.contains("种子 1，"))
    }

    @Test func aFailureIsOneSentenceATraceAndTheCommandThatReplaysIt() throws {
        let result = try Program.run(["simulate", "--plant", "rewind-forgotten", "--lang", "en"])
        #expect(result.status == 1)
        let lines = result.output.split(separator: "\n").map(String.init)
        let head = try #require(lines.first { $0.hasPrefix("seed ") })
        #expect(head.contains("breaks the invariant"))
        let replay = try #require(lines.last)
        #expect(replay.hasPrefix("replay: credithub simulate --seed ") && replay.hasSuffix("--plant rewind-forgotten"))
        // In another run of the program: nothing hangs on the order of a dictionary.
        let again = try Program.run(replay.dropFirst("replay: credithub ".count).split(separator: " ").map(String.init) + ["--lang", "en"])
        #expect(again.status == 1)
        let tail = lines.drop { !$0.hasPrefix("seed ") }
        #expect(again.output.split(separator: "\n").map(String.init).suffix(tail.count) == Array(tail)[...])
    }

    @Test func aSeedGivesTheSameTraceInEveryRunOfTheProgram() throws {
        let words = ["simulate", "--seed", "7", "--trace", "400", "--lang", "en"]
        func trace() throws -> [Substring] { try Program.run(words).output.split(separator: "\n").filter { $0.hasPrefix("  ") } }
        let first = try trace()
        #expect(first.count > 100)
        #expect(try trace() == first)
    }

    @Test func wrongUseIsOneSentence() throws {
        for words in [["--seeds", "0"], ["--plant", "nothing"], ["--steps", "many"]] {
            let result = try Program.run(["simulate"] + words)
            #expect(result.status == 2, "\(words)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }

    @Test func plantedBugsAreNamed() throws {
        let result = try Program.run(["simulate", "--plant", "list"])
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count >= 12)
    }
}
