import Contracts
import Credit
import Hub
import JSON

/// The messages: one for each operation of each contract that may be published, and those of the hub.
struct AsyncAPIMessages {
    let reader: SheetReader
    let schemaBase: String
    let language: Language

    static func name(_ reference: ContractReference, _ operation: String) -> String {
        "\(reference.name)-v\(reference.version)-\(operation)"
    }

    /// - parameter wanted: the names of those that are.
    func all(_ contracts: [ContractReference], _ wanted: Set<String>) -> [(String, JSONValue)] {
        let published = contracts.compactMap { reader.catalogue.contract($0) }
            .filter { contract in contract.operations.contains { wanted.contains(Self.name(contract.reference, $0.name)) } }
        let files = AsyncAPIListFiles.contracts(reader.catalogue).flatMap(listFiles)
        return (published.flatMap(records) + files + views + hub).filter { wanted.contains($0.0) }
    }

    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    // MARK: Records

    private func records(_ contract: Contract) -> [(String, JSONValue)] {
        let sheet = reader.sheet(contract)
        return contract.operations.compactMap { operation in
            guard let shape = sheet.operations.first(where: { $0.names.contains(operation.name) }) else { return nil }
            return (Self.name(contract.reference, operation.name), record(sheet, shape, operation.name))
        }
    }

    private func record(_ sheet: ContractSheet, _ shape: OperationSheet, _ operation: String) -> JSONValue {
        let type = EventType.text(record: sheet.reference.name, operation: operation)
        func const(_ text: String) -> JSONValue { .members([("const", .string(text))]) }
        let headers = JSONValue.members([
            ("allOf", .array([AsyncAPISchemas.reference("recordHeaders")])),
            ("properties", .members([("ce_type", const(type)), ("ce_dataschema", const(sheet.reference.description))])),
        ])
        let payload = JSONValue.members([
            ("schemaFormat", .string("application/schema+json;version=draft-2020-12")),
            ("schema", .members([("$ref", .string(schemaBase + shape.schema))])),
        ])
        let upgrade = sheet.upgrade.map { upgrade in
            JSONValue.members([
                ("to", .string("\(sheet.reference.name)@\(upgrade.to)")), ("file", .string(schemaBase + upgrade.file)),
                ("waives", upgrade.waives.isEmpty ? .null : .strings(upgrade.waives.map(\.field))),
            ])
        }
        let name = Words.operation(operation).text(language)
        return .members([
            ("name", .string(type)), ("title", .string(say("\(sheet.title)：\(name)", "\(sheet.title): \(name)"))), ("contentType", .string("application/json")),
            ("headers", headers), ("payload", payload), ("correlationId", .members([("location", .string("$message.header#/ce_id"))])),
            ("bindings", Self.binding(say("自定；同一记录的事件用同一个键", "the sender's choice; one key for all events of a record"))),
            ("x-contract", .string(sheet.reference.description)), ("x-status", .string(sheet.info.status.rawValue)),
            // A new version may break the old one: both are taken, and an upgrade lifts the old records.
            ("x-compatibility", .string(sheet.info.json["compatibility"]?.stringValue?.uppercased() ?? "NONE")),
            ("x-upgrade", upgrade ?? .null),
        ])
    }

    /// The message binding with what its key is.
    static func binding(_ key: String) -> JSONValue {
        .members([
            (
                "kafka",
                .members([
                    ("key", .members([("type", .string("string")), ("description", .string(key))])), ("bindingVersion", .string("0.5.0")),
                ])
            )
        ])
    }

    // MARK: The hub's own

    private var hub: [(String, JSONValue)] {
        let event = say("事件标识", "event id")
        let record = say("记录标识", "record id")
        let state = say("状态键", "state key")
        let subject = say("主体键", "subject key")
        return [
            own("receipt", "回执", "receipt", key: event, correlation: "$message.payload#/event"),
            own("deadLetter", "死信", "dead letter", key: event, headers: "deadLetterHeaders", payload: .members([
                ("description", .string(say("被拒事件的原始字节；标记则为说明去向的 JSON", "the bytes of the rejected event, as sent; of a marker JSON that says what became of a letter")))
            ]), correlation: nil),
            own("notice", "通知", "notice", key: say("异议编号", "case id"), correlation: nil),
            own("viewEntry", "名单条目", "entry of a list", key: record, headers: "viewHeaders"),
            own("viewRemoval", "移出", "entry taken off", key: record, headers: "viewHeaders", payload: Self.empty),
            own("upstreamChange", "待上报变更", "change for a platform", key: record, headers: "causeHeaders"),
            own("platformChange", "上报内容", "change in the platform's form", key: record, headers: "platformHeaders"),
            own("platformInput", "下发内容", "what the platform sends down", key: say("平台自定", "the platform's choice"), payload: undefined, correlation: nil),
            own("ledgerEvent", "台账事件", "event for the ledger", key: subject, headers: "ledgerHeaders", payload: .members([
                ("type", .string("object")), ("description", .string(say("合同规范形式的记录", "the record in the contract's canonical form"))),
            ])),
            own("operatorNote", "操作说明", "operator's note", key: say("主体键；不知道主体时为事件标识", "subject key, or the event id where the subject is not known"), headers: "noteHeaders"),
            own(
                "timerCommand", "定时命令", "timer's command",
                key: say("timer:<种类>:<标识>:<到期毫秒>，与 ce_id 相同", "timer:<kind>:<id>:<due milliseconds>, the same as ce_id"), payload: Self.empty),
            own("ledgerState", "台账状态", "state of the ledger", key: state, payload: .members([("type", .string("object"))]), correlation: nil),
            own("ledgerStateRemoval", "状态删除", "state removed", key: state, payload: Self.empty, correlation: nil),
            own(
                "auditEntry", "审计记录", "audit entry", key: say("主体键；不知道主体时为事件标识", "subject key, or the event id where the subject is not known"),
                correlation: "$message.payload#/event"),
        ]
    }

    private var undefined: JSONValue {
        .members([("description", .string(say("内容尚未规定", "not defined yet")))])
    }

    /// An empty value (tombstone).
    private static let empty = JSONValue.members([("type", .string("null"))])

    private func own(
        _ name: String, _ zh: String, _ en: String, key: String, headers: String? = nil, payload: JSONValue? = nil,
        correlation: String? = "$message.header#/ce_id"
    ) -> (String, JSONValue) {
        (
            name,
            .members([
                ("name", .string(name)), ("title", .string(say(zh, en))), ("contentType", .string("application/json")),
                ("headers", headers.map(AsyncAPISchemas.reference) ?? .null), ("payload", payload ?? AsyncAPISchemas.reference(name)),
                ("correlationId", correlation.map { .members([("location", .string($0))]) } ?? .null), ("bindings", Self.binding(key)),
            ])
        )
    }
}
