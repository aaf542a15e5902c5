/// Follows all ways through a program at once. Each scalar takes time proportional to the program at most, because no
/// instruction is entered twice between two scalars.
///
/// The program's start is entered again before every scalar, which is what makes the search unanchored.
struct Simulation {
    /// What stands before the place in the text where the simulation is.
    enum Before: Hashable {
        case start, word, other
    }

    /// What follows there.
    enum Behind {
        case word, other, end
    }

    let program: Program

    /// Instructions entered so far, a measure of the time taken.
    private(set) var steps = 0

    private var stack: [Int32] = []

    init(_ program: Program) {
        self.program = program
    }

    /// Enters the program's start.
    ///
    /// - Returns: whether that led to a match, whatever follows.
    mutating func start(_ places: inout Places, _ before: Before) -> Bool {
        enter(0, &places, before)
    }

    /// Passes the assertions that hold, now that it is known what follows.
    ///
    /// - Returns: whether that led to a match.
    mutating func resolve(_ places: inout Places, _ before: Before, _ behind: Behind) -> Bool {
        var index = 0
        // Assertions passed may lead to others, which are appended.
        while index < places.waiting.count {
            let place = places.waiting[index]
            index += 1
            guard case .assertion(let assertion) = program.instructions[Int(place)] else { continue }
            if Self.holds(assertion, before, behind), enter(place &+ 1, &places, before) { return true }
        }
        return false
    }

    /// Consumes a scalar of a class.
    ///
    /// - Parameters:
    ///   - places: the places before it, with what follows resolved.
    ///   - next: the places behind it.
    /// - Returns: whether that led to a match, whatever follows.
    mutating func step(_ places: Places, over member: Int, to next: inout Places) -> Bool {
        next.removeAll()
        let before = before(behind: member)
        for place in places.waiting {
            steps &+= 1
            guard case .consume(let set) = program.instructions[Int(place)],
                program.membership.contains(set: Int(set), class: member)
            else { continue }
            if enter(place &+ 1, &next, before) { return true }
        }
        return enter(0, &next, before)
    }

    /// What follows before a scalar of a class.
    func behind(before member: Int) -> Behind {
        !program.isWordClass.isEmpty && program.isWordClass[member] ? .word : .other
    }

    private func before(behind member: Int) -> Before {
        !program.isWordClass.isEmpty && program.isWordClass[member] ? .word : .other
    }

    /// Goes from an instruction to all that can be reached without consuming anything.
    private mutating func enter(_ first: Int32, _ places: inout Places, _ before: Before) -> Bool {
        stack.removeAll(keepingCapacity: true)
        var place = first
        while true {
            steps &+= 1
            var isDone = true
            if places.enter(place) {
                switch program.instructions[Int(place)] {
                case .consume:
                    places.wait(at: place)
                case .assertion(.start):
                    if before == .start {
                        place &+= 1
                        isDone = false
                    }
                case .assertion:
                    places.wait(at: place)
                case .fork(let other):
                    stack.append(other)
                    place &+= 1
                    isDone = false
                case .jump(let target):
                    place = target
                    isDone = false
                case .match:
                    return true
                }
            }
            if isDone {
                guard let waiting = stack.popLast() else { return false }
                place = waiting
            }
        }
    }

    private static func holds(_ assertion: Assertion, _ before: Before, _ behind: Behind) -> Bool {
        switch assertion {
        case .start: before == .start
        case .end: behind == .end
        case .wordBoundary: (before == .word) != (behind == .word)
        case .notWordBoundary: (before == .word) == (behind == .word)
        }
    }
}
