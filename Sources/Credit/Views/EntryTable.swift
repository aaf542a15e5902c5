/// The entries of a state, as the changelog holds them: in memory is only where each stands on the shelf.
public final class EntryTable {
    public typealias Element = (key: Identifier128, value: StoredEntry)

    private var places = IdentifierTable<ShelfPlace>()
    private let shelf: any EntryShelf

    init(shelf: any EntryShelf) {
        self.shelf = shelf
    }

    public var count: Int { places.count }
    public var isEmpty: Bool { places.isEmpty }

    /// An entry; nil if there is none, or if it is lost (``hasLost``).
    public subscript(id: Identifier128) -> StoredEntry? {
        places[id].flatMap { shelf.bytes(at: $0) }.map { StoredEntry(bytes: $0) }
    }

    /// Whether an entry was there that could not be read: what was decided since then may be wrong.
    var hasLost: Bool { shelf.hasLost }

    /// The entries with some identifiers, in the order of the table: what is left out is not read.
    public func filtered(by isIncluded: @escaping (Identifier128) -> Bool) -> some Sequence<Element> {
        let read = shelf.sweep()
        return places.lazy.compactMap { id, place in
            guard isIncluded(id), let bytes = read(place) else { return nil }
            return (key: id, value: StoredEntry(bytes: bytes))
        }
    }

    // MARK: Changes

    func place(of id: Identifier128) -> ShelfPlace? { places[id] }

    /// Puts an entry on the shelf, or takes it from the table. What stood there before is not released.
    func set(_ id: Identifier128, _ value: StoredEntry?) {
        places[id] = value.map { shelf.keep($0.bytes) }
    }

    /// Puts back what stood there before.
    func set(_ id: Identifier128, at place: ShelfPlace?) {
        places[id] = place
    }

    func release(_ place: ShelfPlace?) {
        if let place { shelf.release(place) }
    }

    /// Has the shelf give back space, if that is worth it.
    ///
    /// - precondition: nothing else knows a place.
    func compact() {
        guard shelf.isWasteful, let moved = shelf.compact(places.map(\.value)) else { return }
        for (id, place) in zip(places.map(\.key), moved) { places[id] = place }
    }
}

extension EntryTable: Sequence {
    /// In the order in which they were put in, but for places that became free.
    public func makeIterator() -> some IteratorProtocol<Element> {
        filtered { _ in true }.makeIterator()
    }

    public var underestimatedCount: Int { 0 }
}

extension EntryTable: Equatable {
    /// By content.
    public static func == (a: EntryTable, b: EntryTable) -> Bool {
        guard a.count == b.count else { return false }
        var same = 0
        for (id, value) in a {
            guard b[id] == value else { return false }
            same += 1
        }
        return same == a.count
    }
}
