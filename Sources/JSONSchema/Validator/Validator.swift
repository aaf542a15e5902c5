import JSON

/// Checks parsed documents against one schema, one after another.
///
/// Keeps its memory from document to document: one for each thread. The first failure ends ``accepts(_:day:)``, which
/// allocates nothing once warm; ``failures(of:day:)`` goes on and gathers all.
public final class Validator {
    /// No document is told of more failures than this.
    public static let failureLimit = 500

    public let schema: Schema
    private let state: UnsafeMutablePointer<MachineState>

    public init(_ schema: Schema) {
        self.schema = schema
        state = .allocate(capacity: 1)
        state.initialize(to: MachineState())
    }

    deinit {
        state.pointee.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Whether the schema takes a value.
    ///
    /// - parameter day: days since 1970-01-01, for text rules that change with time.
    public func accepts(_ view: JSONView, day: Int = 0) -> Bool {
        prepare(view, day)
        return machine(FirstFailure.self).child(schema.root, view) && !state.pointee.isBeyondLimits
    }

    /// Everything that the schema refuses in a value, in the order of the schema.
    ///
    /// - returns: failures that borrow the view's text; valid until this validator is used again.
    public func failures(of view: JSONView, day: Int = 0) -> [Failure] {
        prepare(view, day)
        state.pointee.path.removeAll(keepingCapacity: true)
        state.pointee.failures.removeAll(keepingCapacity: true)
        state.pointee.steps.removeAll(keepingCapacity: true)
        state.pointee.omitted = 0
        let machine = machine(AllFailures.self)
        if machine.child(schema.root, view), state.pointee.isBeyondLimits { _ = machine.refuseAsBeyondLimits(view) }
        return state.pointee.failures.map { Failure($0, steps: state.pointee.steps, program: schema.program, day: day) }
    }

    /// Failures of the last ``failures(of:day:)`` beyond the limit, not listed.
    public var omitted: Int { state.pointee.omitted }

    /// A member of the object last checked, by its slot in ``Schema/slotNames``; nil if it has none such.
    ///
    /// Valid only while the checked text is, and only after the schema was run on an object.
    @inline(__always)
    public subscript(slot: Int) -> JSONView? { state.pointee.slots[slot] }

    private func prepare(_ view: JSONView, _ day: Int) {
        state.pointee.day = day
        state.pointee.slotTop = 0
        state.pointee.depth = 0
        // Contracts open some ten blocks a record; only schemas that multiply come near this.
        state.pointee.budget = 2_000_000 + 64 * view.rawBytes.count
        state.pointee.isBeyondLimits = false
        state.pointee.bits.removeAll(keepingCapacity: true)
    }

    private func machine<Mode: RunMode>(_ mode: Mode.Type) -> Machine<Mode> {
        let program = schema.program
        return Machine(
            program: program, blocks: program.blocks, lists: program.lists, simpleStrings: program.simpleStrings, instructions: program.instructions, lookups: program.lookups,
            strings: program.strings, formats: program.formats, state: state)
    }
}
