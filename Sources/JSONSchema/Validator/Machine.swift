import JSON

/// Whether a run stops at the first failure or gathers all.
protocol RunMode {
    static var gathers: Bool { get }
}

enum FirstFailure: RunMode {
    static var gathers: Bool { false }
}

enum AllFailures: RunMode {
    static var gathers: Bool { true }
}

/// Where the members of the present object stand in the state's slots.
struct Frame {
    var base = 0
    /// Index of the name table, or -1.
    var table: Int32 = -1
    /// Members that are none of the owner's properties.
    var additional = 0

    static let none = Frame()
}

/// Runs a program on a value.
///
/// Recursion goes down with the document, whose depth the parser limits, and at each of its levels with references in place,
/// which are not circular; what both make together is limited here.
struct Machine<Mode: RunMode> {
    let program: SchemaProgram
    let blocks: UnsafeMutablePointer<Block>
    let lists: UnsafeMutablePointer<InstructionList>
    let simpleStrings: UnsafeMutablePointer<SimpleString>
    let instructions: UnsafeMutablePointer<Instruction>
    let lookups: UnsafeMutablePointer<NameLookup>
    let strings: UnsafeMutablePointer<UnsafeRawBufferPointer>
    let formats: UnsafeMutablePointer<FormatCheck>
    let state: UnsafeMutablePointer<MachineState>

    /// Most blocks open at once. A document has up to 512 levels, and at each of them schemas in schemas apply; what nests
    /// beyond would exhaust the stack.
    static var deepest: Int { 2000 }

    // MARK: Blocks

    @inline(__always)
    private func list(_ block: Int32, _ view: JSONView) -> InstructionList {
        lists[Int(block) &* Block.stride &+ Int(view.kind.rawValue)]
    }

    /// Runs a block on another value than the one that the present list is about.
    @inline(__always)
    func child(_ block: Int32, _ view: JSONView) -> Bool {
        var list = list(block, view)
        guard list.count > 0 else { return true }
        if !Mode.gathers, view.kind == .string {
            if isSimplyTaken(block, view) { return true }
            if let verdict = quickly(&list, view) { return verdict }
        }
        return view.kind.rawValue < JSONView.Kind.array.rawValue
            ? execute(list, view, .none, -1)
            : enter(block, view)
    }

    /// Runs a block on a container: with a frame of its own, if it names members.
    func enter(_ index: Int32, _ view: JSONView) -> Bool {
        let block = blocks[Int(index)]
        let list = list(index, view)
        guard list.count > 0 else { return true }
        guard open(view) else { return false }
        defer { state.pointee.depth -= 1 }
        guard view.kind == .object, block.frame >= 0 else {
            return tracked(block, list, view, .none, -1)
        }
        let top = state.pointee.slotTop
        let frame = fill(block.frame, view)
        let verdict = tracked(block, list, view, frame, -1)
        state.pointee.slotTop = top
        return verdict
    }

    /// Runs a block on the same value, in the same frame.
    func same(_ index: Int32, _ view: JSONView, _ frame: Frame, _ tracker: Int) -> Bool {
        let block = blocks[Int(index)]
        let list = list(index, view)
        guard list.count > 0 else { return true }
        guard open(view) else { return false }
        defer { state.pointee.depth -= 1 }
        return tracked(block, list, view, frame, tracker)
    }

    /// Counts one more block that is open.
    ///
    /// - returns: false if that is too many, or if too many were opened in all: schemas that refer to the next one twice, and
    ///   that to the one after, open 2^n blocks. What is decided above is worth nothing then, and the document is refused.
    @inline(__always)
    private func open(_ view: JSONView) -> Bool {
        state.pointee.budget &-= 1
        guard state.pointee.depth < Self.deepest, state.pointee.budget > 0 else {
            if state.pointee.isBeyondLimits { return false }
            state.pointee.isBeyondLimits = true
            state.pointee.budget = 0
            return refuseAsBeyondLimits(view)
        }
        state.pointee.depth += 1
        return true
    }

    /// Notes that schemas nest too deeply, or ask for too much.
    ///
    /// - returns: false.
    func refuseAsBeyondLimits(_ view: JSONView) -> Bool { refuse(Instruction(opcode: .call), view) }

