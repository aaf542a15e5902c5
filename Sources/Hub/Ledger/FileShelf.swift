import Credit
import Foundation

/// A shelf that is a file without a name: bytes are appended to it, and read when they are needed. Used by one thread at a time.
///
/// What cannot be written stays in memory, at the place where it would stand in the file. Before the bytes stands a check sum: a file
/// system may lose what it took, and say so to nobody.
package final class FileShelf: EntryShelf {
    /// What went wrong; the shelf goes on.
    package enum Trouble: Sendable {
        /// Bytes stay in memory.
        case notWritten(ScratchFile.Failure)
        /// Bytes are lost: `nil` if they are there, but are not those that were written.
        case lost(ScratchFile.Failure?)
    }

    package struct Settings: Sendable {
        /// Bytes that are written at once.
        package var block = 256 << 10
        /// Bytes that are read at once in a sweep.
        package var window = 1 << 20
        /// Bytes below which a file is not rewritten.
        package var leastRewritten = 64 << 20

        package init() {}
    }

    private let settings: Settings
    private let open: () throws(ScratchFile.Failure) -> ScratchFile
    private let trouble: (Trouble) -> Void
    private var file: ScratchFile
    /// The bytes that come next in the file, and where they will stand.
    private var block: Block
    /// What could not be written, by its place.
    private var unwritten: [Block] = []
    /// Bytes that nobody refers to.
    private var waste = 0
    /// The size at which rewriting is tried again after it failed.
    private var rewritesFrom = 0
    package private(set) var hasLost = false

    private static let sumSize = 8

    private struct Block {
        var start: Int
        var bytes: [UInt8] = []
        var waste = 0

        var end: Int { start + bytes.count }
        func holds(_ offset: Int) -> Bool { start <= offset && offset < end }
    }

    /// - parameter open: makes a file, now and whenever the former one is rewritten.
    /// - parameter trouble: told of each failure.
    package init(
        settings: Settings = Settings(), trouble: @escaping (Trouble) -> Void,
        open: @escaping () throws(ScratchFile.Failure) -> ScratchFile
    ) throws(ScratchFile.Failure) {
        self.settings = settings
        self.trouble = trouble
        self.open = open
        file = try open()
        block = Block(start: 0)
    }

    /// Bytes of the file, with those that are still to be written.
    package var size: Int { block.end }

    /// Bytes that are in memory since they could not be written.
    package var unwrittenBytes: Int { unwritten.reduce(0) { $0 + $1.bytes.count } }

    // MARK: Keeping

    package func keep(_ bytes: [UInt8]) -> ShelfPlace {
        if !block.bytes.isEmpty, block.bytes.count + Self.sumSize + bytes.count > settings.block { flush() }
        let place = ShelfPlace(offset: block.end, length: bytes.count)
        bytes.withUnsafeBytes { Self.append($0, at: place, to: &block.bytes) }
        return place
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, at place: ShelfPlace, to block: inout [UInt8]) {
        withUnsafeBytes(of: sum(bytes, at: place).littleEndian) { block.append(contentsOf: $0) }
        block.append(contentsOf: bytes)
    }

    private func flush() {
        let end = block.end
        do throws(ScratchFile.Failure) {
            try write(block, to: file)
            block.bytes.removeAll(keepingCapacity: true)
            // There is room again: for what had none before, too.
            if let last = unwritten.last, (try? write(last, to: file)) != nil { unwritten.removeLast() }
        } catch {
            trouble(.notWritten(error))
            if block.waste < block.bytes.count { unwritten.append(block) }
            block.bytes = []
        }
        block.waste = 0
        block.start = end
    }

    private func write(_ block: Block, to file: ScratchFile) throws(ScratchFile.Failure) {
        var failure: ScratchFile.Failure?
        block.bytes.withUnsafeBytes { bytes in
            do throws(ScratchFile.Failure) { try file.write(bytes, at: block.start) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    package func release(_ place: ShelfPlace) {
        let size = place.length + Self.sumSize
        waste += size
        if place.offset >= block.start {
            block.waste += size
        } else if let index = unwrittenIndex(place.offset) {
            unwritten[index].waste += size
            if unwritten[index].waste >= unwritten[index].bytes.count { unwritten.remove(at: index) }
        }
    }

    private func unwrittenIndex(_ offset: Int) -> Int? {
        guard !unwritten.isEmpty else { return nil }
        var (low, high) = (0, unwritten.count)
        while low < high {
            let middle = (low + high) / 2
            if unwritten[middle].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low < unwritten.count && unwritten[low].holds(offset) ? low : nil
    }

    // MARK: Reading

    package func bytes(at place: ShelfPlace) -> [UInt8]? {
        if place.offset >= block.start { return Self.bytes(at: place, in: block) }
        if let index = unwrittenIndex(place.offset) { return Self.bytes(at: place, in: unwritten[index]) }
        let size = place.length + Self.sumSize
        do {
            let found = try withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { buffer in
                guard try file.read(into: buffer, at: place.offset) == size else { throw ScratchFile.Failure(code: 0) }
                return Self.checked(UnsafeRawBufferPointer(buffer), place)
            }
            if let found { return found }
            lose(nil)
        } catch {
            lose(error as? ScratchFile.Failure)
        }
        return nil
    }

    private func lose(_ failure: ScratchFile.Failure?) {
        hasLost = true
        trouble(.lost(failure))
    }

    private static func bytes(at place: ShelfPlace, in block: Block) -> [UInt8] {
        let start = place.offset - block.start + sumSize
        return Array(block.bytes[start..<start + place.length])
    }

    /// What stands behind its check sum; nil if that is another.
    private static func checked(_ found: UnsafeRawBufferPointer, _ place: ShelfPlace) -> [UInt8]? {
        let bytes = UnsafeRawBufferPointer(rebasing: found[sumSize...])
        return UInt64(littleEndian: found.loadUnaligned(as: UInt64.self)) == sum(bytes, at: place) ? Array(bytes) : nil
    }

    /// Depends on the place, too: so what belongs elsewhere is not taken for it.
    private static func sum(_ bytes: UnsafeRawBufferPointer, at place: ShelfPlace) -> UInt64 {
        let odd: UInt64 = 0x9e37_79b9_7f4a_7c15
        var sum = (UInt64(place.offset) ^ UInt64(bytes.count) << 40) &* odd
        func mix(_ word: UInt64) {
            sum = (sum ^ word) &* odd
            sum ^= sum >> 29
        }
        var offset = 0
        while offset + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
            offset += 8
        }
        var rest: UInt64 = 1
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        mix(rest)
        return sum
    }

    // MARK: Sweeping

    package func sweep() -> (ShelfPlace) -> [UInt8]? {
        let window = Window(size: settings.window)
        return { [self] place in
            guard place.offset < block.start, unwrittenIndex(place.offset) == nil else { return bytes(at: place) }
            return window.bytes(at: place, of: file, until: block.start) ?? bytes(at: place)
        }
    }

    /// A piece of the file. What is read goes through it from front to back; places far away, such as of what was replaced, leave it
    /// where it is.
    private final class Window {
        private let buffer: UnsafeMutableRawBufferPointer
        private var start = 0
        private var count = 0
        /// Behind the last place that was asked for.
        private var next = 0

        init(size: Int) {
            buffer = .allocate(byteCount: size, alignment: 8)
        }

        deinit {
            buffer.deallocate()
        }

        /// - returns: nil if it has to be read alone.
        func bytes(at place: ShelfPlace, of file: ScratchFile, until end: Int) -> [UInt8]? {
            let size = place.length + FileShelf.sumSize
            defer { next = place.offset + size }
            if !holds(place.offset, size) {
                let isAhead = place.offset >= start && place.offset - (start + count) < buffer.count
                let follows = place.offset >= next && place.offset - next < buffer.count / 8
                guard isAhead || follows, size <= buffer.count else { return nil }
                start = place.offset
                let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - start)])
                count = (try? file.read(into: piece, at: start)) ?? 0
                guard holds(place.offset, size) else { return nil }
            }
            return FileShelf.checked(UnsafeRawBufferPointer(rebasing: buffer[(place.offset - start)..<(place.offset - start + size)]), place)
        }

        private func holds(_ offset: Int, _ size: Int) -> Bool { offset >= start && offset + size <= start + count }
    }

    // MARK: Rewriting

    package var isWasteful: Bool { size >= max(settings.leastRewritten, rewritesFrom) && 2 * waste > size }

    /// Writes what is kept into a new file, in the order in which it is given: so a sweep in that order reads from front to back.
    package func compact(_ kept: [ShelfPlace]) -> [ShelfPlace]? {
        rewritesFrom = size + settings.leastRewritten
        do throws(ScratchFile.Failure) {
            let new = try open()
            let read = sweep()
            var places: [ShelfPlace] = []
            places.reserveCapacity(kept.count)
            var next = Block(start: 0)
            for place in kept {
                guard let bytes = read(place) else { return nil }
                if !next.bytes.isEmpty, next.bytes.count + Self.sumSize + bytes.count > settings.block {
                    try write(next, to: new)
                    next.start = next.end
                    next.bytes.removeAll(keepingCapacity: true)
                }
                let moved = ShelfPlace(offset: next.end, length: bytes.count)
                bytes.withUnsafeBytes { Self.append($0, at: moved, to: &next.bytes) }
                places.append(moved)
            }
            file = new
            block = next
            unwritten = []
            waste = 0
            rewritesFrom = 0
            return places
        } catch {
            trouble(.notWritten(error))
            return nil
        }
    }
}
