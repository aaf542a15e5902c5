import JSON

/// JSON with line breaks, for people.
enum PrettyJSON {
    static func text(_ value: JSONValue) -> String {
        var out = ""
        write(value, indent: 0, to: &out)
        return out
    }

    private static func write(_ value: JSONValue, indent: Int, to out: inout String) {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch value {
        case .object(let object) where !object.isEmpty:
            out += "{\n"
            for (index, member) in object.enumerated() {
                out += inner + JSONValue.string(member.name).jsonText + ": "
                write(member.value, indent: indent + 1, to: &out)
                out += index + 1 < object.count ? ",\n" : "\n"
            }
            out += outer + "}"
        case .array(let elements) where elements.contains(where: { $0.objectValue != nil || $0.arrayValue != nil }):
            out += "[\n"
            for (index, element) in elements.enumerated() {
                out += inner
                write(element, indent: indent + 1, to: &out)
                out += index + 1 < elements.count ? ",\n" : "\n"
            }
            out += outer + "]"
        case .array(let elements):
            out += "[" + elements.map(\.jsonText).joined(separator: ", ") + "]"
        default:
            out += value.jsonText
        }
    }
}
