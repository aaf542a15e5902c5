import JSON

/// One difference between two versions of a schema, for people. Verdicts do not rest on it.
public struct SchemaChange: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case fieldAdded = "field-added"
        case fieldRemoved = "field-removed"
        case nowRequired = "now-required"
        case noLongerRequired = "no-longer-required"
        case typeChanged = "type-changed"
        case limitWidened = "limit-widened"
        case limitNarrowed = "limit-narrowed"
        case valuesAdded = "values-added"
        case valuesRemoved = "values-removed"
        case patternChanged = "pattern-changed"
        case formatChanged = "format-changed"
        /// Whether members without a schema are allowed, or what they satisfy.
        case contentModelChanged = "content-model-changed"
        case maskChanged = "mask-changed"
        case disclosureChanged = "disclosure-changed"
        case ruleAdded = "rule-added"
        case ruleRemoved = "rule-removed"
        /// Any other keyword with a meaning.
        case ruleChanged = "rule-changed"
    }

    public var kind: Kind
    /// The place: in the new schema, or in the old one of what is no longer there. References are followed, so it may
    /// lie in another document.
    public var pointer: JSONPointer
    /// The document of the place; empty for a root schema without URI.
    public var document: String
    /// The field in documents, such as `/lines/*/amount`; empty for the whole document.
    public var field: String
    public var text: CompatibilityText
}
