import JSON
import TestSupport
import Testing

/// `credithub topics acl`.
@Suite struct TopicsACLCommandTests {
    @Test func everyLineIsACommandOrAHeading() throws {
        let result = try Program.run([
            "topics", "acl", "--bootstrap", "kafka-1:9092", "--command", "/opt/my kafka/bin/kafka-acls.sh", "--command-config", "it's.properties",
        ])
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n")
        let commands = lines.filter { !$0.hasPrefix("# ") }
        #expect(commands.count > 50)
        let start = "'/opt/my kafka/bin/kafka-acls.sh' --bootstrap-server kafka-1:9092 --command-config 'it'\\''s.properties' --add --allow-principal User:"
        #expect(commands.allSatisfy { $0.hasPrefix(start) })
        #expect(commands.contains { $0.hasSuffix("User:court --operation Write --operation Describe --topic dept.court.dispute --resource-pattern-type literal") })
        #expect(commands.contains { $0.hasSuffix("User:court --operation Read --operation Describe --group court. --resource-pattern-type prefixed") })
        #expect(commands.contains { $0.hasSuffix("User:credithub --operation IdempotentWrite --cluster") })
    }

    @Test func onePartyAsJSON() throws {
        let result = try Program.run(["topics", "acl", "--party", "city", "--prefix", "t.", "--json"])
        #expect(result.status == 0)
        let lines = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.map { $0["name"]?.stringValue } == ["t.platform.city.out", "t.platform.city.in", "t.receipt.city", "t.dlq.city", "t.notice.city", "t.city."])
        #expect(lines.allSatisfy { $0["principal"]?.stringValue == "User:city" })
    }

    @Test func wrongUseIsOneSentence() throws {
        for words in [["--party", "nobody", "--json"], [], ["--bootstrap", "b:1", "--hub-principal", "*"], ["--bootstrap", "b:1", "--hub-principal", "court"]] {
            let result = try Program.run(["topics", "acl"] + words)
            #expect(result.status == 2, "\(words)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }
}
