/// What bounds the memory and the time that a pattern takes, whoever wrote it.
enum PatternLimits {
    /// Most groups open at once: the parser and the compiler are recursive.
    static let depth = 250

    /// Most instructions of a program, repetitions expanded.
    static let instructions = 50_000

    /// Most ranges of scalars that the sets of a program have together, as they are written and as they are negated.
    static let ranges = 200_000

    /// Most pairs of a set and an interval of scalars that all sets treat alike: 8 MiB of bits.
    static let memberships = 1 << 26

    /// Most intervals that all sets have together: some tenths of a second.
    static let intervalVisits = 4_000_000

    /// Most entries of an automaton's table, of 4 bytes each.
    static let tableEntries = 1 << 17

    /// Most places that a builder visits before it gives an automaton up: some tens of milliseconds.
    static let buildSteps = 2_000_000
}
