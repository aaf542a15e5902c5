import Contracts
import Credit
import Hub
import JSON

/// 全量名单: the messages of a full list file, part by part and its end.
enum AsyncAPIListFiles {
    /// The contracts in which files may come: those of lists that are in force, the newest of each.
    static func contracts(_ catalogue: Catalogue) -> [ContractReference] {
        Set(catalogue.contracts.filter { $0.kind == .list }.map(\.reference.name)).sorted()
            .compactMap { catalogue.newestInForce($0)?.reference }
    }

    static func partName(_ contract: ContractReference) -> String { AsyncAPIMessages.name(contract, "list-file-part") }
    static func endName(_ contract: ContractReference) -> String { AsyncAPIMessages.name(contract, "list-file-end") }
}

extension AsyncAPIMessages {
    /// Part and end of files of a contract.
    func listFiles(_ reference: ContractReference) -> [(String, JSONValue)] {
        guard let contract = reader.catalogue.contract(reference) else { return [] }
        let sheet = reader.sheet(contract)
        let operation = contract.defaultOperation.name
        guard let shape = sheet.operations.first(where: { $0.names.contains(operation) }) else { return [] }
        let entries = JSONValue.members([
            ("type", .string("array")), ("maxItems", .int(10_000)), ("items", .members([("$ref", .string(schemaBase + shape.schema))])),
        ])
        let example = sheet.examples.first { $0.isValid && $0.operation == operation }
        let part = example.map { JSONValue.array([$0.document]) } ?? .array([])
        let digest = Self.digest(of: [part])
        let headers = headers(reference, contract, example?.document)
        return [
            (
                AsyncAPIListFiles.partName(reference),
                message(
                    EventType.text(record: reference.name, operation: "list-file-part"),
                    say("\(sheet.title)：全量名单分片", "\(sheet.title): part of a full list"), reference, "listFilePartHeaders",
                    payload: .members([
                        ("schemaFormat", .string("application/schema+json;version=draft-2020-12")), ("schema", entries),
                    ]),
                    example: (headers("list-file-part", "1"), part))
            ),
            (
                AsyncAPIListFiles.endName(reference),
                message(
                    EventType.text(record: reference.name, operation: "list-file-end"),
                    say("\(sheet.title)：全量名单结尾", "\(sheet.title): end of a full list"), reference, "listFileHeaders",
                    payload: AsyncAPISchemas.reference("listFileEnd"),
                    example: (
                        headers("list-file-end", nil),
                        .members([("parts", .int(1)), ("count", .int(part.arrayValue?.count ?? 0)), ("digest", .string(digest))])
                    ))
            ),
        ]
    }

    /// Makes the headers of an example.
    private func headers(
        _ reference: ContractReference, _ contract: Contract, _ entry: JSONValue?
    ) -> (_ operation: String, _ part: String?) -> JSONValue {
        let list = contract.defaultOperation.listField.flatMap { entry?[$0]?.stringValue } ?? "judgment-defaulter"
        return { operation, part in
            .members([
                ("ce_id", .string("2026-11-20-\(part ?? "end")")), ("ce_type", .string(EventType.text(record: reference.name, operation: operation))),
                ("ce_dataschema", .string(reference.description)), ("credithub.file", .string("2026-11-20")),
                ("credithub.list", .string(list)), ("credithub.part", .optional(part)),
            ])
        }
    }

    private func message(
        _ type: String, _ title: String, _ reference: ContractReference, _ headers: String, payload: JSONValue,
        example: (headers: JSONValue, payload: JSONValue)
    ) -> JSONValue {
        .members([
            ("name", .string(type)), ("title", .string(title)), ("contentType", .string("application/json")),
            (
                "headers",
                .members([
                    ("allOf", .array([AsyncAPISchemas.reference(headers)])),
                    (
                        "properties",
                        .members([
                            ("ce_type", .members([("const", .string(type))])),
                            ("ce_dataschema", .members([("const", .string(reference.description))])),
                        ])
                    ),
                ])
            ), ("payload", payload), ("correlationId", .members([("location", .string("$message.header#/ce_id"))])),
            ("bindings", Self.binding(say("自定；一个文件的消息用同一个键", "the platform's choice; one key for all messages of a file"))),
            ("examples", .array([.members([("headers", example.headers), ("payload", example.payload)])])),
            ("x-contract", .string(reference.description)),
        ])
    }

    /// SHA-256 over the parts' own digests, in order.
    private static func digest(of parts: [JSONValue]) -> String {
        var hasher = SHA256()
        for part in parts { Array(part.jsonText.utf8).withUnsafeBytes { SHA256.hash($0) }.withBytes { hasher.update($0) } }
        return hasher.finalize().hex
    }
}
