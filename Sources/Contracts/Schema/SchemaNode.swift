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
    static let any = TypeSet(rawValue: 127)

    static let names: [(String, TypeSet)] = [
        ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
        ("string", .string), ("array", .array), ("object", .object),
    ]

    /// The names of the types, as the schema writes them.
    var description: String {
        Self.names.filter { contains($0.1) }.map(\.0).joined(separator: "|")
    }
}

/// Index of a node of a ``SchemaProgram``.
typealias NodeIndex = Int

/// One schema object or boolean schema, compiled: references and names are indices, so that validation follows
/// no pointers between objects and allocates nothing.
struct SchemaNode: Sendable {
    /// False for the schema `false`, which nothing satisfies.
    var allowsAnything = true
    var types: TypeSet = .any
    /// `$ref`, or -1.
    var reference: NodeIndex = -1
    /// Index of a ``PropertyTable``, or -1.
    var properties = -1
    /// `additionalProperties`, or -1.
    var additional: NodeIndex = -1
    /// `items`, or -1.
    var items: NodeIndex = -1
    /// Index of an enumeration (`enum`, `const`), or -1.
    var enumeration = -1
    /// Index of ``NumericBounds``, or -1.
    var bounds = -1
    var minLength = 0
    var maxLength = Int.max
    var minItems = 0
    var maxItems = Int.max
    var uniqueItems = false
    var format: Format = .none
    /// Index of a ``ValueRule`` (code table, placeholder), or -1.
    var rule = -1
    var allOf: Range<Int> = 0..<0
    var anyOf: Range<Int> = 0..<0
    var oneOf: Range<Int> = 0..<0
    /// `not`, `if`, `then` and `else`, or -1.
    var negated: NodeIndex = -1
    var condition: NodeIndex = -1
    var consequence: NodeIndex = -1
    var alternative: NodeIndex = -1
    /// Whether any of the applicators above is present: one test on the fast path.
    var hasApplicators = false
}

/// Limits of a number, all exact.
struct NumericBounds: Sendable {
    var minimum: ExactDecimal?
    var maximum: ExactDecimal?
    var exclusiveMinimum: ExactDecimal?
    var exclusiveMaximum: ExactDecimal?
    var multipleOf: ExactDecimal?

    var isEmpty: Bool {
        minimum == nil && maximum == nil && exclusiveMinimum == nil && exclusiveMaximum == nil && multipleOf == nil
    }
}

/// What our own vocabulary says of a string: a code table with its separator, a placeholder.
struct ValueRule: Sendable {
    var table: CodeTable?
    /// Splits a value of several items; nil for a single value.
    var separator: UInt8?
    /// A value that passes the format although it is none.
    var placeholder: [UInt8]?
}
