/// A set of strings as a tree of their scalars, walked one scalar at a time.
struct StringTree {
    /// No string of the set begins like this.
    static let outside = -1

    private var children: [[UInt32: Int]] = [[:]]
    private var ends: Set<Int> = []

    init(_ strings: [String]) {
        for string in strings {
            var node = 0
            for scalar in string.unicodeScalars {
                if let next = children[node][scalar.value] {
                    node = next
                } else {
                    children[node][scalar.value] = children.count
                    node = children.count
                    children.append([:])
                }
            }
            ends.insert(node)
        }
    }

    func next(_ node: Int, _ scalar: UInt32) -> Int {
        node == StringTree.outside ? node : children[node][scalar] ?? StringTree.outside
    }

    /// Whether a string of the set ends here.
    func isEnd(_ node: Int) -> Bool { ends.contains(node) }

    func contains(_ string: String) -> Bool {
        isEnd(string.unicodeScalars.reduce(0) { next($0, $1.value) })
    }
}
