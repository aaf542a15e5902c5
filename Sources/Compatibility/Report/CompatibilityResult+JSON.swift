import JSON

extension CompatibilityResult {
    /// The verdict as one JSON object: `verdict`, `witness` if there is one, `reason` and `places` unless compatible,
    /// `mode`, `contentModel`, `changes`, and `comparisons` with the verdict of each pair.
    public var json: JSONValue {
        var members = CompatibilityResult.members(verdict)
        members.append(("mode", .string(mode.rawValue)))
        members.append(("contentModel", .string(contentModel.rawValue)))
        // The last former version is the one that people ask about.
        members.append(("changes", .array(comparisons.last?.changes.map(\.json) ?? [])))
        members.append((
            "comparisons",
            .array(
                comparisons.map { comparison in
                    .object(
                        JSONObject(
                            [
                                ("writer", .string(comparison.writer)), ("reader", .string(comparison.reader)),
                                ("direction", .string(comparison.direction.rawValue)),
                            ] + CompatibilityResult.members(comparison.verdict)))
                })
        ))
        return .object(JSONObject(members))
    }

    private static func members(_ verdict: CompatibilityVerdict) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [("verdict", .string(verdict.name))]
        if let witness = verdict.witness { members.append(("witness", witness)) }
        if let reason = verdict.reason { members.append(("reason", reason.json)) }
        if !verdict.places.isEmpty { members.append(("places", .array(verdict.places.map(\.json)))) }
        return members
    }
}

extension CompatibilityText {
    var json: JSONValue { .object(JSONObject([("zh", .string(zh)), ("en", .string(en))])) }
}

extension CompatibilityPlace {
    var json: JSONValue {
        .object(
            JSONObject([
                ("schema", .string(schema)), ("document", .string(document)), ("pointer", .string(pointer.description)),
            ]))
    }
}

extension SchemaChange {
    /// The change as a JSON object.
    public var json: JSONValue {
        .object(
            JSONObject([
                ("kind", .string(kind.rawValue)), ("document", .string(document)),
                ("pointer", .string(pointer.description)), ("field", .string(field)), ("zh", .string(text.zh)),
                ("en", .string(text.en)),
            ]))
    }
}
