extension JSONView {
    /// The value of the member called `name`; nil if there is none or this is not an object. Linear in the members.
    @inlinable
    public func member(_ name: StaticString) -> JSONView? {
        name.withUTF8Buffer { member(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// As `member(_:)` for a name that is not known at compile time. Scalars are compared as they are.
    // Disfavoured, so that literals go to the overload for `StaticString`, which has no string to build.
    @_disfavoredOverload
    public func member(_ name: String) -> JSONView? {
        var name = name
        return name.withUTF8 { member(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// As `member(_:)` for a name in UTF-8.
    @inlinable
    public func member(utf8 name: UnsafeRawBufferPointer) -> JSONView? {
        member(utf8: name, hash: JSONView.nameHash(of: name))
    }

    /// As `member(utf8:)` for a name whose hash was computed beforehand.
    /// - Parameter hash: `JSONView.nameHash(of: name)`.
    @inlinable
    public func member(utf8 name: UnsafeRawBufferPointer, hash: UInt32) -> JSONView? {
        for member in members where member.name.node.link == hash {
            if member.name.isEqual(toUTF8: name) { return member.value }
        }
        return nil
    }

    /// Quick hash of the decoded bytes; for member names computed by the parser, for other strings on demand.
    /// Equal for equal names, in every process; it takes no effort to make names that collide.
    @inlinable
    public var nameHash: UInt32 {
        let node = self.node
        if node.isString, node.tag & TapeNode.isName != 0 { return node.link }
        return withUTF8 { NameHash.hash(of: $0) }
    }

    /// What `nameHash` is for a name of these decoded bytes.
    @inlinable
    public static func nameHash(of utf8: UnsafeRawBufferPointer) -> UInt32 { NameHash.hash(of: utf8) }
}
