import JSON
import JSONSchema

/// The documents of one side, with the resources and anchors found in them.
final class SchemaDocuments {
    /// The URI of the root document.
    let rootURI: String
    private let load: (String) -> JSONValue?
    private(set) var loaded: [String: JSONValue] = [:]
    private var missing: Set<String> = []
    /// Where the schema resource of a URI begins.
    private var resources: [String: SchemaLocation] = [:]
    /// Places of `$anchor` and `$dynamicAnchor`, by URI of the resource and name.
    private var anchors: [String: SchemaLocation] = [:]

    init(_ schema: VersionedSchema) {
        load = schema.documents
        rootURI = URIReference(schema.uri).withoutFragment
        register(schema.document, uri: rootURI)
    }

    /// The schema at a place; nil if there is none.
    subscript(location: SchemaLocation) -> JSONValue? { loaded[location.document]?.resolve(location.pointer) }

    /// Where a reference leads from a place; nil if nowhere.
    func resolve(_ reference: String, from location: SchemaLocation) -> SchemaLocation? {
        let target = URIReference(reference).resolved(against: URIReference(base(of: location)))
        let uri = target.withoutFragment
        if resources[uri] == nil, !missing.contains(uri) {
            if let document = load(uri) { register(document, uri: uri) } else { missing.insert(uri) }
        }
        let named = target.fragment == nil ? "" : target.decodedFragment
        guard let resource = resources[uri], let fragment = named else { return nil }
        if fragment.isEmpty { return resource }
        guard fragment.hasPrefix("/") else { return anchors[uri + "#" + fragment] }
        guard let pointer = JSONPointer(fragment) else { return nil }
        let place = SchemaLocation(
            document: resource.document, pointer: JSONPointer(tokens: resource.pointer.tokens + pointer.tokens))
        return self[place] == nil ? nil : place
    }

    /// The base URI at a place: that of the nearest `$id`.
    private func base(of location: SchemaLocation) -> String {
        var base = location.document
        guard var value = loaded[location.document] else { return base }
        var tokens = location.pointer.tokens[...]
        while true {
            if let id = value["$id"]?.stringValue {
                base = URIReference(id).resolved(against: URIReference(base)).withoutFragment
            }
            guard let token = tokens.popFirst(), let next = value.resolve(JSONPointer(tokens: [token])) else { return base }
            value = next
        }
    }

    private func register(_ document: JSONValue, uri: String) {
        loaded[uri] = document
        let root = SchemaLocation(document: uri, pointer: JSONPointer())
        resources[uri] = root
        scan(document, at: root, base: uri)
    }

    private func scan(_ schema: JSONValue, at location: SchemaLocation, base: String) {
        guard schema.objectValue != nil else { return }
        var base = base
        if let id = schema["$id"]?.stringValue {
            base = URIReference(id).resolved(against: URIReference(base)).withoutFragment
            if resources[base] == nil { resources[base] = location }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let name = schema[keyword]?.stringValue, anchors[base + "#" + name] == nil {
                anchors[base + "#" + name] = location
            }
        }
        for (subschema, place) in Subschemas.of(schema, at: location) { scan(subschema, at: place, base: base) }
    }
}
