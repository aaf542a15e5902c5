/// Things that are expected and things that are seen: they must be the same, in whatever order.
struct Multiset {
    private var surplus: [String: Int] = [:]

    mutating func expect(_ thing: String) { add(thing, 1) }
    mutating func see(_ thing: String) { add(thing, -1) }

    private mutating func add(_ thing: String, _ change: Int) {
        let count = (surplus[thing] ?? 0) + change
        surplus[thing] = count == 0 ? nil : count
    }

    /// What is missing or too much; nil if all is as expected.
    var difference: String? {
        guard let first = surplus.keys.min() else { return nil }
        return surplus[first]! > 0 ? "\(first) is missing" : "\(first) is there without a reason"
    }
}
