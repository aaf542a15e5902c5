import JSON

/// Where the columns of a record stand, level by level: `applicant/name` is `name` on the level of `applicant`.
struct ColumnTree: Sendable {
    enum Target: Sendable {
        case column(Int)
        case level(Int)
        /// Known, and not needed.
        case ignored
    }

    private struct Entry: Sendable {
        let name: StableText
        let hash: UInt32
        let target: Target
    }

    // A class, so that looking up a name copies nothing; written only while the tree is built, by one thread.
    private final class Level: @unchecked Sendable {
        /// The names that lead here, each with a slash behind it.
        let path: String
        var entries: [Entry] = []
        /// Open addressing: the number of an entry, or -1.
        var slots = [Int32](repeating: -1, count: 8)

        init(path: String) { self.path = path }

        func add(_ entry: Entry) {
            entries.append(entry)
            if slots.count < entries.count * 2 {
                slots = [Int32](repeating: -1, count: slots.count * 2)
                for index in entries.indices { place(index) }
            } else {
                place(entries.count - 1)
            }
        }

        private func place(_ index: Int) {
            var slot = Int(entries[index].hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }

    private var levels = [Level(path: "")]

    /// Adds a column.
    /// - returns: false if another column stands there, above it or below it.
    mutating func add(_ path: [String], _ target: Target) -> Bool {
        var level = 0
        for (depth, name) in path.enumerated() {
            let isLast = depth == path.count - 1
            let known = levels[level].entries.first { $0.name.string == name }
            if let known {
                guard !isLast, case .level(let next) = known.target else { return false }
                level = next
                continue
            }
            let text = StableText(name)
            let entry = Entry(
                name: text, hash: JSONView.nameHash(of: text.bytes), target: isLast ? target : .level(levels.count))
            levels[level].add(entry)
            if !isLast {
                levels.append(Level(path: levels[level].path + name + "/"))
                level = levels.count - 1
            }
        }
        return true
    }

    /// What a name stands for on a level; nil if the adapter does not know it.
    @inline(__always)
    func find(hash: UInt32, level: Int, where isName: (UnsafeRawBufferPointer) -> Bool) -> Target? {
        let here = levels[level]
        var slot = Int(hash) & (here.slots.count - 1)
        while here.slots[slot] >= 0 {
            let index = Int(here.slots[slot])
            if here.entries[index].hash == hash, isName(here.entries[index].name.bytes) { return here.entries[index].target }
            slot = (slot + 1) & (here.slots.count - 1)
        }
        return nil
    }

    /// The names that lead to a level, each with a slash behind it.
    func path(of level: Int) -> String { levels[level].path }
}
