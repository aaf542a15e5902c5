extension ScriptTable {
    /// The long name of a script that is given by any of its names; nil if there is no such script.
    static func name(ofScript name: String) -> String? {
        entries.first { $0.names.contains(name[...]) }.map { String($0.names[0]) }
    }

    /// - Parameter name: the long name of a script; of an unknown one there are no scalars.
    static func scalars(ofScript name: String) -> ScalarSet {
        entries.first { $0.names[0] == name[...] }?.own ?? ScalarSet(unordered: [])
    }

    /// The scalars that are used in a script, its own and others.
    ///
    /// - Parameter name: the long name of a script; of an unknown one there are no scalars.
    static func scalars(usedInScript name: String) -> ScalarSet {
        if name == "Common" || name == "Inherited" {
            // These scripts have only the scalars that are used in no particular one.
            let elsewhere = ScalarSet(unordered: entries.flatMap(\.shared.ranges))
            return scalars(ofScript: name).complement.union(elsewhere).complement
        }
        guard let entry = entries.first(where: { $0.names[0] == name[...] }) else { return ScalarSet(unordered: []) }
        return entry.own.union(entry.shared)
    }

    private struct Entry {
        /// The long name first.
        let names: [Substring]
        /// Ranges in hexadecimal.
        let ownRanges: Substring
        let sharedRanges: Substring

        var own: ScalarSet { ScalarSet(hexadecimal: String(ownRanges)) }
        var shared: ScalarSet { ScalarSet(hexadecimal: String(sharedRanges)) }
    }

    /// The table's entries, found on first use.
    private static let entries: [Entry] = {
        var entries: [Entry] = []
        var names: [Substring] = []
        var ranges: [[Substring]] = [[], []]
        var column = 0
        func close() {
            guard !names.isEmpty else { return }
            let (own, shared) = (ranges[0].joined(separator: " "), ranges[1].joined(separator: " "))
            entries.append(Entry(names: names, ownRanges: own[...], sharedRanges: shared[...]))
        }
        for line in text.split(separator: "\n") {
            var rest = line
            if let colon = line.firstIndex(of: ":") {
                close()
                names = line[..<colon].split(separator: " ")
                rest = line[line.index(after: colon)...]
                ranges = [[], []]
                column = 0
            }
            for range in rest.split(separator: " ") {
                if range == "+" { column = 1 } else { ranges[column].append(range) }
            }
        }
        close()
        return entries
    }()
}
