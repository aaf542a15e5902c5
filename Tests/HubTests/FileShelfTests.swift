import Credit
import Foundation
import Hub
import SeededRandom
import Synchronization
import Testing

/// A directory of its own for the files of one test, gone with it.
private final class Folder {
    let path = NSTemporaryDirectory() + "credithub-shelf-\(UInt64.random(in: .min ... .max))"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
}

/// What a shelf has told of.
private final class Troubles: Sendable {
    private let told = Mutex<(unwritten: Int, lost: Int)>((0, 0))

    var unwritten: Int { told.withLock { $0.unwritten } }
    var lost: Int { told.withLock { $0.lost } }

    func note(_ trouble: FileShelf.Trouble) {
        told.withLock { told in
            switch trouble {
            case .notWritten: told.unwritten += 1
            case .lost: told.lost += 1
            }
        }
    }
}

/// Small sizes, so that a few hundred bytes go through all there is.
private func small(block: Int = 300, window: Int = 700, leastRewritten: Int = 2000) -> FileShelf.Settings {
    var settings = FileShelf.Settings()
    settings.block = block
    settings.window = window
    settings.leastRewritten = leastRewritten
    return settings
}

private func shelf(_ folder: Folder, _ settings: FileShelf.Settings = small(), _ troubles: Troubles = Troubles()) throws -> FileShelf {
    let path = folder.path
    return try FileShelf(settings: settings, trouble: troubles.note) { () throws(ScratchFile.Failure) in try ScratchFile(directory: path) }
}

private func text(_ number: Int, _ length: Int? = nil) -> [UInt8] {
    (0..<(length ?? number * 37 % 211)).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
}

