import Contracts
import Credit
import Hub
import JSON

/// The channels: one for each topic of the topology, with the messages that go through it.
struct AsyncAPIChannels {
    struct Channel {
        let topic: String
        let title: String
        let description: String
        let plan: TopicPlan
        /// Names of its messages.
        let messages: [String]
        /// `x-` members.
        let extensions: [(String, JSONValue)]
        let id: String
    }

    let all: [Channel]
    /// Contracts that departments may publish.
    let contracts: [ContractReference]
    private let messages: [String: [String]]

    init(_ topology: Topology, catalogue: Catalogue, language: Language) {
        let names = topology.names
        let plans = Dictionary(topology.topics.map { ($0.name, $0.plan) }, uniquingKeysWith: { first, _ in first })
        var channels: [Channel] = []
        var contracts: [ContractReference] = []
        var known: Set<String> = []
        func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        func add(_ topic: String, _ title: String, _ description: String, _ messages: [String], _ extensions: [(String, JSONValue)] = []) {
            guard let plan = plans[topic], known.insert(topic).inserted else { return }
            channels.append(
                Channel(
                    topic: topic, title: title, description: description, plan: plan, messages: messages, extensions: extensions,
                    id: Self.id(topic)))
        }
        func answers(_ party: String, _ name: String) {
            add(
                names.receipts(party), say("\(name)：回执", "\(name): receipts"),
                say("对该单位每个事件的答复。", "The answers to each event of that party."), ["receipt"], [("x-owner", .string("credithub"))])
            add(
                names.deadLetters(party), say("\(name)：死信", "\(name): dead letters"),
                say(
                    "被拒事件的原文和原因；内容未脱敏，应限制读取。另有标记（消息头 credithub.dlq.disposition 和 .letter）：死信已重发或放弃。",
                    "Rejected events as sent, with the reasons; not masked, so limit who may read. Also markers (headers credithub.dlq.disposition and .letter): what became of a letter."),
                ["deadLetter"], [("x-owner", .string("credithub"))])
        }
        for department in topology.departments {
            let party = department.name.text(language)
            for record in department.records {
                let accepted = record.accepts.compactMap { catalogue.contract($0) }
                for contract in accepted where !contracts.contains(contract.reference) { contracts.append(contract.reference) }
                let title = catalogue.newest(record.record)?.title ?? record.record
                add(
                    names.department(department.party, record.record), say("\(party)：\(title)", "\(party): \(title)"),
                    say("\(party)报送的\(title)；只有该部门可写。", "\(title) that \(party) publishes; only that party may write."),
                    accepted.flatMap { contract in contract.operations.map { AsyncAPIMessages.name(contract.reference, $0.name) } },
                    [
                        ("x-owner", .string(department.party)), ("x-contracts", .strings(accepted.map(\.reference.description))),
                        ("x-receiptTopic", .string(names.receipts(department.party))),
                        ("x-errorTopic", .string(names.deadLetters(department.party))),
                    ])
            }
            answers(department.party, party)
            add(
                names.notices(department.party), say("\(party)：通知", "\(party): notices"),
                say("异议的核实请求和办结通知。", "Requests to verify a disputed record, and the end of disputes."), ["notice"],
                [("x-owner", .string("credithub"))])
        }
        let lists = AsyncAPIListFiles.contracts(catalogue)
        for platform in topology.platforms {
            let party = platform.name.text(language)
            let records: [(String, JSONValue)] = [("x-records", .strings(platform.records))]
            let files = platform.lists.isEmpty ? [] : lists
            let cases = platform.cases.flatMap { $0.accepts.compactMap { catalogue.contract($0) } }
            for contract in cases where !contracts.contains(contract.reference) { contracts.append(contract.reference) }
            add(
                names.platformInput(platform.party), say("\(party)：下发", "\(party): sent down"),
                platform.sendsDown
                    ? say(
                        "上级平台下发的全量名单和办件。名单先发各分片，再发结尾；结尾到达且整体无误，才取代原名单。",
                        "Full lists and cases that the platform sends down. Of a list the parts, then the end; nothing of it shows before its end has come and the whole is right.")
                    : say("上级平台不下发；信枢不读取。", "The platform sends nothing down; the hub does not read it."),
                platform.sendsDown
                    ? files.flatMap { [AsyncAPIListFiles.partName($0), AsyncAPIListFiles.endName($0)] }
                        + cases.flatMap { contract in contract.operations.map { AsyncAPIMessages.name(contract.reference, $0.name) } }
                    : ["platformInput"],
                platform.sendsDown
                    ? [
                        ("x-owner", .string(platform.party)), ("x-lists", .strings(platform.lists)),
                        ("x-contracts", .strings((files + cases.map(\.reference)).map(\.description))),
                        ("x-receiptTopic", .string(names.receipts(platform.party))),
                        ("x-errorTopic", .string(names.deadLetters(platform.party))),
                    ] : [("x-owner", .string(platform.party))])
            add(
                names.outbox(platform.party), say("\(party)：待上报", "\(party): outbox"),
                say("台账写给上报环节的变更。", "Changes that the ledger hands to delivery."), ["upstreamChange"], records)
            add(
                names.named(platform.topic), say("\(party)：上报", "\(party): delivered"), say("上级平台自己的主题。", "The platform's own topic."),
                ["platformChange"], records)
            guard platform.sendsDown else { continue }
            answers(platform.party, party)
            add(
                names.notices(platform.party), say("\(party)：通知", "\(party): notices"),
                say("给该平台的通知：它下发的办件到了哪一步。", "Notices to the platform: where the cases stand that it sent down."), ["notice"],
                [("x-owner", .string("credithub"))])
        }
        let feedback = catalogue.newestInForce("joint-discipline-feedback")
        for subscriber in topology.subscribers {
            let party = subscriber.name.text(language)
            add(
                names.subscriber(subscriber.party), say("\(party)：视图", "\(party): its view"),
                say(
                    "从头读起即得当前全部内容；空值表示移出。编号 ce_sequence 每分区从 1 起连续；编号最大的消息说明该分区应有的条数和摘要。",
                    "Read from the beginning it is the whole present view; an empty value takes an entry off. Each partition counts ce_sequence from 1; the message with the highest says what count and digest its view must have."),
                ["viewEntry", "viewRemoval", "viewDigest"],
                [
                    ("x-owner", .string("credithub")), ("x-fields", .strings(subscriber.fields)),
                    ("x-lists", subscriber.lists.map { .strings($0.sorted()) } ?? .string("all")),
                    ("x-contracts", .strings(subscriber.subscription.filter.parts.map(\.contract))),
                    ("x-subjectKinds", .strings(subscriber.subjectKinds.map(\.rawValue).sorted())),
                    ("x-disclosure", .string(subscriber.disclosure.rawValue)),
                ])
            answers(subscriber.party, party)
            add(
                names.notices(subscriber.party), say("\(party)：通知", "\(party): notices"),
                say("给该订阅方的通知。", "Notices to the subscriber."), ["notice"], [("x-owner", .string("credithub"))])
            if subscriber.givesFeedback, let feedback {
                if !contracts.contains(feedback.reference) { contracts.append(feedback.reference) }
                add(
                    names.feedback(subscriber.party), say("\(party)：反馈", "\(party): feedback"),
                    say(
                        "该订阅方对名单采取了什么措施、视图收到何处（确认）、要求告知摘要；只有该订阅方可写。",
                        "What the subscriber did by the lists, up to where it holds its view, requests for its digest; only it may write."),
                    feedback.operations.map { AsyncAPIMessages.name(feedback.reference, $0.name) } + ["viewConfirmed", "viewDigestRequested"],
                    [
                        ("x-owner", .string(subscriber.party)), ("x-contracts", .strings([feedback.reference.description])),
                        ("x-receiptTopic", .string(names.receipts(subscriber.party))),
                        ("x-errorTopic", .string(names.deadLetters(subscriber.party))),
                    ])
            }
        }
        let inner: [(String, JSONValue)] = [("x-owner", .string("credithub")), ("x-internal", .bool(true))]
        add(names.ledgerInput, say("台账输入", "ledger input"), say("通过接入检查的记录，键为主体键；以及 credithub dlq 的操作说明，由台账写入审计链；以及台账自己的定时命令。", "Records that passed ingest, by subject key; notes of credithub dlq, which the ledger puts into the audit; and the ledger's own timers."), ["ledgerEvent", "operatorNote", "timerCommand"], inner)
        add(names.ledgerState, say("台账状态", "ledger state"), say("台账的变更日志。", "The ledger's changelog."), ["ledgerState", "ledgerStateRemoval"], inner)
        add(names.audit, say("审计", "audit"), say("只由台账写入：谁在何时改变了什么、依据什么，包括对死信的处理。每个分区是一条链：编号从 1 起连续，每条含前一条的 SHA-256；用 credithub audit verify 核验。", "Written by the ledger only: who changed what, when and why, and what was done with dead letters. Each partition is a chain: numbers from 1 on, and in each entry the SHA-256 of the one before; credithub audit verify checks it."), ["auditEntry"], inner)
        all = channels
        messages = Dictionary(uniqueKeysWithValues: channels.map { ($0.topic, $0.messages) })
        self.contracts = contracts
    }

