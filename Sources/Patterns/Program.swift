/// A pattern as instructions for a simulation, the first of which is where it starts.
final class Program: Sendable {
    let instructions: [Instruction]
    let classes: ScalarClasses
    let membership: SetMembership

    /// For each class, whether its scalars are word characters; empty if the program has no word boundaries.
    let isWordClass: [Bool]

    /// Whether there are assertions that depend on what follows.
    let looksAhead: Bool

    init(
        instructions: [Instruction], classes: ScalarClasses, membership: SetMembership, isWordClass: [Bool],
        looksAhead: Bool
    ) {
        self.instructions = instructions
        self.classes = classes
        self.membership = membership
        self.isWordClass = isWordClass
        self.looksAhead = looksAhead
    }
}

/// One step of a program. Places are indices of instructions; where none is named, the next one follows.
enum Instruction {
    /// Goes past one scalar of the set with this index.
    case consume(set: Int32)
    case assertion(Assertion)
    /// Goes on at the next instruction as well as at this place.
    case fork(Int32)
    case jump(Int32)
    case match
}
