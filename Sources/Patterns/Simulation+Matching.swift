extension Simulation {
    /// Whether a program matches anywhere in a text, in time proportional to the text times the program at most.
    static func matches(_ program: Program, _ utf8: UnsafeRawBufferPointer) -> Bool {
        program.classes.withReader { reader in
            var simulation = Simulation(program)
            return simulation.matches(utf8, reader)
        }
    }

    private mutating func matches(_ utf8: UnsafeRawBufferPointer, _ reader: ScalarClassReader) -> Bool {
        var places = Places(instructions: program.instructions.count)
        var next = places
        var before = Before.start
        if start(&places, before) { return true }
        if var at = utf8.baseAddress {
            let end = at + utf8.count
            while at < end {
                let member = reader.next(&at, end: end)
                let behind = behind(before: member)
                if program.looksAhead, resolve(&places, before, behind) { return true }
                if step(places, over: member, to: &next) { return true }
                swap(&places, &next)
                // Not even the start leads anywhere from here, and it will not further on.
                if places.waiting.isEmpty { return false }
                before = behind == .word ? .word : .other
            }
        }
        return program.looksAhead && resolve(&places, before, .end)
    }
}
