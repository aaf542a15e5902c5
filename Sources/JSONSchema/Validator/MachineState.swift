import JSON

/// Memory that a validator works in, kept from one document to the next.
struct MachineState {
    /// Members by slot: the frames of all objects being looked at, one above the other.
    var slots: UnsafeMutablePointer<JSONView?>
    /// The place of each slot's member in its object.
    var ordinals: UnsafeMutablePointer<Int32>
    var slotCapacity: Int
    var slotTop = 0
    /// Which members or elements have been evaluated, a bit for each: one run of words above the other.
    var bits: [UInt64] = []
    /// Blocks that are open.
    var depth = 0
    /// How many more blocks may be opened for this document.
    var budget = 0
    /// Whether there were too many at any time, also in a branch that need not hold.
    var isBeyondLimits = false
    /// What the caller gave, for text rules.
    var day = 0

    var path: [PathStep] = []
    var failures: [RawFailure] = []
    var steps: [PathStep] = []
    /// Failures beyond the limit.
    var omitted = 0

    init() {
        slotCapacity = 256
        slots = .allocate(capacity: slotCapacity)
        slots.initialize(repeating: nil, count: slotCapacity)
        ordinals = .allocate(capacity: slotCapacity)
        ordinals.initialize(repeating: 0, count: slotCapacity)
    }

    func deallocate() {
        slots.deallocate()
        ordinals.deallocate()
    }

    /// Makes room for a frame above those in use.
    mutating func reserve(_ count: Int) {
        guard slotTop + count > slotCapacity else { return }
        let capacity = max(slotCapacity * 2, slotTop + count)
        let slots = UnsafeMutablePointer<JSONView?>.allocate(capacity: capacity)
        slots.initialize(repeating: nil, count: capacity)
        slots.update(from: self.slots, count: slotTop)
        let ordinals = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
        ordinals.initialize(repeating: 0, count: capacity)
        ordinals.update(from: self.ordinals, count: slotTop)
        deallocate()
        self.slots = slots
        self.ordinals = ordinals
        slotCapacity = capacity
    }
}

/// One step from the root of a document towards a value.
struct PathStep {
    /// The table and slot of a member that the schema names; table -1 for others.
    var table: Int32
    /// The slot, or the index of an element if ``name`` is nil too.
    var index: Int32
    /// The member's name in the document, where the schema does not name it.
    var name: JSONView?
}

/// A failure as it is noted: everything else is made from it when asked for.
struct RawFailure {
    let instruction: Instruction
    let view: JSONView
    let firstStep: Int32
    let stepCount: Int32
    /// How many elements matched (`contains`), or another number the keyword counts.
    let count: Int32
}
