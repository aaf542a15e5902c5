import Contracts
import Credit
import JSON

/// Reads the fields of an operation's schema.
struct FieldReader {
    let folder: ContractFolder
    /// No field is open to more than the contract as a whole.
    let ceiling: Disclosure

    /// The fields of the schema at a place, in its order.
    func fields(at place: ContractFolder.Place) -> [FieldSheet] {
        fields(at: place, within: "", depth: 0)
    }

    private func fields(at place: ContractFolder.Place, within path: String, depth: Int) -> [FieldSheet] {
        guard depth < 8 else { return [] }
        for (place, members) in folder.chain(from: place) {
            guard let properties = members["properties"]?.objectValue else { continue }
            let required = Set(self.required(at: place))
            return properties.names.map { name in
                field(name, at: place.appending("properties").appending(name), isRequired: required.contains(name), within: path, depth: depth)
            }
        }
        return []
    }

    /// Names that a schema asks for whatever the record holds, in those of its `allOf` too.
    func required(at place: ContractFolder.Place) -> [String] {
        var names: [String] = []
        for (place, members) in folder.chain(from: place) {
            names += (members["required"]?.arrayValue ?? []).compactMap(\.stringValue)
            for index in (members["allOf"]?.arrayValue ?? []).indices {
                names += required(at: place.appending("allOf").appending(String(index)))
            }
        }
        return names
    }

    private func field(
        _ name: String, at place: ContractFolder.Place, isRequired: Bool, within path: String, depth: Int
    ) -> FieldSheet {
        var label: String?
        var note: String?
        var value = ValueShape()
        var disclosure: Disclosure?
        var mask: Mask?
        for (_, members) in folder.chain(from: place) {
            if label == nil { label = members["title"]?.stringValue }
            if note == nil { note = members["description"]?.stringValue }
            if disclosure == nil { disclosure = members["x-disclosure"]?.stringValue.flatMap(Disclosure.init) }
            if mask == nil, let head = members["x-mask"]?["head"]?.intValue, let tail = members["x-mask"]?["tail"]?.intValue {
                mask = Mask(head: head, tail: tail)
            }
            value.take(members)
        }
        let full = path + name
        var children = fields(at: place, within: full + ".", depth: depth + 1)
        for (place, members) in folder.chain(from: place) where members["items"]?.objectValue != nil && children.isEmpty {
            children = fields(at: place.appending("items"), within: full + "[].", depth: depth + 1)
            if children.isEmpty {
                // An array of simple values: what its items are is said at the array.
                for (_, members) in folder.chain(from: place.appending("items")) where value.codeTable == nil {
                    value.codeTable = members["x-codeTable"]?.stringValue
                }
            }
        }
        return FieldSheet(
            name: name, path: full, label: label ?? name, note: note, value: value, isRequired: isRequired,
            disclosure: max(ceiling, disclosure ?? .government), mask: mask, children: children)
    }
}
