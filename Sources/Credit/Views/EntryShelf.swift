/// Where the bytes of entries are kept, so that a state need not hold them in memory. Never more than a spill of memory: whoever starts
/// reads the changelog, not a shelf.
public protocol EntryShelf: AnyObject {
    /// Keeps bytes. Never fails: what cannot be put elsewhere stays in memory.
    func keep(_ bytes: [UInt8]) -> ShelfPlace

    /// What was kept; nil if it is lost: then ``hasLost`` says so from now on.
    func bytes(at place: ShelfPlace) -> [UInt8]?

    /// Reads like ``bytes(at:)``, for many places, about in the order in which they were kept. Holds until anything is kept or compacted.
    func sweep() -> (ShelfPlace) -> [UInt8]?

    /// Nothing refers to a place any more.
    func release(_ place: ShelfPlace)

    /// Whether something that was kept cannot be read any more, so that the state is to be given up, and restored.
    var hasLost: Bool { get }

    /// Whether ``compact(_:)`` is worth its time.
    var isWasteful: Bool { get }

    /// Gives back the space of everything but what is still kept.
    ///
    /// - parameter kept: all places in use.
    /// - returns: where those stand from now on, in the same order; nil if all is as before.
    func compact(_ kept: [ShelfPlace]) -> [ShelfPlace]?
}

extension EntryShelf {
    public func sweep() -> (ShelfPlace) -> [UInt8]? {
        { self.bytes(at: $0) }
    }
}

/// Where bytes stand on a shelf. Twelve bytes: there is one for each entry in memory.
public struct ShelfPlace: Hashable, Sendable {
    private let low: UInt32
    private let high: UInt32
    private let size: UInt32

    /// - precondition: neither is negative, and the length is below 4 GiB.
    public init(offset: Int, length: Int) {
        low = UInt32(truncatingIfNeeded: offset)
        high = UInt32(offset >> 32)
        size = UInt32(length)
    }

    public var offset: Int { Int(high) << 32 | Int(low) }
    public var length: Int { Int(size) }
}
