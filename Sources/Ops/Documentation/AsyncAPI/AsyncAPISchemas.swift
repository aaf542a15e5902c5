import Contracts
import Credit
import JSON

/// The schemas of headers and of the hub's own messages.
enum AsyncAPISchemas {
    static func reference(_ name: String) -> JSONValue {
        .members([("$ref", .string("#/components/schemas/\(name)"))])
    }

    /// The schemas that a value refers to, and those that they refer to, in the order of this file.
    static func reached(from value: JSONValue) -> [(String, JSONValue)] {
        var names: Set<String> = []
        func visit(_ value: JSONValue) {
            switch value {
            case .array(let elements): elements.forEach(visit)
            case .object(let members):
                if let name = members["$ref"]?.stringValue, name.hasPrefix("#/components/schemas/") {
                    let name = String(name.dropFirst("#/components/schemas/".count))
                    if names.insert(name).inserted, let schema = all.first(where: { $0.0 == name })?.1 { visit(schema) }
                }
                for member in members { visit(member.value) }
            default: break
            }
        }
        visit(value)
        return all.filter { names.contains($0.0) }
    }

    // MARK: Building

    private static let text = JSONValue.members([("type", .string("string"))])
    private static let whole = JSONValue.members([("type", .string("integer"))])
    private static let time = JSONValue.members([("type", .string("string")), ("format", .string("date-time"))])
    private static let anyObject = JSONValue.members([("type", .string("object"))])

    private static func one(of values: [String]) -> JSONValue {
        .members([("type", .string("string")), ("enum", .strings(values))])
    }

    private static func list(_ items: JSONValue) -> JSONValue {
        .members([("type", .string("array")), ("items", items)])
    }

    private static func object(_ properties: [(String, JSONValue)], required: [String] = []) -> JSONValue {
        .members([
            ("type", .string("object")), ("properties", .members(properties)), ("required", required.isEmpty ? .null : .strings(required)),
        ])
    }

    /// Values as in `Receipt.Status` and its like, which have no list of their own.
    private static let statuses: [Receipt.Status] = [.received, .accepted, .rejected, .duplicate, .stale, .delivered, .closed, .expired]
    private static let stages: [Receipt.Stage] = [.ingest, .ledger, .upstream]
    private static let changes: [UpstreamChange.Operation] = UpstreamChange.Operation.allCases
    private static let notices: [Notice.Kind] = Notice.Kind.allCases

    // MARK: The schemas

    private static let recordID = JSONValue.members([("type", .string("string")), ("pattern", .string("^[0-9a-f]{32}$"))])
    private static let digest = JSONValue.members([("type", .string("string")), ("pattern", .string("^[0-9a-f]{64}$"))])
    private static let source = object(
        [("topic", text), ("partition", whole), ("offset", whole), ("record", whole)], required: ["topic", "partition", "offset"])

    private static let recordHeaders = object([
        ("ce_specversion", .members([("const", .string("1.0"))])),
        (
            "ce_id",
            .members([
                ("type", .string("string")), ("minLength", .int(1)), ("maxLength", .int(128)), ("pattern", .string("^[!-~]+$")),
            ])
        ), ("ce_source", text), ("ce_type", .members([("type", .string("string")), ("pattern", .string("^cn\\.credit\\.[^.]+\\.[^.]+$"))])),
        ("ce_dataschema", .members([("type", .string("string")), ("pattern", .string("^([^@]+@[1-9][0-9]*|adapter/[a-z0-9-]+)$"))])), ("ce_time", time),
        ("ce_revision", .members([("type", .string("string")), ("pattern", .string("^[1-9][0-9]*$"))])), ("ce_subject", text),
        ("ce_senderid", text), ("ce_senderrow", text),
        ("traceparent", text), ("content-type", text),
    ])

    private static let cause: [(String, JSONValue)] = [
        ("ce_specversion", .members([("const", .string("1.0"))])), ("ce_id", text), ("ce_source", text), ("ce_type", text),
        ("ce_time", text), ("ce_dataschema", text), ("ce_recordid", recordID), ("ce_origin", text), ("traceparent", text),
        ("content-type", .members([("const", .string("application/json"))])),
    ]

