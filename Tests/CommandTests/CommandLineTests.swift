import Foundation
import JSON
import TestSupport
import Testing

/// Help, errors and languages of the command line.
@Suite struct CommandLineTests {
    static let commands = [
        "run", "demo", "drill", "check", "trace", "topics apply", "topics acl", "codes", "bench", "publish", "receipts", "dlq list", "dlq show",
        "dlq replay", "dlq discard", "dlq export", "audit verify", "audit show", "lists token",
    ]

    @Test(arguments: commands) func everyCommandHasHelpInBothLanguages(_ command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let english = try Program.run(words + ["--help"])
        #expect(english.status == 0)
        #expect(english.output.hasPrefix("credithub \(command) "))
        let chinese = try Program.run(words + ["--help", "--lang", "zh"])
        #expect(chinese.status == 0)
        #expect(chinese.output != english.output)
        let byLocale = try Program.run(words + ["--help"], environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(byLocale.output == chinese.output)
    }

    @Test func overviewNamesEveryCommand() throws {
        let result = try Program.run(["--help"])
        #expect(result.status == 0)
        for command in Self.commands { #expect(result.output.contains("credithub \(command)")) }
        #expect(try Program.run([]).status == 2)
    }

    @Test func wrongUseIsOneSentence() throws {
        for words in [["fly"], ["run", "--wings"], ["check", "--contract"], ["bench", "everything"], ["demo", "--events", "3"], ["drill", "--processes", "4"]] {
            let result = try Program.run(words)
            #expect(result.status == 2)
            #expect(result.errors.hasPrefix("credithub: "))
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }

    @Test func noBrokerIsSaidWithWhatToDo() throws {
        for words in [["topics", "apply"], ["trace", "x"]] {
            let unnamed = try Program.run(words)
            #expect(unnamed.status == 2)
            #expect(unnamed.errors.contains("--bootstrap"))
        }
        let gone = try Program.run(["topics", "apply", "--bootstrap", "127.0.0.1:1"])
        #expect(gone.status == 2)
        #expect(gone.errors.contains("127.0.0.1:1"))
        #expect(gone.errors.split(separator: "\n").count == 1)
    }

    @Test func brokenConfigurationIsSaidWithItsPlace() throws {
        let broken = try TemporaryFile("{\n  \"prefix\": \"x\",\n  oops\n}", named: "hub.json")
        let syntax = try Program.run(["run", "--config", broken.path])
        #expect(syntax.status == 2)
        #expect(syntax.errors.contains("line 3"))
        let unknown = try TemporaryFile("{\"bootstrapServer\": \"x\"}", named: "hub.json")
        let member = try Program.run(["run", "--config", unknown.path])
        #expect(member.status == 2)
        #expect(member.errors.contains("bootstrapServer"))
        #expect(member.errors.contains("bootstrapServers"))
        let missing = try Program.run(["run", "--config", "/nonexistent.json"])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("/nonexistent.json"))
    }

    @Test func theTableOfCodesInTheRepositoryIsTheOnePrinted() throws {
        let printed = try Program.run(["codes", "--markdown"])
        #expect(printed.status == 0)
        let kept = try String(contentsOfFile: "\(Program.repository)/contracts/ERROR-CODES.md", encoding: .utf8)
        #expect(printed.output == kept)
    }

    @Test func theLifecyclesInTheRepositoryAreThoseThatTheLedgerRunsBy() throws {
        let printed = try Program.run(["disputes", "lifecycle"])
        #expect(printed.status == 0)
        let kept = try String(contentsOfFile: "\(Program.repository)/contracts/CASES.md", encoding: .utf8)
        #expect(printed.output == kept)
    }

    @Test func aFullDiskUnderTheMessagesIsNoCrash() throws {
        let result = try Program.run(["check", "--contract", "no-such@1", "x"], errors: "/dev/full")
        #expect(result.status == 2)
    }

    @Test func versionNamesTheLibrary() throws {
        let result = try Program.run(["--version"])
        #expect(result.status == 0)
        #expect(result.output.contains("librdkafka"))
    }

    @Test func wordsTooManyAreNamed() throws {
        let result = try Program.run(["run", "--bootstrap", "127.0.0.1:1", "extra"])
        #expect(result.status == 2)
        #expect(result.errors.contains("extra"))
    }

    @Test func oneCodeIsExplained() throws {
        let result = try Program.run(["codes", "CH2010", "--lang", "zh"])
        #expect(result.status == 0)
        #expect(result.output.contains("统一社会信用代码"))
        #expect(try Program.run(["codes", "CH0000"]).status == 1)
    }
}
