extension JSONView {
    /// One member of an object.
    @frozen
    public struct Member {
        /// A view of kind `string`.
        public let name: JSONView
        public let value: JSONView

        @inlinable @inline(__always)
        init(name: JSONView) {
            self.name = name
            self.value = name.child(1)
        }
    }

    /// The members of an object in the order of the text; none if this is not an object.
    @inlinable
    public var members: Members {
        let node = self.node
        return Members(first: child(1), count: node.kindBits == TapeNode.object ? node.contentCount : 0)
    }

    @frozen
    public struct Members: Sequence, IteratorProtocol {
        @usableFromInline var upcoming: JSONView
        @usableFromInline var remaining: Int

        @inlinable
        init(first: JSONView, count: Int) {
            self.upcoming = first
            self.remaining = count
        }

        @inlinable
        public mutating func next() -> Member? {
            guard remaining > 0 else { return nil }
            remaining &-= 1
            let member = Member(name: upcoming)
            upcoming = member.value.behind
            return member
        }

        @inlinable
        public var underestimatedCount: Int { remaining }
    }
}