    /// What tells a subscriber whether it holds all of a partition of its view.
    private static let fed: [(String, JSONValue)] = [
        ("ce_sequence", .members([("type", .string("string")), ("pattern", .string("^[1-9][0-9]*$"))])),
        ("ce_viewcount", .members([("type", .string("string")), ("pattern", .string("^[0-9]+$"))])), ("ce_viewdigest", digest),
        ("ce_reason", text),
    ]
    /// Headers of a message that is no record.
    private static let request: [(String, JSONValue)] = [
        ("ce_specversion", .members([("const", .string("1.0"))])),
        (
            "ce_id",
            .members([
                ("type", .string("string")), ("minLength", .int(1)), ("maxLength", .int(128)), ("pattern", .string("^[!-~]+$")),
            ])
        ), ("ce_source", text), ("ce_type", text), ("ce_time", time), ("traceparent", text), ("content-type", text),
    ]
    private static let name = JSONValue.members([("type", .string("string")), ("minLength", .int(1)), ("maxLength", .int(128))])
    private static let partition = JSONValue.members([("type", .string("integer")), ("minimum", .int(0))])
    private static func positive(_ most: Int? = nil) -> JSONValue {
        .members([("type", .string("integer")), ("minimum", .int(1)), ("maximum", .optional(most))])
    }

