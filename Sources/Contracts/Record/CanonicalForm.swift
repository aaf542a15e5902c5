import JSON

/// Writes a checked record in its canonical form: members in the contract's order, dates `YYYY-MM-DD`, numbers exact and
/// plain, no white space. The same content always gives the same bytes, so that a hash of them knows it again.
struct CanonicalForm {
    let program: SchemaProgram

    /// Writes the fields of a record.
    func write(_ slots: FieldSlots, _ operation: Operation, to writer: inout JSONWriter) {
        let table = program.properties[operation.table]
        writer.beginObject()
        for slot in 0..<table.names.count {
            guard let view = slots[slot] else { continue }
            writer.name(table.names[slot])
            write(view, table.nodes[slot], to: &writer)
        }
        writer.endObject()
    }

    private func write(_ view: JSONView, _ index: NodeIndex, to writer: inout JSONWriter) {
        switch view.kind {
        case .string:
            writeText(view, index, to: &writer)
        case .number:
            writer.number(canonicalizing: view)
        case .object:
            let node = program.nodes[program.resolved(index)]
            guard node.properties >= 0 else { return writer.value(view) }
            let table = program.properties[node.properties]
            writer.beginObject()
            for (slot, name) in table.names.enumerated() {
                guard let member = view.member(name) else { continue }
                writer.name(name)
                write(member, table.nodes[slot], to: &writer)
            }
            for member in view.members where table.slot(of: member.name) == nil {
                writer.name(member.name)
                writer.value(member.value)
            }
            writer.endObject()
        case .array:
            let node = program.nodes[program.resolved(index)]
            guard node.items >= 0 else { return writer.value(view) }
            writer.beginArray()
            for element in view.elements { write(element, node.items, to: &writer) }
            writer.endArray()
        case .null, .true, .false:
            writer.value(view)
        }
    }

    private func writeText(_ view: JSONView, _ index: NodeIndex, to writer: inout JSONWriter) {
        let own = program.nodes[index]
        let target = program.resolved(index)
        let format = own.format == .none ? program.nodes[target].format : own.format
        let rule = own.rule >= 0 ? own.rule : program.nodes[target].rule
        switch format {
        case .standardDate:
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
        default:
            if rule >= 0, let separator = program.rules[rule].separator {
                writeItems(view, separator, to: &writer)
            } else {
                writer.string(view)
            }
        }
    }

    /// Items of a multi-valued text, joined by the contract's separator without blanks.
    private func writeItems(_ view: JSONView, _ separator: UInt8, to writer: inout JSONWriter) {
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
