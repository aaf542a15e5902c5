import JSON

extension Machine {
    /// Notes that a slot is not filled, with the missing name as the last step.
    func missing(_ instruction: Instruction, _ slot: Int32, _ view: JSONView, _ frame: Frame) -> Bool {
        state.pointee.path.append(PathStep(table: frame.table, index: slot))
        defer { state.pointee.path.removeLast() }
        return refuse(instruction, view)
    }

    /// Notes each member that the owner of the frame does not name.
    func unknown(_ instruction: Instruction, _ view: JSONView, _ frame: Frame) -> Bool {
        let lookup = lookups[Int(frame.table)]
        for member in view.members {
            let slot = lookup.slot(of: member.name, guess: 0)
            guard slot < 0 || slot >= lookup.properties else { continue }
            state.pointee.path.append(PathStep(table: -1, index: -1, name: member.name))
            _ = refuse(instruction, member.value)
            state.pointee.path.removeLast()
        }
        return false
    }

    /// `patternProperties` and `additionalProperties`.
    func scan(_ instruction: Instruction, _ view: JSONView, _ tracker: Int) -> Bool {
        let scan = program.scans[Int(instruction.a)]
        var good = true
        var ordinal = 0
        for member in view.members {
            defer { ordinal += 1 }
            var isAdditional = scan.names < 0 || lookups[Int(scan.names)].slot(of: member.name, guess: ordinal) < 0
            for pattern in Int(scan.firstPattern)..<Int(scan.firstPattern + scan.patternCount)
            where member.name.withUTF8({ program.scanPatterns[pattern].matches($0) }) {
                isAdditional = false
                mark(tracker, ordinal)
                if !step(PathStep(table: -1, index: -1, name: member.name), program.scanBlocks[pattern], member.value) {
                    good = false
                    if !Mode.gathers { return false }
                }
            }
            if isAdditional, scan.additional >= 0 {
                mark(tracker, ordinal)
                if !step(PathStep(table: -1, index: -1, name: member.name), scan.additional, member.value) {
                    good = false
                    if !Mode.gathers { return false }
                }
            }
        }
        return good
    }

    func unevaluatedProperties(_ instruction: Instruction, _ view: JSONView, _ tracker: Int) -> Bool {
        var good = true
        var ordinal = 0
        for member in view.members {
            defer { ordinal += 1 }
            guard !isMarked(tracker, ordinal) else { continue }
            mark(tracker, ordinal)
            if !step(PathStep(table: -1, index: -1, name: member.name), instruction.a, member.value) {
                good = false
                if !Mode.gathers { return false }
            }
        }
        return good
    }
}
