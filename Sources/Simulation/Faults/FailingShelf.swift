import Credit

/// A shelf on a disk that goes bad: after a number of reads nothing that was kept can be read.
final class FailingShelf: EntryShelf {
    private let memory = MemoryShelf()
    private var readsLeft: Int
    private(set) var hasLost = false
    private let whenLost: () -> Void

    /// - parameter whenLost: told when the first read fails.
    init(reads: Int, whenLost: @escaping () -> Void) {
        readsLeft = reads
        self.whenLost = whenLost
    }

    func bytes(at place: ShelfPlace) -> [UInt8]? {
        readsLeft -= 1
        guard readsLeft < 0 else { return memory.bytes(at: place) }
        if !hasLost { whenLost() }
        hasLost = true
        return nil
    }

    func keep(_ bytes: [UInt8]) -> ShelfPlace { memory.keep(bytes) }
    func release(_ place: ShelfPlace) { memory.release(place) }
    var isWasteful: Bool { false }
    func compact(_ kept: [ShelfPlace]) -> [ShelfPlace]? { nil }
}
