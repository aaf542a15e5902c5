/// A shelf that is memory.
public final class MemoryShelf: EntryShelf {
    private var kept: [[UInt8]] = []
    private var free: [Int] = []

    public init() {}

    public func keep(_ bytes: [UInt8]) -> ShelfPlace {
        let number: Int
        if let place = free.popLast() {
            number = place
            kept[number] = bytes
        } else {
            number = kept.count
            kept.append(bytes)
        }
        return ShelfPlace(offset: number, length: bytes.count)
    }

    public func bytes(at place: ShelfPlace) -> [UInt8]? { kept[place.offset] }

    public func release(_ place: ShelfPlace) {
        kept[place.offset] = []
        free.append(place.offset)
    }

    public var hasLost: Bool { false }
    public var isWasteful: Bool { false }
    public func compact(_ kept: [ShelfPlace]) -> [ShelfPlace]? { nil }
}
