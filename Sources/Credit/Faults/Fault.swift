/// One thing that is wrong with an event: a value, never a Swift error dump.
///
/// A rejected event carries all of its faults at once. No fault holds personal data: `value` is masked by the
/// contract before it gets here.
public struct Fault: Error, Hashable, Sendable {
    /// The stable code.
    public var code: FaultCode
    /// JSON pointer (RFC 6901) to the place in the record; empty for the whole of it.
    public var path: String
    /// The sender's own column or member that it came from, where an adapter stands between.
    public var column: String?
    /// The keyword of the contract that refused it, if a contract did.
    public var keyword: String?
    /// What was expected, in a form for programs (a length, a list of values, a format).
    public var expected: String?
    /// What was found, masked; nil where nothing may or need be shown.
    public var value: String?
    /// What is wrong, for people.
    public var message: Bilingual
    /// What to do about it, for people.
    public var remedy: Bilingual

    /// - parameter message: what is wrong; by default the title of the code.
    /// - parameter remedy: what to do; by default the remedy of the code.
    public init(
        _ code: FaultCode,
        path: String = "",
        column: String? = nil,
        keyword: String? = nil,
        expected: String? = nil,
        value: String? = nil,
        message: Bilingual? = nil,
        remedy: Bilingual? = nil
    ) {
        self.code = code
        self.path = path
        self.column = column
        self.keyword = keyword
        self.expected = expected
        self.value = value
        self.message = message ?? code.title
        self.remedy = remedy ?? code.remedy
    }
}
