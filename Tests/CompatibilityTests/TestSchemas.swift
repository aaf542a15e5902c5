import JSON

@testable import Compatibility

/// A version of a schema from its text.
func version(
    _ text: String, _ label: String = "v", documents: [String: String] = [:], samples: [String] = []
) throws -> VersionedSchema {
    let root = try JSONValue(parsing: Array(text.utf8), limits: JSONLimits(maxDepth: 512))
    let parsed = try documents.mapValues { try JSONValue(parsing: $0) }
    let validator = TestValidator(root, documents: parsed)
    return VersionedSchema(
        label: label, document: root, documents: { parsed[$0] }, samples: try samples.map { try JSONValue(parsing: $0) },
        accepts: { validator.accepts($0) })
}

/// Checks one pair of schemas and, if there is a witness, that it really separates them.
func check(
    _ old: String, _ new: String, mode: CompatibilityMode = .backward, contentModel: ContentModel = .strict,
    options: CompatibilityCheck.Options = CompatibilityCheck.Options()
) throws -> CompatibilityVerdict {
    try CompatibilityCheck(
        old: [version(old, "old")], new: version(new, "new"), mode: mode, contentModel: contentModel, options: options
    ).run().verdict
}