    /// As ``same(_:_:_:_:)`` for a branch that need not hold: what it evaluated counts only if it does.
    func branch(_ index: Int32, _ view: JSONView, _ frame: Frame, _ tracker: Int) -> Bool {
        guard tracker >= 0 else { return same(index, view, frame, -1) }
        let own = pushBits(view)
        let verdict = same(index, view, frame, own)
        popBits(own, into: verdict ? tracker : -1)
        return verdict
    }

    @inline(__always)
    private func tracked(_ block: Block, _ list: InstructionList, _ view: JSONView, _ frame: Frame, _ tracker: Int) -> Bool {
        guard block.isTracking else { return execute(list, view, frame, tracker) }
        let own = pushBits(view)
        let verdict = execute(list, view, frame, own)
        popBits(own, into: verdict ? tracker : -1)
        return verdict
    }

    /// Looks all members up once.
    @inline(__always)
    private func fill(_ table: Int32, _ view: JSONView) -> Frame {
        let lookup = lookups[Int(table)]
        state.pointee.reserve(lookup.count)
        let base = state.pointee.slotTop
        let slots = state.pointee.slots + base
        let ordinals = state.pointee.ordinals + base
        slots.update(repeating: nil, count: lookup.count)
        var guess = 0
        var additional = 0
        var ordinal: Int32 = 0
        for member in view.members {
            let slot = lookup.slot(of: member.name, guess: guess)
            if slot >= 0 {
                slots[slot] = member.value
                ordinals[slot] = ordinal
                guess = slot &+ 1
            }
            if slot < 0 || slot >= lookup.properties { additional &+= 1 }
            ordinal &+= 1
        }
        state.pointee.slotTop = base + lookup.count
        return Frame(base: base, table: table, additional: additional)
    }

    // MARK: What was evaluated

    private func words(_ view: JSONView) -> Int { view.count / 64 + 1 }

    /// Room for a bit for each member or element.
    ///
    /// - returns: where its words begin.
    private func pushBits(_ view: JSONView) -> Int {
        let start = state.pointee.bits.count
        for _ in 0..<words(view) { state.pointee.bits.append(0) }
        return start
    }

    private func popBits(_ start: Int, into other: Int) {
        let count = state.pointee.bits.count - start
        if other >= 0 {
            for word in 0..<count { state.pointee.bits[other + word] |= state.pointee.bits[start + word] }
        }
        state.pointee.bits.removeLast(count)
    }

    @inline(__always)
    func mark(_ tracker: Int, _ ordinal: Int) {
        if tracker >= 0 { state.pointee.bits[tracker + ordinal >> 6] |= 1 << UInt64(ordinal & 63) }
    }

    func isMarked(_ tracker: Int, _ ordinal: Int) -> Bool {
        tracker >= 0 && state.pointee.bits[tracker + ordinal >> 6] & 1 << UInt64(ordinal & 63) != 0
    }

    // MARK: Failures

    /// Notes a failure in a run that gathers them.
    ///
    /// - returns: false.
    @inline(__always)
    func refuse(_ instruction: Instruction, _ view: JSONView, count: Int = 0) -> Bool {
        if Mode.gathers { note(instruction, view, count: count) }
        return false
    }

    private func note(_ instruction: Instruction, _ view: JSONView, count: Int) {
        guard state.pointee.failures.count < Validator.failureLimit else {
            state.pointee.omitted += 1
            return
        }
        let first = state.pointee.steps.count
        state.pointee.steps += state.pointee.path
        state.pointee.failures.append(
            RawFailure(
                instruction: instruction, view: view, firstStep: Int32(first), stepCount: Int32(state.pointee.path.count),
                count: Int32(clamping: count)))
    }

    /// Runs a block on a value one step further down.
    @inline(__always)
    func step(_ step: @autoclosure () -> PathStep, _ block: Int32, _ view: JSONView) -> Bool {
        guard Mode.gathers else { return child(block, view) }
        state.pointee.path.append(step())
        let verdict = child(block, view)
        state.pointee.path.removeLast()
        return verdict
    }

    /// The same machine, for asking whether a branch holds.
    var asking: Machine<FirstFailure> {
        Machine<FirstFailure>(
            program: program, blocks: blocks, lists: lists, simpleStrings: simpleStrings, instructions: instructions, lookups: lookups, strings: strings, formats: formats,
            state: state)
    }
}
