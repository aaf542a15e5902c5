/// One value, or one member name, of a parsed text: 16 bytes of the tape.
///
/// Values stand on the tape in the order of the text. A container is followed by its content; each member is its
/// name's node followed by its value's.
@usableFromInline @frozen
struct TapeNode {
    /// Where the value begins in the text, in bytes. For strings the opening quote.
    @usableFromInline var offset: UInt32

    /// Bytes of text. For strings those between the quotes, otherwise all.
    @usableFromInline var length: UInt32

    /// For a value, the index of the node behind it and its content. For a name, which is always followed by its
    /// value, the hash of the decoded name. For a container still being read, the index of its parent.
    @usableFromInline var link: UInt32

    /// Low four bits: the kind. The other bits: for containers the number of elements or members, for strings flags.
    @usableFromInline var tag: UInt32

    @usableFromInline @inline(__always)
    init(offset: UInt32, length: UInt32, link: UInt32, tag: UInt32) {
        self.offset = offset
        self.length = length
        self.link = link
        self.tag = tag
    }

    @inlinable @inline(__always)
    var kindBits: UInt32 { tag & 0xF }

    @inlinable @inline(__always)
    var isString: Bool { kindBits == TapeNode.string }

    @inlinable @inline(__always)
    var isContainer: Bool { kindBits >= TapeNode.array }

    /// Elements of an array, members of an object; meaningless for other kinds.
    @inlinable @inline(__always)
    var contentCount: Int { Int(truncatingIfNeeded: tag >> TapeNode.countShift) }

    /// Notes how many elements or members a container has.
    @inline(__always)
    mutating func setCount(_ count: Int) {
        tag = kindBits | UInt32(truncatingIfNeeded: count) &<< TapeNode.countShift
    }

    /// Where the bytes of `length` begin in the text.
    @inlinable @inline(__always)
    var contentOffset: Int { Int(truncatingIfNeeded: offset) &+ (isString ? 1 : 0) }
}

extension TapeNode {
    /// Kinds, numbered as `JSONView.Kind`.
    @inlinable @inline(__always) static var null: UInt32 { 0 }
    @inlinable @inline(__always) static var `false`: UInt32 { 1 }
    @inlinable @inline(__always) static var `true`: UInt32 { 2 }
    @inlinable @inline(__always) static var number: UInt32 { 3 }
    @inlinable @inline(__always) static var string: UInt32 { 4 }
    @inlinable @inline(__always) static var array: UInt32 { 5 }
    @inlinable @inline(__always) static var object: UInt32 { 6 }

    /// Flags of strings.
    @inlinable @inline(__always) static var hasEscapes: UInt32 { 1 << 4 }
    @inlinable @inline(__always) static var isNotASCII: UInt32 { 1 << 5 }
    @inlinable @inline(__always) static var isName: UInt32 { 1 << 6 }

    /// Where the count of a container begins in its tag.
    @inlinable @inline(__always) static var countShift: UInt32 { 4 }
}
