import JSON

/// Where the keywords of JSON Schema have schemas inside.
enum Subschemas {
    static let single: Set<String> = [
        "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else",
        "unevaluatedProperties", "unevaluatedItems", "contentSchema",
    ]
    static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
    static let maps: Set<String> = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]

    /// All schemas directly inside a schema, with their places.
    static func of(_ schema: JSONValue, at location: SchemaLocation) -> [(JSONValue, SchemaLocation)] {
        guard let members = schema.objectValue else { return [] }
        var found: [(JSONValue, SchemaLocation)] = []
        for (keyword, value) in members {
            let place = location.appending(keyword)
            if single.contains(keyword) {
                found.append((value, place))
            } else if lists.contains(keyword) {
                for (index, schema) in (value.arrayValue ?? []).enumerated() { found.append((schema, place.appending(index))) }
            } else if maps.contains(keyword), let object = value.objectValue {
                for (name, schema) in object { found.append((schema, place.appending(name))) }
            }
        }
        return found
    }
}