    private static let all: [(String, JSONValue)] = [
        ("recordHeaders", recordHeaders),
        ("causeHeaders", object(cause, required: ["ce_id", "ce_source", "ce_type", "ce_recordid", "ce_origin"])),
        (
            "ledgerHeaders",
            object(
                cause + [
                    ("ce_subject", text), ("ce_subjectkind", one(of: SubjectKind.allCases.map(\.rawValue))), ("ce_list", text),
                    ("ce_revision", text),
                ], required: ["ce_id", "ce_source", "ce_type", "ce_dataschema", "ce_subject", "ce_recordid", "ce_subjectkind", "ce_origin"])
        ),
        (
            "noteHeaders",
            object(
                [
                    ("ce_specversion", .members([("const", .string("1.0"))])), ("ce_id", text), ("ce_source", .members([("const", .string("credithub"))])),
                    ("ce_type", .members([("const", .string("cn.credit.command.note"))])), ("credithub.actor", text), ("credithub.action", text),
                    ("content-type", .members([("const", .string("application/json"))])),
                ], required: ["ce_id", "ce_type", "credithub.actor", "credithub.action"])
        ),
        ("viewHeaders", object(cause + fed, required: ["ce_id", "ce_source", "ce_type", "ce_recordid", "ce_origin"] + fed.map(\.0))),
        (
            "digestHeaders",
            object(
                cause.filter { !["ce_recordid", "ce_origin", "ce_type"].contains($0.0) }
                    + [("ce_type", .members([("const", .string(ViewChange.digestType))]))] + fed,
                required: ["ce_id", "ce_source", "ce_type"] + fed.map(\.0))
        ),
        ("viewRequestHeaders", object(Self.request, required: ["ce_type"])),
        (
            "listFileHeaders",
            object(
                Self.request + [("ce_dataschema", reference("contractName")), ("credithub.file", name), ("credithub.list", name)],
                required: ["ce_type", "ce_dataschema", "credithub.file", "credithub.list"])
        ),
        (
            "listFilePartHeaders",
            .members([
                ("allOf", .array([reference("listFileHeaders")])),
                ("properties", .members([("credithub.part", .members([("type", .string("string")), ("pattern", .string("^[1-9][0-9]{0,5}$"))]))])),
                ("required", .strings(["credithub.part"])),
            ])
        ),
        ("contractName", .members([("type", .string("string")), ("pattern", .string("^[^@]+@[1-9][0-9]*$"))])),
        (
            "platformHeaders",
            object([
                ("ce_id", text), ("ce_source", text), ("ce_recordid", recordID), ("ce_time", text), ("traceparent", text),
                ("content-type", .members([("const", .string("application/json"))])),
            ], required: ["ce_id", "ce_source", "ce_recordid"])
        ),
        (
            "deadLetterHeaders",
            object(
                [
                    ("credithub.error.code", one(of: FaultCode.allCases.map(\.rawValue))), ("credithub.error.codes", text),
                    ("credithub.error.count", text), ("credithub.error.message", text), ("credithub.error.message.en", text),
                    ("credithub.error.stage", one(of: stages.map(\.rawValue))), ("credithub.error.time", time),
                    ("credithub.error.contract", text), ("credithub.error.operation", text), ("credithub.error.record", recordID),
                    ("credithub.original.topic", text), ("credithub.original.partition", text), ("credithub.original.offset", text),
                    ("credithub.original.record", text),
                    ("credithub.original.timestamp", text), ("credithub.original.key", text), ("credithub.original.cut", text),
                ], required: ["credithub.error.code", "credithub.original.topic"])
        ),
        ("bilingual", object([("zh", text), ("en", text)], required: ["zh", "en"])),
        (
            "fault",
            object(
                [
                    ("code", one(of: FaultCode.allCases.map(\.rawValue))), ("path", text), ("column", text), ("message", reference("bilingual")),
                    ("remedy", reference("bilingual")), ("keyword", text), ("expected", text), ("value", text),
                ], required: ["code", "path", "message", "remedy"])
        ),
        (
            "receipt",
            object(
                [
                    ("event", text), ("status", one(of: statuses.map(\.rawValue))), ("stage", one(of: stages.map(\.rawValue))),
                    ("record", recordID), ("contract", text), ("operation", text), ("platform", text), ("errors", list(reference("fault"))),
                    ("sender", object([("id", text), ("row", text)])),
                    (
                        "original",
                        object(
                            [("event", text), ("status", text), ("contract", text), ("revision", whole), ("time", time)],
                            required: ["event", "status", "contract", "revision", "time"])
                    ), ("share", object([("partition", whole), ("partitions", whole)], required: ["partition", "partitions"])), ("refused", whole),
                    ("source", source), ("time", time),
                ], required: ["event", "status", "stage", "errors", "source", "time"])
        ),
        (
            "notice",
            object(
                [
                    ("notice", one(of: notices.map(\.rawValue))), ("case", text), ("record", recordID), ("finding", text),
                    ("message", reference("bilingual")), ("time", time),
                ], required: ["notice", "case", "record", "message", "time"])
        ),
        (
            "viewEntry",
            object(
                [
                    ("entry", recordID), ("contract", text), ("list", text), ("subject", text),
                    ("subjectKind", one(of: SubjectKind.allCases.map(\.rawValue))), ("disputed", .members([("type", .string("boolean"))])),
                    ("suspended", .members([("type", .string("boolean"))])), ("revision", whole), ("content", anyObject),
                ], required: ["entry", "contract", "subject", "subjectKind", "disputed", "suspended", "revision", "content"])
        ),
        (
            "viewDigest",
            object(
                [
                    ("view", one(of: ["open", "closed"])), ("partition", partition), ("sequence", positive()), ("count", partition),
                    ("digest", digest), ("time", time),
                ], required: ["view", "partition", "sequence", "count", "digest", "time"])
        ),
        ("viewConfirmed", object([("partition", partition), ("sequence", positive())], required: ["partition", "sequence"])),
        ("viewDigestRequested", object([("partition", partition)])),
        (
            "listFileEnd",
            object([("parts", positive(100_000)), ("count", partition), ("digest", digest)], required: ["parts", "count", "digest"])
        ),
        (
            "upstreamChange",
            object(
                [
                    ("operation", one(of: changes.map(\.rawValue))), ("record", recordID), ("contract", text), ("revision", whole),
                    ("party", text), ("content", anyObject),
                ], required: ["operation", "record", "contract", "revision", "party"])
        ),
        (
            "platformChange",
            object(
                [
                    ("resource", text), ("operation", one(of: changes.map(\.rawValue))), ("record", recordID), ("revision", whole),
                    ("party", text), ("data", anyObject),
                ], required: ["resource", "operation", "record", "revision", "party"])
        ),
        (
            "operatorNote",
            object(
                [
                    ("time", time), ("party", text), ("letter", text), ("event", text), ("record", recordID), ("attempt", whole), ("reason", text),
                    ("edited", .members([("type", .string("boolean"))])),
                ], required: ["time", "party", "letter", "event", "attempt", "reason", "edited"])
        ),
        (
            "auditEntry",
            object(
                [
                    ("sequence", .members([("type", .string("integer")), ("minimum", .int(1))])), ("previous", digest), ("time", time),
                    ("actor", text), ("action", text), ("event", text), ("contract", text), ("rule", text),
                    (
                        "changes",
                        list(
                            object(
                                [("kind", one(of: ["record", "entry", "case"])), ("id", recordID), ("before", text), ("after", text)],
                                required: ["kind", "id"]))
                    ), ("note", reference("operatorNote")),
                ], required: ["sequence", "previous", "time", "actor", "action", "event", "changes"])
        ),
    ]
}
