/// Values by identifier, for millions of them: values stand one behind another in blocks that never move, and what is searched holds
/// eight bytes for each. So it takes little more than the values themselves, and growing copies none of them.
public struct IdentifierTable<Value> {
    public typealias Element = (key: Identifier128, value: Value)

    fileprivate struct Place {
        var key: Identifier128
        /// Nil where nothing stands any more.
        var value: Value?
    }

    private static var blockSize: Int { 128 }

    private var blocks: [[Place]] = []
    /// Places where nothing stands any more: the next to be used.
    private var free: [UInt32] = []
    /// A table with open addressing, at most three quarters full; its size is a power of two. Of each identifier it holds the hash and,
    /// in the lower half, the number of its place, from 1; 0 where there is none.
    private var slots = [UInt64](repeating: 0, count: 16)
    public private(set) var count = 0

    public init() {}

    public var isEmpty: Bool { count == 0 }

    public subscript(key: Identifier128) -> Value? {
        get {
            guard let slot = find(key) else { return nil }
            let place = Self.place(slots[slot])
            return blocks[place / Self.blockSize][place % Self.blockSize].value
        }
        set {
            if let newValue { set(key, newValue) } else { remove(key) }
        }
    }

    private mutating func set(_ key: Identifier128, _ value: Value) {
        if let slot = find(key) {
            let place = Self.place(slots[slot])
            blocks[place / Self.blockSize][place % Self.blockSize].value = value
            return
        }
        count += 1
        if 4 * count > 3 * slots.count { grow() }
        let place = take(Place(key: key, value: value))
        put(UInt64(Self.hash(key)) << 32 | UInt64(place + 1))
    }

    /// Gives a value a place.
    private mutating func take(_ new: Place) -> Int {
        if let number = free.popLast() {
            let place = Int(number)
            blocks[place / Self.blockSize][place % Self.blockSize] = new
            return place
        }
        if blocks.last.map({ $0.count == Self.blockSize }) ?? true {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
        }
        blocks[blocks.count - 1].append(new)
        return (blocks.count - 1) * Self.blockSize + blocks[blocks.count - 1].count - 1
    }

    private mutating func remove(_ key: Identifier128) {
        guard var hole = find(key) else { return }
        let place = Self.place(slots[hole])
        blocks[place / Self.blockSize][place % Self.blockSize].value = nil
        free.append(UInt32(place))
        count -= 1
        // What was put behind the hole because its own slot was taken moves up: so a search may end at the first free slot.
        let mask = slots.count - 1
        var next = (hole + 1) & mask
        while slots[next] != 0 {
            let home = Self.home(slots[next], mask)
            if (next &- home) & mask >= (next &- hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = 0
    }

    // MARK: Slots

    private func find(_ key: Identifier128) -> Int? {
        let hash = Self.hash(key)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
                let place = Self.place(slots[slot])
                if blocks[place / Self.blockSize][place % Self.blockSize].key == key { return slot }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func grow() {
        let former = slots
        slots = [UInt64](repeating: 0, count: 2 * former.count)
        for slot in former where slot != 0 { put(slot) }
    }

    private mutating func put(_ new: UInt64) {
        let mask = slots.count - 1
        var slot = Self.home(new, mask)
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = new
    }

    private static func place(_ slot: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: slot)) - 1 }

    private static func home(_ slot: UInt64, _ mask: Int) -> Int { Int(slot >> 32) & mask }

    /// Identifiers are digests already: nobody can choose many that collide here and not there.
    private static func hash(_ key: Identifier128) -> UInt32 {
        let mixed = (key.high ^ (key.low << 32 | key.low >> 32)) &* 0x9e37_79b9_7f4a_7c15
        return UInt32(truncatingIfNeeded: mixed >> 32)
    }
}

extension IdentifierTable: Sendable where Value: Sendable {}
extension IdentifierTable.Place: Sendable where Value: Sendable {}

extension IdentifierTable: Sequence {
    /// In the order in which they were put in, but for places that became free.
    public func makeIterator() -> some IteratorProtocol<Element> {
        blocks.lazy.joined().lazy.compactMap { place in place.value.map { (key: place.key, value: $0) } }.makeIterator()
    }

    public var underestimatedCount: Int { count }

    /// What satisfies a condition.
    public func filter(_ isIncluded: (Element) throws -> Bool) rethrows -> [Identifier128: Value] {
        var found: [Identifier128: Value] = [:]
        for element in self where try isIncluded(element) { found[element.key] = element.value }
        return found
    }
}

extension IdentifierTable: Equatable where Value: Equatable {
    public static func == (a: IdentifierTable, b: IdentifierTable) -> Bool {
        guard a.count == b.count else { return false }
        for (number, block) in a.blocks.enumerated() {
            for (index, place) in block.enumerated() {
                guard let value = place.value else { continue }
                // Tables that grew alike have their values at the same places.
                if number < b.blocks.count, index < b.blocks[number].count, b.blocks[number][index].key == place.key,
                    let other = b.blocks[number][index].value
                {
                    guard other == value else { return false }
                } else if b[place.key] != value {
                    return false
                }
            }
        }
        return true
    }
}

extension IdentifierTable: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (Identifier128, Value)...) {
        for (key, value) in elements { self[key] = value }
    }
}
