extension JSONView {
    /// An owned copy of the value and all it contains.
    public var value: JSONValue {
        switch kind {
        case .null: return .null
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .number: return .number(decimal ?? 0)
        case .string: return .string(string)
        case .array:
            var values: [JSONValue] = []
            values.reserveCapacity(count)
            for element in elements { values.append(element.value) }
            return .array(values)
        case .object:
            var copies: [(String, JSONValue)] = []
            copies.reserveCapacity(count)
            for member in members { copies.append((member.name.string, member.value.value)) }
            return .object(JSONObject(copies))
        }
    }
}
