/// An owned JSON value, for schemas, configuration and other cold paths.
///
/// Equality and hash are those of JSON Schema: numbers by value, objects without order, strings scalar by scalar.
/// (Swift's own strings are equal when they are canonically equivalent, which JSON does not know.)
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(ExactDecimal)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// The member called `name` of an object; nil if there is none or this is not an object.
    public subscript(name: String) -> JSONValue? { objectValue?[name] }

    public var stringValue: String? {
        if case .string(let string) = self { string } else { nil }
    }

    public var boolValue: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The value of a number that is an integer and fits `Int`.
    public var intValue: Int? { numberValue?.intValue }

    public var numberValue: ExactDecimal? {
        if case .number(let number) = self { number } else { nil }
    }

    public var arrayValue: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    public var objectValue: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    public var isNull: Bool {
        if case .null = self { true } else { false }
    }
}