private func content(_ length: Int) -> [UInt8] {
    Array(#"{"a":"\#(String(repeating: "x", count: length))"}"#.utf8)
}

/// A shelf whose file the test can reach, too.
private func reachable(_ path: String, _ troubles: Troubles) throws -> (shelf: FileShelf, descriptor: Int32) {
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    return (try FileShelf(settings: small(), trouble: troubles.note) { ScratchFile(descriptor: dup(descriptor)) }, descriptor)
}

@Suite("A shelf that is a file") struct FileShelfTests {
    @Test("What is kept is read back, alone and in a sweep, whatever stands in the file and what still in memory")
    func readingBack() throws {
        let folder = try Folder()
        let shelf = try shelf(folder)
        var places: [ShelfPlace] = []
        for number in 0..<200 {
            // Some are longer than what is written or read at once.
            let bytes = text(number, number % 50 == 7 ? 1000 : nil)
            places.append(shelf.keep(bytes))
            #expect(shelf.bytes(at: places[number]) == bytes)
        }
        for order in [Array(0..<200), Array((0..<200).reversed()), (0..<200).map { $0 * 77 % 200 }] {
            let read = shelf.sweep()
            for number in order {
                let bytes = text(number, number % 50 == 7 ? 1000 : nil)
                #expect(shelf.bytes(at: places[number]) == bytes)
                #expect(read(places[number]) == bytes)
            }
        }
        #expect(!shelf.hasLost)
        #expect(folder.files == [], "the file has no name")
    }

    @Test("Rewriting gives back the space of what was released, and keeps the rest")
    func rewriting() throws {
        let folder = try Folder()
        defer { withExtendedLifetime(folder) {} }
        let shelf = try shelf(folder)
        var places = (0..<300).map { shelf.keep(text($0)) }
        let before = shelf.size
        #expect(!shelf.isWasteful)
        for number in 0..<300 where number % 3 != 0 { shelf.release(places[number]) }
        #expect(shelf.isWasteful)
        let kept = stride(from: 297, through: 0, by: -3).map { $0 }
        let moved = try #require(shelf.compact(kept.map { places[$0] }))
        #expect(shelf.size < before / 2)
        #expect(!shelf.isWasteful)
        for (number, place) in zip(kept, moved) { #expect(shelf.bytes(at: place) == text(number)) }
        places = (300..<400).map { shelf.keep(text($0)) }
        for (number, place) in zip(300..<400, places) { #expect(shelf.bytes(at: place) == text(number)) }
        for (number, place) in zip(kept, moved) { #expect(shelf.bytes(at: place) == text(number)) }
    }

    @Test("On a full disk what is kept stays in memory, and goes with its last use")
    func fullDisk() throws {
        let troubles = Troubles()
        let shelf = try FileShelf(settings: small(), trouble: troubles.note) { ScratchFile(descriptor: open("/dev/full", O_RDWR)) }
        let places = (0..<100).map { shelf.keep(text($0)) }
        #expect(troubles.unwritten > 10)
        #expect(shelf.unwrittenBytes > 1000)
        let read = shelf.sweep()
        for (number, place) in places.enumerated() {
            #expect(shelf.bytes(at: place) == text(number))
            #expect(read(place) == text(number))
        }
        for place in places { shelf.release(place) }
        #expect(shelf.unwrittenBytes == 0)
        #expect(!shelf.hasLost)
    }

    @Test("When there is room again, what stayed in memory is written, too")
    func roomAgain() throws {
        let folder = try Folder()
        let path = folder.path + "/file"
        let target = open(path, O_RDWR | O_CREAT, 0o600)
        // Bytes go to the full device first; then the same number stands for a file.
        let descriptor = open("/dev/full", O_RDWR)
        let troubles = Troubles()
        let shelf = try FileShelf(settings: small(), trouble: troubles.note) { ScratchFile(descriptor: descriptor) }
        var places = (0..<40).map { shelf.keep(text($0)) }
        #expect(shelf.unwrittenBytes > 0)
        dup2(target, descriptor)
        close(target)
        places += (40..<200).map { shelf.keep(text($0)) }
        #expect(shelf.unwrittenBytes == 0)
        for (number, place) in places.enumerated() { #expect(shelf.bytes(at: place) == text(number)) }
        #expect(!shelf.hasLost)
    }

    @Test("No file to rewrite into: all stays as it is, and is not tried again at once")
    func rewritingFails() throws {
        let folder = try Folder()
        let path = folder.path
        let troubles = Troubles()
        let isFull = Mutex(false)
        let shelf = try FileShelf(settings: small(), trouble: troubles.note) { () throws(ScratchFile.Failure) in
            isFull.withLock({ $0 }) ? ScratchFile(descriptor: open("/dev/full", O_RDWR)) : try ScratchFile(directory: path)
        }
        let places = (0..<200).map { shelf.keep(text($0)) }
        for number in 0..<150 { shelf.release(places[number]) }
        isFull.withLock { $0 = true }
        #expect(shelf.isWasteful)
        #expect(shelf.compact(places[150...].map { $0 }) == nil)
        #expect(troubles.unwritten == 1)
        #expect(!shelf.isWasteful)
        for number in 150..<200 { #expect(shelf.bytes(at: places[number]) == text(number)) }
    }

    @Test("Bytes that are not those that were written, or are gone, are told as lost and never given out", arguments: [true, false])
    func damage(isCut: Bool) throws {
        let folder = try Folder()
        let troubles = Troubles()
        let (shelf, descriptor) = try reachable(folder.path + "/file", troubles)
        let places = (0..<50).map { shelf.keep(text($0 + 1, 100)) }
        if isCut {
            ftruncate(descriptor, off_t(places[3].offset + 50))
        } else {
            let byte: [UInt8] = [0xee]
            pwrite(descriptor, byte, 1, off_t(places[3].offset + 60))
        }
        #expect(shelf.bytes(at: places[2]) == text(3, 100))
        #expect(!shelf.hasLost)
        #expect(shelf.sweep()(places[3]) == nil)
        #expect(shelf.hasLost)
        #expect(shelf.bytes(at: places[3]) == nil)
        #expect(troubles.lost == 2)
        #expect(shelf.compact(places) == nil)
        #expect(shelf.bytes(at: places[2]) == text(3, 100))
    }

    @Test("A directory that cannot be written is told at the start, with what to do")
    func badDirectory() throws {
        let log = HubLog(language: .en, least: .error)
        for directory in ["/nowhere/at/all", "/proc"] {
            let error = #expect(throws: SetupError.self) { try ShelfRoom(directory: directory, log: log) }
            #expect(error?.reason.en.contains("the spill directory \(directory) cannot be written") == true)
            #expect(error?.reason.zh.contains("溢出目录 \(directory) 无法写入") == true)
        }
    }

    @Test("Many states at once, each with a file of its own")
    func manyAtOnce() async throws {
        let folder = try Folder()
        let room = try ShelfRoom(directory: folder.path, log: HubLog(language: .en, least: .error))
        await withTaskGroup(of: Bool.self) { group in
            for seed in 0..<8 as Range<UInt64> {
                group.addTask {
                    var run = RandomRun(seed: seed, LedgerState(shelf: room.shelf()))
                    return run.go(steps: 60)
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}

/// Random changes, committed or undone, on a state and on one in memory.
private struct RandomRun {
    private let state: LedgerState
    private let expected = LedgerState()
    private var generator: SeededGenerator
    private let identities: UInt64

    init(seed: UInt64, _ state: LedgerState, identities: UInt64 = 40) {
        self.state = state
        self.identities = identities
        generator = SeededGenerator(seed: seed)
    }

    /// - returns: whether both were the same after each step.
    mutating func go(steps: Int) -> Bool {
        for step in 0..<steps {
            let changes = (0..<Int.random(in: 0...25, using: &generator)).map { _ in change() }
            // A changelog that is read comes before all else.
            if step < 3 {
                for change in changes {
                    state.restore(change)
                    expected.restore(change)
                }
                guard isSame else { return false }
                continue
            }
            for change in changes { state.apply(change) }
            if Int.random(in: 0..<3, using: &generator) > 0 {
                for change in changes { expected.apply(change) }
                guard isSame else { return false }
                state.commit()
                expected.commit()
            } else {
                state.rollback()
            }
            guard isSame else { return false }
        }
        return !state.hasLostEntries
    }

    private var isSame: Bool {
        state.entries == expected.entries && expected.entries == state.entries
            && state.entries.allSatisfy { id, value in state.entry(id) == expected.entry(id) && expected.entries[id] == value }
    }

    private mutating func change() -> StateChange {
        let number = UInt64.random(in: 0..<identities, using: &generator)
        let id = Identifier128(high: number &* 0x9e37_79b9_7f4a_7c15, low: number)
        guard Int.random(in: 0..<4, using: &generator) > 0 else { return .entry(id, nil) }
        let size = Int.random(in: 0..<400, using: &generator)
        return .entry(
            id,
            StoredEntry(
                EntryState(
                    contract: "list-designation@1", list: "l\(size)", party: "p", subjectKey: "s", subjectKind: .person, revision: size,
                    content: content(size))))
    }
}

@Suite("A state whose entries are in a file") struct FileShelfStateTests {
    @Test("is what one in memory is, through commits, rollbacks and rewriting", arguments: 0..<40 as Range<UInt64>)
    func asInMemory(seed: UInt64) throws {
        let folder = try Folder()
        let sizes = small(block: [100, 1000, 5000][Int(seed % 3)], window: [400, 3000][Int(seed % 2)], leastRewritten: 3000)
        let shelf = try shelf(folder, sizes)
        var run = RandomRun(seed: seed, LedgerState(shelf: shelf))
        let isSame = run.go(steps: 60)
        #expect(isSame)
        #expect(shelf.size < 60 * 25 * 300, "it was rewritten")
    }

    @Test("is what one in memory is, on a disk that is full now and then", arguments: 0..<20 as Range<UInt64>)
    func onAFullDisk(seed: UInt64) throws {
        let path = try Folder()
        let directory = path.path
        let turn = Mutex(0)
        let shelf = try FileShelf(settings: small(), trouble: { _ in }) { () throws(ScratchFile.Failure) in
            let isFull = turn.withLock { turn in
                turn += 1
                return (turn + Int(seed)) % 2 == 0
            }
            return isFull ? ScratchFile(descriptor: open("/dev/full", O_RDWR)) : try ScratchFile(directory: directory)
        }
        var run = RandomRun(seed: seed, LedgerState(shelf: shelf))
        let isSame = run.go(steps: 60)
        #expect(isSame)
    }

    @Test("A rollback finds the former entry after the file was rewritten, and after it was replaced often")
    func rollbackAfterRewriting() throws {
        let folder = try Folder()
        defer { withExtendedLifetime(folder) {} }
        let shelf = try shelf(folder)
        let state = LedgerState(shelf: shelf)
        func id(_ number: UInt64) -> Identifier128 { Identifier128(high: number, low: number) }
        func entry(_ revision: Int) -> StoredEntry {
            StoredEntry(EntryState(
                contract: "c@1", party: "p", subjectKey: "s", subjectKind: .person, revision: revision, content: content(200)))
        }
        for number in 0..<10 as Range<UInt64> { state.restore(.entry(id(number), entry(Int(number)))) }
        // Ten entries are about 3 kB: without rewriting, a hundred rounds would be 300.
        for round in 0..<100 {
            for number in 0..<10 as Range<UInt64> { state.apply(.entry(id(number), entry(1000 * round + Int(number)))) }
            state.commit()
        }
        #expect(shelf.size < 30_000)
        for _ in 0..<30 {
            for number in 0..<10 as Range<UInt64> { state.apply(.entry(id(number), entry(7))) }
        }
        state.apply(.entry(id(3), nil))
        state.rollback()
        #expect(state.entries.count == 10)
        for number in 0..<10 as Range<UInt64> { #expect(state.entries[id(number)] == entry(99_000 + Int(number))) }
        #expect(shelf.size < 30_000, "what was undone is given back, too")
        #expect(!state.hasLostEntries)
    }

    @Test("A lost entry is not there, and the state says that it is to be restored")
    func lostEntry() throws {
        let folder = try Folder()
        let (shelf, descriptor) = try reachable(folder.path + "/file", Troubles())
        let state = LedgerState(shelf: shelf)
        for number in 0..<20 as Range<UInt64> {
            state.restore(.entry(Identifier128(high: number, low: 1), StoredEntry(
                EntryState(contract: "c@1", party: "p", subjectKey: "s", subjectKind: .person, revision: 1, content: content(200)))))
        }
        #expect(state.entries.count == 20 && !state.hasLostEntries)
        ftruncate(descriptor, 0)
        #expect(state.entry(Identifier128(high: 0, low: 1)) == nil)
        #expect(state.hasLostEntries)
    }
}
