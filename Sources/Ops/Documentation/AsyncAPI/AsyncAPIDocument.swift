import Contracts
import Credit
import Hub
import JSON

/// `contracts asyncapi`: the topics of the topology as an AsyncAPI 3.0 document.
///
/// It describes all parties at once, each operation from the side of the party in its `x-party`; for one party alone it is the
/// document of that party's application. What AsyncAPI's Kafka binding has no member for so far (0.6.0 is being written) stands
/// as `x-errorTopic`, `x-isolationLevel`, `x-transactional` and `x-compatibility`, by the names proposed there.
public struct AsyncAPIDocument {
    public let json: JSONValue

    /// - parameter schemaBase: what stands before the paths of contract schemas in references (`contracts/`).
    /// - parameter party: only what this party sends and receives; nil for all.
    /// - throws: ``SetupError`` if there is no such party.
    public init(
        _ topology: Topology, reader: SheetReader, version: String, schemaBase: String, party: String?, language: Language
    ) throws(SetupError) {
        let channels = AsyncAPIChannels(topology, catalogue: reader.catalogue, language: language)
        let operations = AsyncAPIOperations(topology, channels: channels, language: language).all
        var met: Set<String> = []
        let parties = operations.map(\.party).filter { met.insert($0).inserted }
        if let party, !parties.contains(party) {
            let known = parties.joined(separator: ", ")
            throw SetupError(zh: "没有参与方 \(party)（可用：\(known)）", en: "there is no party \(party) (there are: \(known))")
        }
        let wanted = operations.filter { party == nil || $0.party == party }
        let topics = Set(wanted.map(\.topic))
        let shown = channels.all.filter { party == nil || topics.contains($0.topic) }
        let used = Set(shown.flatMap(\.messages))
        let messages = AsyncAPIMessages(reader: reader, schemaBase: schemaBase, language: language).all(channels.contracts, used)
        let schemas = AsyncAPISchemas.reached(from: .members(messages))
        func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        json = .members([
            ("asyncapi", .string("3.0.0")),
            (
                "info",
                .members([
                    ("title", .string(say("信枢 CreditHub", "CreditHub (信枢)") + (party.map { " · \($0)" } ?? ""))),
                    ("version", .string(version)),
                    (
                        "description",
                        .string(
                            say(
                                "县市信用信息归集枢纽的全部主题。每个 operation 从 x-party 所写一方的角度描述；消息头为 CloudEvents 1.0 的 Kafka 绑定（二进制模式）。",
                                "The topics of a credit office's integration hub. Each operation is told from the side of the party in its x-party; headers are CloudEvents 1.0, Kafka binding, binary mode."))
                    ),
                ])
            ),
            ("defaultContentType", .string("application/json")),
            ("servers", .members([("kafka", Self.server(say))])),
            ("channels", .members(shown.map { ($0.id, $0.json(topology)) })),
            ("operations", .members(wanted.map { ($0.id, $0.json) })),
            ("components", .members([("messages", .members(messages)), ("schemas", .members(schemas))])),
        ])
    }

    /// The document as text.
    public var text: String { PrettyJSON.text(json) + "\n" }

    private static func server(_ say: (String, String) -> String) -> JSONValue {
        .members([
            ("host", .string("{bootstrap}")), ("protocol", .string("kafka")),
            ("description", .string(say("信用办的 Kafka 集群；访问权限由集群的 ACL 控制", "The credit office's Kafka; its ACLs say who may read and write what"))),
            (
                "variables",
                .members([
                    (
                        "bootstrap",
                        .members([
                            ("default", .string("127.0.0.1:9092")),
                            ("description", .string(say("引导地址 HOST:PORT", "bootstrap address HOST:PORT"))),
                        ])
                    )
                ])
            ),
        ])
    }
}
