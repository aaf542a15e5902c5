import JSON

/// What extension keywords mean for the documents that a schema takes.
///
/// Keywords of JSON Schema 2020-12 have their meaning from the standard. `x-codeTable` (with `x-separator`) is a
/// restriction of strings, an `x-placeholder` is a string that need not be of the `format`. Any other keyword that is not named here is
/// opaque: nothing is proved about a schema with it, except against an equal schema.
public struct CompatibilityVocabulary: Sendable {
    /// Keywords that never matter.
    public var annotations: Set<String>
    /// Keywords that can only refuse documents, never admit more, and say the same wherever their value is equal.
    public var restrictions: Set<String>
    /// Keywords whose value is an array of such restrictions, each on its own.
    public var restrictionLists: Set<String>
    /// A keyword that says how many decimals a number may have.
    public var decimalsKeyword: String?
    /// Names of `format` that are annotations. All others are taken as assertions that cannot be derived.
    public var annotatedFormats: Set<String>

    public init(
        annotations: Set<String> = ["x-contract", "x-operations", "x-mask", "x-disclosure"],
        restrictions: Set<String> = ["x-subject", "x-identity"],
        restrictionLists: Set<String> = ["x-conditions"],
        decimalsKeyword: String? = "x-decimals",
        annotatedFormats: Set<String> = []
    ) {
        self.annotations = annotations
        self.restrictions = restrictions
        self.restrictionLists = restrictionLists
        self.decimalsKeyword = decimalsKeyword
        self.annotatedFormats = annotatedFormats
    }

    /// Members of a restriction that are texts for people.
    static let texts: Set<String> = ["id", "code", "message", "remedy", "title", "description", "$comment"]

    static let standardAnnotations: Set<String> = [
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$defs",
        "definitions", "$id", "$anchor", "$dynamicAnchor", "contentEncoding", "contentMediaType", "contentSchema",
    ]

    /// The dialect that is understood.
    static let dialect = "https://json-schema.org/draft/2020-12/schema"

    func isAnnotation(_ keyword: String) -> Bool {
        CompatibilityVocabulary.standardAnnotations.contains(keyword) || annotations.contains(keyword)
    }
}
