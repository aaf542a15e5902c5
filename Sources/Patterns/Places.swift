/// The places of a program where a simulation is between two scalars.
struct Places {
    /// Instructions that consume a scalar, and assertions that wait for what follows.
    private(set) var waiting: [Int32] = []

    /// For each instruction the generation in which it was last entered.
    private var generations: [Int]
    private var generation = 1

    init(instructions: Int) {
        generations = [Int](repeating: 0, count: instructions)
    }

    mutating func removeAll() {
        generation &+= 1
        waiting.removeAll(keepingCapacity: true)
    }

    /// Notes that an instruction is entered.
    ///
    /// - Returns: whether it had not been.
    @inline(__always)
    mutating func enter(_ place: Int32) -> Bool {
        let index = Int(place)
        if generations[index] == generation { return false }
        generations[index] = generation
        return true
    }

    @inline(__always)
    mutating func wait(at place: Int32) {
        waiting.append(place)
    }
}
