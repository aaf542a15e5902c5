import JSON

/// A member of a record, ready to be written.
struct CanonicalMember {
    /// `"NAME":`
    let name: UnsafeRawBufferPointer
    let text: RecordShape.Text
    /// The node of the shape that its value has.
    let node: Int

    init(_ name: String, _ node: Int, text: RecordShape.Text) {
        var writer = JSONWriter(capacity: name.utf8.count + 3)
        writer.name(name)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: writer.bytes.count, alignment: 8)
        bytes.copyBytes(from: writer.bytes)
        self.name = UnsafeRawBufferPointer(bytes)
        self.text = text
        self.node = node
    }

    func deallocate() { name.deallocate() }

    /// The value's text, with quotes, if it is canonical as it stands; nil if it is not or if that takes a closer look.
    @inline(__always)
    func canonicalText(_ view: JSONView) -> UnsafeRawBufferPointer? {
        let bytes = view.rawBytes
        switch view.kind {
        case .string:
            guard !view.hasEscapes, isCanonical(bytes), let start = bytes.baseAddress else { return nil }
            return UnsafeRawBufferPointer(start: start - 1, count: bytes.count &+ 2)
        case .number:
            return JSONWriter.isCanonical(number: bytes) ? bytes : nil
        case .null, .true, .false:
            return bytes
        case .array, .object:
            return nil
        }
    }

    @inline(__always)
    private func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch text {
        case .plain: return true
        case .date: return !bytes.contains(UInt8(ascii: "/"))
        case .organizationCode: return !bytes.contains(UInt8(ascii: "-"))
        case .items(let separator):
            // The full-width semicolon begins with 0xef.
            return !bytes.contains { $0 == 0x20 || $0 == 0xef } && bytes.first != separator
        }
    }
}
