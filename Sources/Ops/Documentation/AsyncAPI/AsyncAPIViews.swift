import Credit
import Hub
import JSON

extension AsyncAPIMessages {
    /// 摘要、确认: what proves a subscriber's view, and what the subscriber says of it.
    var views: [(String, JSONValue)] {
        let marker: JSONValue = .members([
            ("view", .string("open")), ("partition", .int(0)), ("sequence", .int(42)), ("count", .int(0)),
            ("digest", .string(ViewDigest.empty.hex)), ("time", .string("2026-11-20T09:30:00.000Z")),
        ])
        return [
            message(
                "viewDigest", type: ViewChange.digestType, "视图摘要", "digest of the view", key: ViewChange.digestKey, headers: "digestHeaders",
                examples: [
                    example(
                        ViewChange.digestType,
                        [
                            ("ce_source", "credithub"), ("ce_sequence", "42"), ("ce_viewcount", "0"), ("ce_viewdigest", ViewDigest.empty.hex),
                            ("ce_reason", "digest"),
                        ], marker)
                ]),
            message(
                "viewConfirmed", type: "\(ViewRequest.confirmedType)", "确认：视图收到此编号为止", "the view is held up to a number",
                key: say("自定", "the subscriber's choice"), headers: "viewRequestHeaders",
                examples: [example("\(ViewRequest.confirmedType)", [], .members([("partition", .int(0)), ("sequence", .int(42))]))]),
            message(
                "viewDigestRequested", type: "\(ViewRequest.digestType)", "要求告知视图摘要：一个分区或全部",
                "asks for the digest of the view, of one partition or of all", key: say("自定", "the subscriber's choice"),
                headers: "viewRequestHeaders",
                examples: [
                    example("\(ViewRequest.digestType)", [], .members([])),
                    example("\(ViewRequest.digestType)", [], .members([("partition", .int(0))])),
                ]),
        ]
    }

    private func example(_ type: String, _ headers: [(String, String)], _ payload: JSONValue) -> JSONValue {
        let all = [("ce_specversion", "1.0"), ("ce_id", "view-1"), ("ce_type", type)] + headers
        return .members([("headers", .members(all.map { ($0.0, .string($0.1)) })), ("payload", payload)])
    }

    private func message(
        _ name: String, type: String, _ zh: String, _ en: String, key: String, headers: String, examples: [JSONValue]
    ) -> (String, JSONValue) {
        (
            name,
            .members([
                ("name", .string(type)), ("title", .string(say(zh, en))), ("contentType", .string("application/json")),
                (
                    "headers",
                    .members([
                        ("allOf", .array([AsyncAPISchemas.reference(headers)])),
                        ("properties", .members([("ce_type", .members([("const", .string(type))]))])),
                    ])
                ), ("payload", AsyncAPISchemas.reference(name)),
                ("correlationId", .members([("location", .string("$message.header#/ce_id"))])), ("bindings", Self.binding(key)),
                ("examples", .array(examples)),
            ])
        )
    }
}
