/// Turns a tree into a program (Thompson's construction), repetitions expanded.
struct ProgramCompiler {
    private var instructions: [Instruction] = []
    private var hasWordBoundaries = false
    private var looksAhead = false

    /// - Throws: `tooLarge`.
    static func compile(_ tree: SyntaxTree) throws(PatternError) -> Program {
        guard try size(of: tree.root) < PatternLimits.instructions else {
            throw PatternError(kind: .tooLarge, offset: 0)
        }
        var compiler = ProgramCompiler()
        compiler.emit(tree.root)
        compiler.instructions.append(.match)

        var evaluator = SetEvaluator()
        var sets: [ScalarSet] = []
        for set in tree.sets { sets.append(try evaluator.evaluate(set)) }
        let wordSet = sets.count
        if compiler.hasWordBoundaries { sets.append(.wordCharacters) }
        let partition = try ScalarPartition(sets)
        let membership = SetMembership(partition, sets: sets)
        let isWordClass =
            compiler.hasWordBoundaries
            ? (0..<partition.classCount).map { membership.contains(set: wordSet, class: $0) } : []
        return Program(
            instructions: compiler.instructions, classes: ScalarClasses(partition), membership: membership,
            isWordClass: isWordClass, looksAhead: compiler.looksAhead)
    }

    /// Instructions that a node needs. Every node but `empty` needs at least one, so trees that pass are walked in
    /// time proportional to the limit, repetitions included.
    ///
    /// - Throws: `tooLarge` at the innermost repetition that needs more than the limit.
    private static func size(of node: SyntaxNode) throws(PatternError) -> Int {
        switch node {
        case .empty:
            return 0
        case .set, .assertion:
            return 1
        case .sequence(let parts):
            var sum = 0
            for part in parts { sum += try size(of: part) }
            return sum
        case .choice(let choices):
            var sum = 2 * (choices.count - 1)
            for choice in choices { sum += try size(of: choice) }
            return sum
        case .repetition(let body, let least, let most, let offset):
            let once = try size(of: body)
            let copies = most ?? max(least, 1)
            let (product, isTooGreat) = copies.multipliedReportingOverflow(by: once)
            guard !isTooGreat, product <= PatternLimits.instructions else {
                throw PatternError(kind: .tooLarge, offset: offset)
            }
            guard let most else { return product + (least == 0 ? 2 : 1) }
            return product + (most - least)
        }
    }

    private mutating func emit(_ node: SyntaxNode) {
        switch node {
        case .empty:
            break
        case .set(let index):
            instructions.append(.consume(set: Int32(truncatingIfNeeded: index)))
        case .assertion(let assertion):
            switch assertion {
            case .start: break
            case .end: looksAhead = true
            case .wordBoundary, .notWordBoundary: (looksAhead, hasWordBoundaries) = (true, true)
            }
            instructions.append(.assertion(assertion))
        case .sequence(let parts):
            for part in parts { emit(part) }
        case .choice(let choices):
            emitChoice(choices)
        case .repetition(let body, let least, let most, _):
            emitRepetition(body, least: least, most: most)
        }
    }

    private mutating func emitChoice(_ choices: [SyntaxNode]) {
        var jumps: [Int] = []
        for (index, choice) in choices.enumerated() {
            guard index < choices.count - 1 else {
                emit(choice)
                break
            }
            let fork = reserve()
            emit(choice)
            jumps.append(reserve())
            instructions[fork] = .fork(end)
        }
        for jump in jumps { instructions[jump] = .jump(end) }
    }

    private mutating func emitRepetition(_ body: SyntaxNode, least: Int, most: Int?) {
        guard let most else {
            for _ in 1..<max(least, 1) { emit(body) }
            let fork = least == 0 ? reserve() : nil
            let first = end
            emit(body)
            instructions.append(.fork(first))
            if let fork { instructions[fork] = .fork(end) }
            return
        }
        for _ in 0..<least { emit(body) }
        var forks: [Int] = []
        for _ in least..<most {
            forks.append(reserve())
            emit(body)
        }
        for fork in forks { instructions[fork] = .fork(end) }
    }

    /// The place behind the last instruction.
    private var end: Int32 { Int32(truncatingIfNeeded: instructions.count) }

    /// Makes room for a fork or jump whose place is not yet known.
    private mutating func reserve() -> Int {
        instructions.append(.match)
        return instructions.count - 1
    }
}
