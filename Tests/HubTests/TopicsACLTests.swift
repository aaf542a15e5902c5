import Contracts
import Foundation
import Hub
import Ops
import TestSupport
import Testing

/// Rights at the brokers: exactly those of the design, for the bindings of the repository and for made-up ones.
@Suite struct TopicsACLTests {
    private static func topology(_ directory: String = Program.repository + "/topics") throws -> Topology {
        let catalogue = try Catalogue.load(directory: Program.repository + "/contracts")
        return try Topology.load(directory: directory, prefix: "t.", catalogue: catalogue)
    }

    /// Who may write a topic, by section 3 of the design.
    private static func writer(of topic: String, _ topology: Topology) -> String {
        let parts = topic.dropFirst(2).split(separator: ".").map(String.init)
        switch (parts[0], parts.last) {
        case ("dept", _): return topology.departments.first { $0.party == parts[1] }?.principal ?? "nobody"
        case ("platform", "in"), ("feedback", _): return parts[1]
        default: return "credithub"
        }
    }

    @Test("Every topic has exactly the writer that the design names")
    func writers() throws {
        let topology = try Self.topology()
        let rights = try TopologyRights(topology).holders.flatMap(\.rights)
        for topic in topology.topics {
            let writers = Set(rights.filter { $0.allows(.write, onTopic: topic.name) }.map(\.principal))
            #expect(writers == [Self.writer(of: topic.name, topology)], "\(topic.name)")
        }
    }

    @Test("No party may write another's topic, nor read its receipts and dead letters")
    func strangers() throws {
        let topology = try Self.topology()
        for holder in try TopologyRights(topology).holders {
            guard let party = holder.party else { continue }
            for right in holder.rights where right.resource == .topic {
                #expect(right.pattern == .literal)
                #expect(right.name.split(separator: ".").dropFirst(2).first == Substring(party), "\(right.name)")
            }
            for right in holder.rights where right.resource == .group {
                #expect(right.name == "t.\(party).")
            }
            #expect(!holder.rights.contains { $0.resource == .cluster || $0.resource == .transactionalID })
        }
    }

    @Test("Every topic has exactly the readers that need it")
    func readers() throws {
        let topology = try Self.topology()
        let rights = try TopologyRights(topology).holders.flatMap(\.rights)
        for topic in topology.topics {
            let readers = Set(rights.filter { $0.allows(.read, onTopic: topic.name) }.map(\.principal))
            let parts = topic.name.dropFirst(2).split(separator: ".").map(String.init)
            let expected: Set<String>
            switch parts[0] {
            case "dept", "feedback", "ledger", "upstream": expected = ["credithub"]
            case "platform" where parts.last == "in": expected = ["credithub"]
            case "platform", "receipt", "dlq", "notice", "subscriber": expected = [parts[1]]
            default: expected = []
            }
            #expect(readers == expected, "\(topic.name)")
        }
    }

    @Test("A subscriber reads its own topics and writes its feedback only; a platform that sends lists down reads its answers")
    func subscribers() throws {
        let topology = try Self.topology()
        let holders = try TopologyRights(topology).holders
        func topics(_ party: String, _ operation: AccessRight.Operation) -> Set<String> {
            let rights = holders.first { $0.party == party }?.rights ?? []
            return Set(rights.filter { $0.resource == .topic && $0.operations.contains(operation) }.map(\.name))
        }
        for subscriber in topology.subscribers {
            let party = subscriber.party
            #expect(topics(party, .read) == ["t.subscriber.\(party)", "t.receipt.\(party)", "t.dlq.\(party)", "t.notice.\(party)"])
            #expect(topics(party, .write) == (subscriber.givesFeedback ? ["t.feedback.\(party)"] : []))
        }
        #expect(topics("city", .read) == ["t.platform.city.out", "t.receipt.city", "t.dlq.city", "t.notice.city"])
        #expect(topics("city", .write) == ["t.platform.city.in"])
    }

    @Test("Making topics is listed apart, for every topic, and changes none")
    func setup() throws {
        let topology = try Self.topology()
        let holders = try TopologyRights(topology, hubPrincipal: "hub-user").holders
        let setup = try #require(holders.first { $0.kind == .setup })
        #expect(Set(setup.rights.map(\.name)) == Set(topology.topics.map(\.name)))
        #expect(setup.rights.allSatisfy { $0.principal == "hub-user" && $0.operations == [.create, .describe] })
        #expect(!holders.contains { $0.kind != .setup && $0.rights.contains { $0.operations.contains(.create) } })
    }

    @Test("Names at the brokers come from the bindings; two departments of one name are refused")
    func principals() throws {
        let folder = NSTemporaryDirectory() + "credithub-acl-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.copyItem(atPath: Program.repository + "/topics", toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func rename(_ party: String, _ principal: String) throws {
            let path = "\(folder)/departments/\(party).json"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacing("{\n  \"party\"", with: "{\n  \"principal\": \"\(principal)\",\n  \"party\"", maxReplacements: 1)
                .write(toFile: path, atomically: true, encoding: .utf8)
        }
        try rename("court", "CN=fayuan")
        let topology = try Self.topology(folder)
        let rights = try TopologyRights(topology).holders.flatMap(\.rights)
        let writers = Set(rights.filter { $0.allows(.write, onTopic: "t.dept.court.dispute") }.map(\.principal))
        #expect(writers == ["CN=fayuan"])
        #expect(rights.contains { $0.principal == "CN=fayuan" && $0.resource == .group && $0.name == "t.court." })

        try rename("market-regulation", "CN=fayuan")
        let shared = try Self.topology(folder)
        #expect(throws: SetupError.self) { try TopologyRights(shared) }
        #expect(throws: SetupError.self) { try TopologyRights(topology, hubPrincipal: "CN=fayuan") }
        #expect(throws: SetupError.self) { try TopologyRights(topology, hubPrincipal: "city") }
        #expect(throws: SetupError.self) { try TopologyRights(topology, hubPrincipal: "*") }
    }

    @Test("Commands are quoted for a shell")
    func quoting() {
        let command = RightsCommand(tool: "kafka-acls.sh", bootstrapServers: "b:9092", commandConfig: nil)
        let line = command.line(AccessRight("CN=a b$(x)'", [.read], .topic, "dept.x"))
        #expect(line == "kafka-acls.sh --bootstrap-server b:9092 --add --allow-principal 'User:CN=a b$(x)'\\''' --operation Read --topic dept.x --resource-pattern-type literal")
    }
}
