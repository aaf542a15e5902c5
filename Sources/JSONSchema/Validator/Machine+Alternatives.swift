import JSON

extension Machine {
    func anyOf(_ instruction: Instruction, _ view: JSONView, _ frame: Frame, _ tracker: Int) -> Bool {
        let first = Int(instruction.a)
        var fits = false
        for index in first..<first + Int(instruction.b) {
            if asking.branch(program.branches[index], view, frame, tracker) {
                fits = true
                // What the other branches evaluate matters only to `unevaluated…`.
                if tracker < 0 { return true }
            }
        }
        return fits || explain(instruction, view, frame)
    }

    func oneOf(_ instruction: Instruction, _ view: JSONView, _ frame: Frame, _ tracker: Int) -> Bool {
        let first = Int(instruction.a)
        var fitting = 0
        for index in first..<first + Int(instruction.b) where asking.branch(program.branches[index], view, frame, tracker) {
            fitting += 1
            if fitting > 1 { return refuse(instruction, view, count: fitting) }
        }
        return fitting == 1 || explain(instruction, view, frame)
    }

    /// Notes that no branch fits, and the failures of the branch that comes closest: most likely the one that was meant.
    ///
    /// - returns: false.
    private func explain(_ instruction: Instruction, _ view: JSONView, _ frame: Frame) -> Bool {
        guard Mode.gathers else { return false }
        _ = refuse(instruction, view)
        let mark = (state.pointee.failures.count, state.pointee.steps.count, state.pointee.omitted)
        func restore() {
            state.pointee.failures.removeLast(state.pointee.failures.count - mark.0)
            state.pointee.steps.removeLast(state.pointee.steps.count - mark.1)
            state.pointee.omitted = mark.2
        }
        var best: (score: Int, failures: ArraySlice<RawFailure>, steps: ArraySlice<PathStep>)?
        let first = Int(instruction.a)
        for index in first..<first + Int(instruction.b) {
            _ = same(program.branches[index], view, frame, -1)
            let failures = state.pointee.failures[mark.0...]
            let score = failures.reduce(0) { $0 + weight($1, view) }
            if best.map({ score < $0.score }) ?? true { best = (score, failures, state.pointee.steps[mark.1...]) }
            restore()
        }
        if let best {
            state.pointee.failures += best.failures
            state.pointee.steps += best.steps
        }
        return false
    }

    /// How far a failure tells that another branch was meant: a wrong type of the whole most, then a wrong constant, which
    /// mostly is what tells the branches apart.
    private func weight(_ failure: RawFailure, _ view: JSONView) -> Int {
        switch failure.instruction.opcode {
        case .wrongType: Int(failure.stepCount) == state.pointee.path.count ? 1000 : 10
        case .enumeration, .stringEnumeration, .fail: 10
        default: 1
        }
    }
}
