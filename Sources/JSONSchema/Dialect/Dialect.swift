import JSON

/// What goes beyond the standard when schemas are compiled: formats that are asserted, keywords of one's own, and how strict
/// the compiler is with what it does not know.
public struct Dialect: Sendable {
    /// Whether `format` is asserted for the formats of the standard.
    public var assertsFormat: Bool
    /// Formats of one's own by name; always asserted.
    public var formats: [String: FormatCheck] = [:]
    /// Whether a keyword or format that is not known stops the compilation. A contract that misspells `maxLength` must not
    /// silently accept everything; for anybody's schema the standard says to ignore what is not known.
    public var refusesUnknown = false
    /// Keywords of one's own that assert nothing.
    public var annotations: Set<String> = []
    /// Keywords from which ``makeTextRule`` makes a rule.
    public var textRuleKeywords: Set<String> = []
    /// Makes the rule of a schema that has one of ``textRuleKeywords``; nil if they ask for none.
    public var makeTextRule: (@Sendable (JSONObject) throws(KeywordError) -> (any TextRule)?)?
    /// A keyword whose text passes `format` although it is not of the format (a placeholder for a code not yet given).
    public var formatException: String?
    /// A keyword that says how many decimals a number may have. `multipleOf` 0.000001 says the same, but validators that
    /// calculate in binary floating point refuse right amounts by it.
    public var decimalsKeyword: String?
    /// Vocabularies of one's own that a metaschema may require.
    public var vocabularies: Set<String> = []

    public init(assertsFormat: Bool = false) {
        self.assertsFormat = assertsFormat
    }
}

/// A format that is asserted: a function of a string's UTF-8 bytes.
public struct FormatCheck: Sendable {
    /// A C function, since it is called for every field of every record: nothing to retain.
    public let matches: @convention(c) (UnsafeRawPointer?, Int) -> Bool

    public init(_ matches: @escaping @convention(c) (UnsafeRawPointer?, Int) -> Bool) {
        self.matches = matches
    }
}

/// A rule on strings that is no format: a dated code table, a list of items.
public protocol TextRule: AnyObject, Sendable {
    /// The keyword that it comes from.
    var keyword: String { get }
    /// Whether the rule takes a string.
    ///
    /// - parameter day: what the caller of the validator gave: days since 1970-01-01, for rules that change with time.
    func accepts(_ utf8: UnsafeRawBufferPointer, day: Int) -> Bool
    /// What it takes, for people, on that day.
    func expected(day: Int) -> String
}
