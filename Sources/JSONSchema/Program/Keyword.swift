/// A keyword that can refuse a value.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
    case type, `enum`, const
    case multipleOf, decimals = "x-decimals", maximum, exclusiveMaximum, minimum, exclusiveMinimum
    case maxLength, minLength, pattern, format
    case maxItems, minItems, uniqueItems, maxContains, minContains, contains
    case maxProperties, minProperties, required, dependentRequired
    case properties, additionalProperties, propertyNames, items
    case anyOf, oneOf, not
    case unevaluatedProperties, unevaluatedItems
    /// The schema `false`.
    case falseSchema = "false"
    /// A ``TextRule``: its own keyword is named by the rule.
    case textRule = "x-"
    /// The value is nested more deeply, or its schemas ask for more, than the validator follows.
    case depth
}
