import Credit
import Hub
import JSON

/// The operations: what each party, and each stage of the hub, sends and receives.
struct AsyncAPIOperations {
    struct Operation {
        enum Action: String { case send, receive }

        let party: String
        /// The stage of the hub, or its tool.
        let stage: String?
        let action: Action
        let topic: String
        let messages: [String]
        let title: String
        /// The consumer group.
        let group: String?
        /// Where what is refused goes.
        let errorTopic: String?
        let receiptTopic: String?

        let id: String
        let channel: String

        init(
            party: String, stage: String?, action: Action, topic: String, messages: [String], title: String, group: String?, errorTopic: String?,
            receiptTopic: String?
        ) {
            self.party = party
            self.stage = stage
            self.action = action
            self.topic = topic
            self.messages = messages
            self.title = title
            self.group = group
            self.errorTopic = errorTopic
            self.receiptTopic = receiptTopic
            id = AsyncAPIChannels.id([party, stage, action.rawValue, topic].compactMap { $0 }.joined(separator: "."))
            channel = AsyncAPIChannels.id(topic)
        }
    }

    let all: [Operation]

    init(_ topology: Topology, channels: AsyncAPIChannels, language: Language) {
        let names = topology.names
        var all: [Operation] = []
        var known: Set<String> = []
        func add(
            _ party: String, _ stage: String?, _ action: Operation.Action, _ topic: String, _ zh: String, _ en: String,
            of messages: [String]? = nil, errorTopic: String? = nil, receiptTopic: String? = nil
        ) {
            let operation = Operation(
                party: party, stage: stage, action: action, topic: topic, messages: messages ?? channels.messages(of: topic),
                title: language == .zh ? zh : en,
                group: action == .receive ? stage.map { "\(names.prefix)credithub-\($0)" } : nil, errorTopic: errorTopic,
                receiptTopic: receiptTopic)
            guard !operation.messages.isEmpty, known.insert(operation.id).inserted else { return }
            all.append(operation)
        }
        func readAnswers(_ party: String) {
            add(party, nil, .receive, names.receipts(party), "读取回执", "read receipts")
            add(party, nil, .receive, names.deadLetters(party), "读取死信", "read dead letters")
        }
        for department in topology.departments {
            let party = department.party
            for record in department.records {
                add(
                    party, nil, .send, names.department(party, record.record), "报送 \(record.record)", "publish \(record.record)",
                    receiptTopic: names.receipts(party))
            }
            readAnswers(party)
            add(party, nil, .receive, names.notices(party), "读取通知", "read notices")
        }
        for subscriber in topology.subscribers {
            let party = subscriber.party
            add(party, nil, .receive, names.subscriber(party), "读取视图", "read the view")
            if subscriber.givesFeedback {
                add(party, nil, .send, names.feedback(party), "反馈措施", "report what was done", receiptTopic: names.receipts(party))
            }
            readAnswers(party)
            add(party, nil, .receive, names.notices(party), "读取通知", "read notices")
        }
        for platform in topology.platforms {
            add(platform.party, nil, .receive, names.named(platform.topic), "读取上报内容", "read what is delivered")
            add(
                platform.party, nil, .send, names.platformInput(platform.party), "下发全量名单和办件", "send full lists and cases down",
                receiptTopic: platform.sendsDown ? names.receipts(platform.party) : nil)
            guard platform.sendsDown else { continue }
            readAnswers(platform.party)
            add(platform.party, nil, .receive, names.notices(platform.party), "读取通知", "read notices")
        }
        let hub = "credithub"
        for department in topology.departments {
            for record in department.records {
                add(
                    hub, "ingest", .receive, names.department(department.party, record.record), "接入", "check and take in",
                    errorTopic: names.deadLetters(department.party), receiptTopic: names.receipts(department.party))
            }
        }
        for subscriber in topology.subscribers where subscriber.givesFeedback {
            let party = subscriber.party
            add(
                hub, "ingest", .receive, names.feedback(party), "接入反馈", "check and take in feedback",
                errorTopic: names.deadLetters(party), receiptTopic: names.receipts(party))
        }
        for platform in topology.platforms where platform.sendsDown {
            let party = platform.party
            add(
                hub, "ingest", .receive, names.platformInput(party), "接入全量名单和办件", "check and take in full lists and cases",
                errorTopic: names.deadLetters(party), receiptTopic: names.receipts(party))
        }
        add(hub, "ingest", .send, names.ledgerInput, "交台账", "hand to the ledger", of: ["ledgerEvent"])
        add(hub, "dlq", .send, names.ledgerInput, "说明对死信的处理", "note what was done with dead letters", of: ["operatorNote"])
        add(hub, "ledger", .receive, names.ledgerInput, "记台账", "apply to the ledger")
        add(hub, "ledger", .send, names.ledgerInput, "发定时命令", "send what is due", of: ["timerCommand"])
        add(hub, "ledger", .receive, names.ledgerState, "恢复状态", "restore the state")
        add(hub, "ledger", .send, names.ledgerState, "写状态", "write the state")
        add(hub, "ledger", .send, names.audit, "记审计", "write the audit")
        func answer(_ party: String, _ stages: [String]) {
            for stage in stages {
                add(hub, stage, .send, names.receipts(party), "发回执", "send receipts")
                if stage != "delivery" { add(hub, stage, .send, names.deadLetters(party), "写死信", "write dead letters") }
            }
        }
        for department in topology.departments {
            answer(department.party, ["ingest", "ledger", "delivery"])
            add(hub, "ledger", .send, names.notices(department.party), "发通知", "send notices")
        }
        for subscriber in topology.subscribers {
            add(hub, "ledger", .send, names.subscriber(subscriber.party), "更新视图", "update the view")
            answer(subscriber.party, ["ingest", "ledger"])
            add(hub, "ledger", .send, names.notices(subscriber.party), "发通知", "send notices")
        }
        for platform in topology.platforms {
            add(hub, "ledger", .send, names.outbox(platform.party), "写待上报", "fill the outbox")
            add(hub, "delivery", .receive, names.outbox(platform.party), "取待上报", "empty the outbox")
            add(hub, "delivery", .send, names.named(platform.topic), "上报", "deliver")
            guard platform.sendsDown else { continue }
            answer(platform.party, ["ingest", "ledger"])
            add(hub, "ledger", .send, names.notices(platform.party), "发通知", "send notices")
        }
        self.all = all
    }
}

extension AsyncAPIOperations.Operation {
    var json: JSONValue {
        let group = group.map { JSONValue.members([("type", .string("string")), ("enum", .strings([$0]))]) } ?? .null
        let kafka = JSONValue.members([("groupId", group), ("bindingVersion", .string("0.5.0"))])
        let bindings = self.group == nil ? JSONValue.null : .members([("kafka", kafka)])
        let extensions: [(String, JSONValue)] = [
            ("x-party", .string(party)), ("x-stage", .optional(stage)),
            // Only the hub writes in transactions; a department may, but need not.
            ("x-transactional", action == .send ? .bool(stage != nil) : .null),
            ("x-isolationLevel", action == .receive ? .string("read_committed") : .null), ("x-errorTopic", .optional(errorTopic)),
            ("x-receiptTopic", .optional(receiptTopic)),
        ]
        let channel = "#/channels/\(channel)"
        let references = messages.map { JSONValue.members([("$ref", .string("\(channel)/messages/\($0)"))]) }
        let about: [(String, JSONValue)] = [
            ("action", .string(action.rawValue)), ("channel", .members([("$ref", .string(channel))])),
            ("title", .string(title)), ("messages", .array(references)), ("bindings", bindings),
        ]
        return .members(about + extensions)
    }
}
