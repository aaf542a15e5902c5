/// The names that are looked for in one object by the schemas that apply to it in place: looked up once, then known by slot.
final class FrameBuilder {
    private(set) var names: [String] = []
    private var slots: [String: Int32] = [:]
    /// How many of the names, from the first, are properties of the schema that owns the frame.
    var properties = 0
    /// Code already made for schemas in this frame.
    var codes: [CodeKey: Code] = [:]
    /// Schemas that are being compiled: meeting one again is a circle.
    var active: Set<CodeKey> = []
    /// Blocks already made of code in this frame.
    var subroutines: [CodeKey: Int32] = [:]
    /// Whether the block needs its names looked up although it may have none (`closed`).
    var isNeeded: Bool { !names.isEmpty || isClosed }
    var isClosed = false

    /// The slot of a name, a new one if it has none yet.
    func slot(_ name: String) -> Int32 {
        if let slot = slots[name] { return slot }
        let slot = Int32(names.count)
        names.append(name)
        slots[name] = slot
        return slot
    }
}

/// A schema together with what `$dynamicRef` means in it: the dynamic scope is known when compiling, since a schema is compiled
/// once for each scope that it is reached with.
struct CodeKey: Hashable {
    let place: SchemaPlace
    let scope: Int
}

/// The instructions of a schema before they have a place in the program.
struct Code {
    /// One list for each `JSONView.Kind`.
    var lists: [[Instruction]] = Array(repeating: [], count: 7)
    /// Whether it must run in a block of its own that notes what was evaluated.
    var isTracking = false

    var count: Int { lists.reduce(0) { $0 + $1.count } }
}
