import Credit
import JSON
import JSONSchema

/// Gathers what a contract says of its fields for people: titles, masks and disclosure, by name.
struct LabelCollector {
    private let library: SchemaLibrary
    /// No field is open to more than the contract as a whole.
    private let ceiling: Disclosure
    private(set) var labels: [String: FieldLabel] = [:]
    /// The schema of each field and those that its `$ref` leads to, the nearest first.
    private(set) var definitions: [String: [JSONValue]] = [:]
    private var seen: Set<SchemaPlace> = []

    init(library: SchemaLibrary, ceiling: Disclosure) {
        self.library = library
        self.ceiling = ceiling
    }

    /// Looks through the schema at a place and all that it leads to. The first label of a name stays.
    mutating func visit(_ place: SchemaPlace) throws(SchemaError) {
        guard seen.insert(place).inserted, let members = library.value(at: place)?.objectValue else { return }
        for (name, _) in members["properties"]?.objectValue ?? JSONObject([]) {
            let property = place.appending("properties").appending(name)
            if labels[name] == nil, let label = try label(property) { labels[name] = label }
            if definitions[name] == nil {
                let isRequired = members["required"]?.arrayValue?.contains(.string(name)) ?? false
                definitions[name] = try definition(property) + (isRequired ? [.string("required")] : [])
            }
        }
        var subschemas: [SchemaPlace] = []
        SchemaLibrary.subschemas(of: members, at: place) { subschemas.append($0) }
        for subschema in subschemas { try visit(subschema) }
        if let reference = members["$ref"]?.stringValue {
            try visit(try library.resolve(reference, from: place.appending("$ref")))
        }
    }

    /// Without what is only for people, and without the names of references: what they lead to is there.
    private func definition(_ place: SchemaPlace) throws(SchemaError) -> [JSONValue] {
        try library.chain(from: place).map { _, members in
            .object(JSONObject(members.filter { !["$ref", "title", "description", "$comment", "examples"].contains($0.name) }.map { ($0.name, $0.value) }))
        }
    }

    private func label(_ place: SchemaPlace) throws(SchemaError) -> FieldLabel? {
        var title: String?
        var description: String?
        var mask: Mask?
        var disclosure: Disclosure?
        for (here, members) in try library.chain(from: place) {
            if let value = members["x-mask"] {
                // A mask that cannot be applied must not come to light at the first refused value.
                guard let head = value["head"]?.intValue, let tail = value["tail"]?.intValue, (0...1000).contains(head), (0...1000).contains(tail)
                else {
                    throw SchemaError(
                        document: here.document, pointer: here.pointer + "/x-mask", zh: "head 和 tail 必须是非负整数",
                        en: "head and tail must be whole numbers, zero or more")
                }
            }
            if title == nil { title = members["title"]?.stringValue }
            if description == nil { description = members["description"]?.stringValue }
            if mask == nil, let head = members["x-mask"]?["head"]?.intValue, let tail = members["x-mask"]?["tail"]?.intValue {
                mask = Mask(head: head, tail: tail)
            }
            if disclosure == nil { disclosure = members["x-disclosure"]?.stringValue.flatMap(Disclosure.init) }
        }
        guard let title else { return nil }
        return FieldLabel(title: title, description: description, mask: mask, disclosure: max(ceiling, disclosure ?? .government))
    }
}
