/// Finds all sets of places that a simulation of a program can be in, and makes each a state of an automaton.
struct AutomatonBuilder {
    /// Where a simulation is between two scalars.
    private struct State: Hashable {
        /// In ascending order.
        var places: [Int32]
        /// What stands before; always `other` if no place depends on it.
        var before: Simulation.Before
    }

    /// Where a simulation is once it knows what follows.
    private struct Outcome {
        var isMatch = false
        var places: Places
    }

    private let program: Program
    private let stateLimit: Int
    private let rowLength: Int
    private var simulation: Simulation
    private var scratch: Places
    private var beforeWord: Outcome
    private var beforeOther: Outcome
    private var atEnd: Outcome

    private var states: [State] = []
    private var numbers: [State: UInt32] = [:]
    private var table = [UInt32](repeating: Automaton.dead, count: Int(Automaton.firstState))

    /// The automaton for a program; nil if it would have too many states, or take too much memory or time to build.
    static func build(_ program: Program, stateLimit: Int) -> Automaton? {
        var builder = AutomatonBuilder(program, stateLimit: stateLimit)
        return builder.build()
    }

    private init(_ program: Program, stateLimit: Int) {
        self.program = program
        self.stateLimit = stateLimit
        rowLength = program.classes.count + 1
        simulation = Simulation(program)
        scratch = Places(instructions: program.instructions.count)
        beforeWord = Outcome(places: scratch)
        beforeOther = Outcome(places: scratch)
        atEnd = Outcome(places: scratch)
    }

    private mutating func build() -> Automaton? {
        let isMatch = simulation.start(&scratch, .start)
        guard let start = number(isMatch: isMatch, .start) else { return nil }
        var index = 0
        while index < states.count {
            guard appendRow(states[index]) else { return nil }
            index += 1
        }
        return Automaton(table: table, start: start, classes: program.classes)
    }

    /// The number of the state whose places are in `scratch`, a new one if it is not known; nil if it is one too many.
    private mutating func number(isMatch: Bool, _ before: Simulation.Before) -> UInt32? {
        if isMatch { return Automaton.matched }
        guard !scratch.waiting.isEmpty else { return Automaton.dead }
        var state = State(places: scratch.waiting.sorted(), before: .other)
        if state.places.contains(where: isAssertion) { state.before = before }
        if let known = numbers[state] { return known }
        let tableCount = Int(Automaton.firstState) + (states.count + 1) * rowLength
        guard states.count < stateLimit, tableCount <= PatternLimits.tableEntries else { return nil }
        let number = Automaton.firstState + UInt32(truncatingIfNeeded: states.count * rowLength)
        numbers[state] = number
        states.append(state)
        return number
    }

    private func isAssertion(_ place: Int32) -> Bool {
        if case .assertion = program.instructions[Int(place)] { true } else { false }
    }

    /// - Returns: whether the limits allow it.
    private mutating func appendRow(_ state: State) -> Bool {
        Self.resolve(state, .word, &simulation, &beforeWord)
        Self.resolve(state, .other, &simulation, &beforeOther)
        Self.resolve(state, .end, &simulation, &atEnd)
        for member in 0..<program.classes.count {
            let isWord = simulation.behind(before: member) == .word
            let isMatch =
                isWord
                ? beforeWord.isMatch || simulation.step(beforeWord.places, over: member, to: &scratch)
                : beforeOther.isMatch || simulation.step(beforeOther.places, over: member, to: &scratch)
            guard simulation.steps <= PatternLimits.buildSteps,
                let next = number(isMatch: isMatch, isWord ? .word : .other)
            else { return false }
            table.append(next)
        }
        table.append(atEnd.isMatch ? Automaton.matched : Automaton.dead)
        return true
    }

    private static func resolve(
        _ state: State, _ behind: Simulation.Behind, _ simulation: inout Simulation, _ outcome: inout Outcome
    ) {
        outcome.places.removeAll()
        for place in state.places where outcome.places.enter(place) { outcome.places.wait(at: place) }
        outcome.isMatch = simulation.resolve(&outcome.places, state.before, behind)
    }
}
