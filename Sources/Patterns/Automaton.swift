/// A pattern as a table of states: for each scalar of the text one lookup of its class and one of the next state.
final class Automaton: Sendable {
    /// A state from which no match can be reached.
    static let dead: UInt32 = 0

    /// The state in which a match has been found.
    static let matched: UInt32 = 1

    /// Entries in front of the first row, so that no state is numbered as those two.
    static let firstState: UInt32 = 2

    /// The row of a state begins at its number: the state behind a scalar of each class, and at last `matched` or
    /// `dead` for the end of the text.
    private let table: [UInt32]

    private let start: UInt32
    private let classes: ScalarClasses

    init(table: [UInt32], start: UInt32, classes: ScalarClasses) {
        self.table = table
        self.start = start
        self.classes = classes
    }

    func matches(_ utf8: UnsafeRawBufferPointer) -> Bool {
        guard start > Automaton.matched else { return start == Automaton.matched }
        return table.withUnsafeBufferPointer { table in
            classes.withReader { reader in
                var state = start
                if var at = utf8.baseAddress {
                    let end = at + utf8.count
                    while at < end {
                        state = table[Int(state) &+ reader.next(&at, end: end)]
                        if state <= Automaton.matched { return state == Automaton.matched }
                    }
                }
                return table[Int(state) &+ classes.count] == Automaton.matched
            }
        }
    }
}
