extension JSONView {
    /// The elements of an array in their order; none if this is not an array.
    @inlinable
    public var elements: Elements {
        let node = self.node
        return Elements(first: child(1), count: node.kindBits == TapeNode.array ? node.contentCount : 0)
    }

    /// The element at `index`, found by walking over those before it.
    /// - Precondition: this is an array and `index` is within `0..<count`.
    @inlinable
    public subscript(index: Int) -> JSONView {
        precondition(kind == .array && index >= 0 && index < count, "no such element")
        var element = child(1)
        for _ in 0..<index { element = element.behind }
        return element
    }

    @inlinable @inline(__always)
    func child(_ distance: Int) -> JSONView { JSONView(text: text, tape: tape, index: index &+ distance) }

    /// The node behind this value. Not for names.
    @inlinable @inline(__always)
    var behind: JSONView { JSONView(text: text, tape: tape, index: Int(truncatingIfNeeded: node.link)) }

    @frozen
    public struct Elements: Sequence, IteratorProtocol {
        @usableFromInline var upcoming: JSONView
        @usableFromInline var remaining: Int

        @inlinable
        init(first: JSONView, count: Int) {
            self.upcoming = first
            self.remaining = count
        }

        @inlinable
        public mutating func next() -> JSONView? {
            guard remaining > 0 else { return nil }
            remaining &-= 1
            let element = upcoming
            upcoming = element.behind
            return element
        }

        @inlinable
        public var underestimatedCount: Int { remaining }
    }
}
