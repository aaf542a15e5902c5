import JSON
import JSONSchema

/// Gathers what a contract says of its fields for people: titles, masks and disclosure, by name.
struct LabelCollector {
    private let library: SchemaLibrary
    /// No field is open to more than the contract as a whole.
    private let ceiling: Disclosure
    private(set) var labels: [String: FieldLabel] = [:]
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
        }
        var subschemas: [SchemaPlace] = []
        SchemaLibrary.subschemas(of: members, at: place) { subschemas.append($0) }
        for subschema in subschemas { try visit(subschema) }
        if let reference = members["$ref"]?.stringValue {
            try visit(try library.resolve(reference, from: place.appending("$ref")))
        }
    }

    private func label(_ place: SchemaPlace) throws(SchemaError) -> FieldLabel? {
        var title: String?
        var description: String?
        var mask: Mask?
        var disclosure: Disclosure?
        for (_, members) in try library.chain(from: place) {
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
