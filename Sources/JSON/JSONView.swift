/// One value of a parsed text, or one member name: two borrowed pointers and an index.
///
/// A view is valid as long as the text it was parsed from, and until its parser parses again or goes away. Using it
/// later is undefined. Nothing here allocates unless it says so.
@frozen
public struct JSONView {
    @frozen
    public enum Kind: UInt8, Sendable { case null, `false`, `true`, number, string, array, object }

    @usableFromInline let text: UnsafeRawPointer
    @usableFromInline let tape: UnsafePointer<TapeNode>
    @usableFromInline let index: Int

    @inlinable @inline(__always)
    init(text: UnsafeRawPointer, tape: UnsafePointer<TapeNode>, index: Int) {
        self.text = text
        self.tape = tape
        self.index = index
    }

    @inlinable @inline(__always)
    var node: TapeNode { tape[index] }

    /// Member names are of kind `string`.
    @inlinable @inline(__always)
    public var kind: Kind {
        // A frozen enumeration without payloads is its case's number, and the parser writes only those numbers.
        unsafeBitCast(UInt8(truncatingIfNeeded: node.kindBits), to: Kind.self)
    }

    /// Where the value begins in the text, in bytes; for a string its opening quote.
    @inlinable
    public var offset: Int { Int(truncatingIfNeeded: node.offset) }

    /// Elements of an array or members of an object; 0 for scalars.
    @inlinable
    public var count: Int {
        let node = self.node
        return node.isContainer ? node.contentCount : 0
    }

    /// The value as it stands in the text. Of a string, what is between the quotes, still escaped; of a container,
    /// everything from bracket to bracket.
    @inlinable
    public var rawBytes: UnsafeRawBufferPointer {
        let node = self.node
        return UnsafeRawBufferPointer(
            start: text + node.contentOffset, count: Int(truncatingIfNeeded: node.length))
    }

    /// Whether this is a string written with escapes, so that its raw bytes are not its content.
    @inlinable
    public var hasEscapes: Bool {
        let node = self.node
        return node.isString && node.tag & TapeNode.hasEscapes != 0
    }
}
