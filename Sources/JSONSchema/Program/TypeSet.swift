import JSON

/// The JSON types that a schema allows, as a set of bits.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt8
    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let integer = TypeSet(rawValue: 4)
    static let number = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)

    private static let names: [(String, TypeSet)] = [
        ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
        ("string", .string), ("array", .array), ("object", .object),
    ]

    static func named(_ name: String) -> TypeSet? { names.first { $0.0 == name }?.1 }

    /// Whether values of the kind can be of one of the types.
    func takes(_ kind: JSONView.Kind) -> Bool {
        switch kind {
        case .null: contains(.null)
        case .false, .true: contains(.boolean)
        case .number: !isDisjoint(with: [.number, .integer])
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }

    /// The names of the types, as the schema writes them.
    var description: String {
        Self.names.filter { contains($0.1) }.map(\.0).joined(separator: "|")
    }
}
