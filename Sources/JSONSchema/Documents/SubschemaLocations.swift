import JSON

/// Where a schema has subschemas, for looking through a document without compiling it.
enum SubschemaLocations {
    static let single: Set<String> = [
        "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems",
        "unevaluatedProperties", "contentSchema",
    ]
    static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
    static let maps: Set<String> = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]

    /// Calls the body with each direct subschema.
    static func visit(_ schema: JSONObject, at place: SchemaPlace, _ body: (JSONValue, SchemaPlace) -> Void) {
        for (keyword, value) in schema {
            if single.contains(keyword) {
                body(value, place.appending(keyword))
            } else if lists.contains(keyword), let members = value.arrayValue {
                for (index, member) in members.enumerated() { body(member, place.appending(keyword).appending(index)) }
            } else if maps.contains(keyword), let members = value.objectValue {
                for (name, member) in members { body(member, place.appending(keyword).appending(name)) }
            }
        }
    }
}

extension SchemaLibrary {
    /// Calls the body with the place of each direct subschema of a schema.
    public static func subschemas(of schema: JSONObject, at place: SchemaPlace, _ body: (SchemaPlace) -> Void) {
        SubschemaLocations.visit(schema, at: place) { body($1) }
    }
}
