import JSON

/// Writes a checked record in its canonical form: members in the contract's order, dates `YYYY-MM-DD`, numbers exact and
/// plain, no white space. The same content always gives the same bytes, so that a hash of them knows it again.
struct CanonicalForm {
    let shape: RecordShape

    /// Writes the fields of a record: slot by slot, in the order of the contract.
    func write(_ fields: RecordFields, to writer: inout JSONWriter) {
        writer.beginObject()
        for (slot, member) in (shape.nodes[0].members ?? []).enumerated() {
            guard let view = fields[slot] else { continue }
            writer.name(member.name)
            write(view, member.node, to: &writer)
        }
        writer.endObject()
    }

    private func write(_ view: JSONView, _ index: Int, to writer: inout JSONWriter) {
        switch view.kind {
        case .string:
            writeText(view, shape.nodes[index].text, to: &writer)
        case .number:
            writer.number(canonicalizing: view)
        case .object:
            guard let members = shape.nodes[index].members else { return writer.value(view) }
            writer.beginObject()
            for (name, node) in members {
                guard let member = view.member(name) else { continue }
                writer.name(name)
                write(member, node, to: &writer)
            }
            for member in view.members where !members.contains(where: { member.name.isEqual(to: $0.name) }) {
                writer.name(member.name)
                writer.value(member.value)
            }
            writer.endObject()
        case .array:
            guard let items = shape.nodes[index].items else { return writer.value(view) }
            writer.beginArray()
            for element in view.elements { write(element, items, to: &writer) }
            writer.endArray()
        case .null, .true, .false:
            writer.value(view)
        }
    }

    private func writeText(_ view: JSONView, _ text: RecordShape.Text, to writer: inout JSONWriter) {
        switch text {
        case .plain:
            writer.string(view)
        case .date:
            view.withUTF8 { text in
                withUnsafeTemporaryAllocation(byteCount: text.count, alignment: 1) { date in
                    for i in 0..<text.count { date[i] = text[i] == UInt8(ascii: "/") ? UInt8(ascii: "-") : text[i] }
                    writer.string(utf8: UnsafeRawBufferPointer(date))
                }
            }
        case .organizationCode:
            view.withUTF8 { text in
                let compact = text.filter { $0 != UInt8(ascii: "-") }
                compact.withUnsafeBytes { writer.string(utf8: $0) }
            }
        case .items(let separator):
            view.withUTF8 { text in
                var joined: [UInt8] = []
                splitItems(text, at: separator) { item in
                    if !joined.isEmpty { joined.append(separator) }
                    joined.append(contentsOf: item)
                }
                joined.withUnsafeBytes { writer.string(utf8: $0) }
            }
        }
    }
}
