import JSON
import JSONSchema

/// Finds all schemas and fields that a schema leads to, at any depth and behind any reference.
struct SchemaWalk {
    let library: SchemaLibrary
    private(set) var schemas: [LintedSchema] = []
    private(set) var fields: [LintedField] = []
    private var seen: Set<Visit> = []

    private struct Visit: Hashable {
        let place: SchemaPlace
        let isConditional: Bool
    }

    init(library: SchemaLibrary) {
        self.library = library
    }

    private static let conditional: Set<String> = ["if", "then", "else", "not", "dependentSchemas"]

    mutating func visit(_ place: SchemaPlace, isConditional: Bool) throws(SchemaError) {
        guard seen.insert(Visit(place: place, isConditional: isConditional)).inserted,
            let members = library.value(at: place)?.objectValue
        else { return }
        schemas.append(LintedSchema(place: place, members: members, isConditional: isConditional))
        for (name, value) in members["properties"]?.objectValue ?? JSONObject([]) where value.boolValue != false {
            let property = place.appending("properties").appending(name)
            fields.append(
                LintedField(
                    name: name, place: property, chain: try library.chain(from: property).map(\.members), isDeclared: !isConditional))
        }
        var subschemas: [SchemaPlace] = []
        SchemaLibrary.subschemas(of: members, at: place) { subschemas.append($0) }
        for subschema in subschemas {
            let keyword = JSONPointer(String(subschema.pointer.dropFirst(place.pointer.count)))?.tokens.first ?? ""
            try visit(subschema, isConditional: isConditional || Self.conditional.contains(keyword))
        }
        if let reference = members["$ref"]?.stringValue {
            try visit(try library.resolve(reference, from: place.appending("$ref")), isConditional: isConditional)
        }
    }
}
