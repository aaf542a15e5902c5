extension JSONWriter {
    /// Writes a parsed value and all it contains: members in their order, strings and numbers in canonical form.
    public mutating func value(_ view: JSONView) {
        switch view.kind {
        case .null: null()
        case .false: bool(false)
        case .true: bool(true)
        case .number: number(canonicalizing: view)
        case .string: string(view)
        case .array:
            beginArray()
            for element in view.elements { value(element) }
            endArray()
        case .object:
            beginObject()
            for member in view.members {
                name(member.name)
                value(member.value)
            }
            endObject()
        }
    }

    /// Writes an owned value; see `JSONValue.write(to:)`.
    public mutating func value(_ value: JSONValue) { value.write(to: &self) }
}
