import JSON

/// A schema with the schemas that it refers to laid under it: its own keywords come first.
struct FlatSchema {
    /// Keywords with a comparison of their own, and those that only lead to them.
    static let comparedElsewhere: Set<String> = Set(SchemaLimit.all.map(\.keyword)).union([
        "uniqueItems", "enum", "const", "type", "pattern", "format", "x-mask", "x-disclosure", "required", "properties",
        "items", "additionalProperties", "propertyNames", "contains", "allOf", "$ref", "$schema", "if", "then", "else",
    ])

    struct Member {
        var value: JSONValue
        var place: SchemaLocation
    }

    private(set) var members: [Name: Member] = [:]
    private(set) var properties: [Name: SchemaLocation] = [:]
    private(set) var propertyOrder: [Name] = []
    private(set) var required: [Name: SchemaLocation] = [:]
    /// The places of the schemas in `allOf`, and of the schema itself if it has an `if`.
    private(set) var rules: [SchemaLocation] = []
    /// Where the keywords come from that matter: behind the references if there is nothing beside them but texts.
    private(set) var home: SchemaLocation
    /// What `true` or `false` instead of a schema says.
    private(set) var verdict: Bool?

    init(_ place: SchemaLocation, in documents: SchemaDocuments) {
        var next: SchemaLocation? = place
        var seen: Set<SchemaLocation> = []
        verdict = documents[place]?.boolValue
        home = place
        var isHome = false
        while let place = next, seen.insert(place).inserted, let schema = documents[place]?.objectValue {
            if !isHome { home = place }
            let annotations = CompatibilityVocabulary.standardAnnotations.union(["x-mask", "x-disclosure", "$ref", "$schema"])
            if !schema.names.allSatisfy(annotations.contains) { isHome = true }
            for (keyword, value) in schema where members[Name(keyword)] == nil {
                members[Name(keyword)] = Member(value: value, place: place.appending(keyword))
            }
            for name in schema["properties"]?.objectValue?.names ?? [] where properties[Name(name)] == nil {
                properties[Name(name)] = place.appending("properties").appending(name)
                propertyOrder.append(Name(name))
            }
            for (index, name) in (schema["required"]?.arrayValue ?? []).enumerated() {
                guard let name = name.stringValue, required[Name(name)] == nil else { continue }
                required[Name(name)] = place.appending("required").appending(index)
            }
            for index in (schema["allOf"]?.arrayValue ?? []).indices { rules.append(place.appending("allOf").appending(index)) }
            if schema["if"] != nil { rules.append(place) }
            next = schema["$ref"]?.stringValue.flatMap { documents.resolve($0, from: place) }
        }
    }

    subscript(keyword: String) -> Member? { members[Name(keyword)] }

    /// The values of `enum` or `const`.
    var values: [JSONValue]? { self["enum"]?.value.arrayValue ?? self["const"].map { [$0.value] } }

    static func types(_ value: JSONValue?) -> Set<String>? {
        guard let value else { return nil }
        return Set(value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? [])
    }
}