    /// What a name is called as the key of a channel or operation: letters, digits, hyphens and underscores only.
    static func id(_ name: String) -> String {
        var id: [UInt8] = []
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-": id.append(UInt8(ascii: scalar))
            default: id.append(UInt8(ascii: "_"))
            }
        }
        return String(decoding: id, as: UTF8.self)
    }

    /// Names of a topic's messages.
    func messages(of topic: String) -> [String] {
        messages[topic] ?? []
    }
}

extension AsyncAPIChannels.Channel {
    func json(_ topology: Topology) -> JSONValue {
        let messages = messages.map { ($0, JSONValue.members([("$ref", .string("#/components/messages/\($0)"))])) }
        let kafka = JSONValue.members([
            ("topic", .string(topic)), ("partitions", .int(Int(plan.partitions))), ("replicas", .int(Int(topology.replicationFactor))),
            ("topicConfiguration", configuration), ("bindingVersion", .string("0.5.0")),
        ])
        let about: [(String, JSONValue)] = [
            ("address", .string(topic)), ("title", .string(title)), ("description", .string(description)),
            ("servers", .array([.members([("$ref", .string("#/servers/kafka"))])])), ("messages", .members(messages)),
            ("bindings", .members([("kafka", kafka)])),
        ]
        return .members(about + extensions)
    }

    /// Kafka's settings with the types of the binding: policies are a list, numbers are numbers.
    private var configuration: JSONValue {
        .members(plan.configuration.sorted { $0.key < $1.key }.map { name, value in
            if name == "cleanup.policy" {
                return (name, .strings(value.split(separator: ",").map { $0.trimmingPrefix(" ").description }))
            }
            return (name, ExactDecimal(value).map { .number($0) } ?? .string(value))
        })
    }
}
