import JSON

/// Writes a checked record in its canonical form: members in the contract's order, dates `YYYY-MM-DD`, numbers exact and
/// plain, no white space. The same content always gives the same bytes, so that a hash of them knows it again.
///
/// Most records are nearly so already: what stands in the record as the canonical form has it is copied in one piece.
final class CanonicalForm {
    private let shape: RecordShape
    private let members: UnsafeMutableBufferPointer<CanonicalMember>

    init(shape: RecordShape) {
        self.shape = shape
        let members = (shape.nodes[0].members ?? []).map { CanonicalMember($0.name, $0.node, text: shape.nodes[$0.node].text) }
        self.members = .allocate(capacity: members.count)
        _ = self.members.initialize(from: members)
    }

    deinit {
        for member in members { member.deallocate() }
        members.deallocate()
    }

    /// Writes the fields of a record: slot by slot, in the order of the contract.
    func write(_ fields: RecordFields, to writer: inout JSONWriter) {
        writer.beginObject()
        // What stands in the record and is yet to be copied: a value, and members that follow it.
        var piece = UnsafeRawBufferPointer(start: nil, count: 0)
        for slot in 0..<members.count {
            guard let view = fields[slot] else { continue }
            let member = members.baseAddress.unsafelyUnwrapped + slot
            if let text = member.pointee.canonicalText(view) {
                if let longer = Self.joined(piece, member.pointee.name, text) {
                    piece = longer
                } else {
                    if piece.count > 0 { writer.raw(piece) }
                    writer.rawName(member.pointee.name)
                    piece = text
                }
            } else {
                if piece.count > 0 { writer.raw(piece) }
                piece = UnsafeRawBufferPointer(start: nil, count: 0)
                writer.rawName(member.pointee.name)
                write(view, member.pointee.node, to: &writer)
            }
        }
        if piece.count > 0 { writer.raw(piece) }
        writer.endObject()
    }

    /// A piece of the record with the member behind it, if nothing but a comma stands between them and the member's name is
    /// written as the canonical form has it.
    @inline(__always)
    private static func joined(
        _ piece: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer? {
        guard let start = piece.baseAddress, let valueStart = value.baseAddress else { return nil }
        let between = valueStart - start - piece.count
        guard between == name.count + 1, start.load(fromByteOffset: piece.count, as: UInt8.self) == UInt8(ascii: ","),
            ByteEquality.areEqual(UnsafeRawBufferPointer(start: start + piece.count + 1, count: name.count), name)
        else { return nil }
        return UnsafeRawBufferPointer(start: start, count: piece.count + between + value.count)
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
