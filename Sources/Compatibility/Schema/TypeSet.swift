import JSON

/// A set of the six types of JSON values.
struct TypeSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let number = TypeSet(rawValue: 4)
    static let string = TypeSet(rawValue: 8)
    static let array = TypeSet(rawValue: 16)
    static let object = TypeSet(rawValue: 32)
    static let all = TypeSet(rawValue: 63)

    /// The types one by one, the most telling for a witness first.
    static let each: [TypeSet] = [.string, .number, .object, .array, .boolean, .null]

    var complement: TypeSet { TypeSet.all.subtracting(self) }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(of value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool: .boolean
            case .number: .number
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }
}
