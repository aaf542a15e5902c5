extension JSONView {
    /// Runs `body` with the decoded string in UTF-8; with no bytes if this is not a string.
    ///
    /// Without escapes that is the text itself. With escapes it is a copy, on the stack while short.
    @inlinable
    public func withUTF8<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let node = self.node
        guard node.isString else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        guard node.tag & TapeNode.hasEscapes != 0 else { return try body(rawBytes) }
        return try EscapeDecoder.withDecoded(rawBytes, body)
    }

    /// The decoded string, a copy; empty if this is not a string.
    public var string: String {
        withUTF8 { String(decoding: $0, as: UTF8.self) }
    }

    /// Unicode scalars of the decoded string, which JSON Schema calls its length; 0 if this is not a string.
    @inlinable
    public var scalarCount: Int {
        let node = self.node
        guard node.isString else { return 0 }
        if node.tag & (TapeNode.hasEscapes | TapeNode.isNotASCII) == 0 { return Int(truncatingIfNeeded: node.length) }
        return countScalars()
    }

    @usableFromInline
    func countScalars() -> Int {
        withUTF8 { bytes in
            guard var at = bytes.baseAddress else { return 0 }
            let end = at + bytes.count
            var scalars = 0
            while end - at >= 8 {
                scalars &+= ByteWord.sequenceStarts(at.word)
                at += 8
            }
            while at < end {
                if at.byte & 0xC0 != 0x80 { scalars &+= 1 }
                at += 1
            }
            return scalars
        }
    }

    /// Whether this is a string whose decoded bytes are `other`. Scalars are compared as they are, not normalized.
    @inlinable
    public func isEqual(toUTF8 other: UnsafeRawBufferPointer) -> Bool {
        let node = self.node
        guard node.isString else { return false }
        guard node.tag & TapeNode.hasEscapes != 0 else { return ByteEquality.areEqual(rawBytes, other) }
        return isEscapedEqual(toUTF8: other)
    }

    @usableFromInline
    func isEscapedEqual(toUTF8 other: UnsafeRawBufferPointer) -> Bool {
        guard other.count < rawBytes.count else { return false }
        return EscapeDecoder.withDecoded(rawBytes) { ByteEquality.areEqual($0, other) }
    }

    /// Whether this is a string that decodes to `other`.
    @inlinable
    public func isEqual(to other: StaticString) -> Bool {
        other.withUTF8Buffer { isEqual(toUTF8: UnsafeRawBufferPointer($0)) }
    }

    /// Whether this is a string that decodes to `other`, scalar by scalar.
    // Disfavoured, so that literals go to the overload for `StaticString`, which has no string to build.
    @_disfavoredOverload
    public func isEqual(to other: String) -> Bool {
        var other = other
        return other.withUTF8 { isEqual(toUTF8: UnsafeRawBufferPointer($0)) }
    }

    /// Whether two strings (or names) decode to the same.
    func hasSameString(as other: JSONView) -> Bool {
        other.withUTF8 { isEqual(toUTF8: $0) }
    }
}
