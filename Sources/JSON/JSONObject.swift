/// The members of an object in the order of the text. Equality and hash ignore the order.
public struct JSONObject: Sendable {
    /// Most members among which a name is looked for one by one.
    private static let linearCount = 8

    /// Member names in order.
    public private(set) var names: [String] = []
    private var values: [JSONValue] = []
    /// Places of the names; empty while there are few.
    private var places: [ExactString: Int] = [:]

    /// - Parameter members: in order. A name that occurs again keeps its first place and takes the later value.
    public init(_ members: [(String, JSONValue)]) {
        names.reserveCapacity(members.count)
        values.reserveCapacity(members.count)
        let isIndexed = members.count > JSONObject.linearCount
        if isIndexed { places.reserveCapacity(members.count) }
        for (name, value) in members {
            if let place = place(of: name) {
                values[place] = value
            } else {
                if isIndexed { places[ExactString(name)] = names.count }
                names.append(name)
                values.append(value)
            }
        }
    }

    public var count: Int { names.count }

    public var isEmpty: Bool { names.isEmpty }

    /// The member called `name`, compared scalar by scalar.
    public subscript(name: String) -> JSONValue? { place(of: name).map { values[$0] } }

    private func place(of name: String) -> Int? {
        guard places.isEmpty else { return places[ExactString(name)] }
        return names.firstIndex { ExactString($0) == ExactString(name) }
    }
}

extension JSONObject: Sequence {
    public func makeIterator() -> Iterator { Iterator(pairs: zip(names, values).makeIterator()) }

    public var underestimatedCount: Int { count }

    public struct Iterator: IteratorProtocol {
        var pairs: Zip2Sequence<[String], [JSONValue]>.Iterator

        public mutating func next() -> (name: String, value: JSONValue)? {
            pairs.next().map { (name: $0.0, value: $0.1) }
        }
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (name, value) in self {
            var memberHasher = Hasher()
            memberHasher.combine(ExactString(name))
            memberHasher.combine(value)
            sum &+= memberHasher.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }
}
