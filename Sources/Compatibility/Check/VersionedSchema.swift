import JSON

/// One version of a schema, with all that is needed to reason about it and to try documents on it.
public struct VersionedSchema: Sendable {
    /// What reports call this version, such as `v2`.
    public var label: String
    /// The root schema.
    public var document: JSONValue
    /// Where the root schema came from: the base of its references unless it has an `$id`.
    public var uri: String
    /// Gives the schema document at an absolute URI without fragment, for references to other files.
    public var documents: @Sendable (String) -> JSONValue?
    /// Whether a document is taken: the validator's word, with everything that the caller wants to count, such as
    /// conditions between fields and code tables. It is the judge of every witness.
    public var accepts: @Sendable (JSONValue) -> Bool
    /// Documents known to be valid. The search for witnesses starts from them too, which helps where a constraint
    /// (a code table, a check digit) cannot be derived from the schema.
    public var samples: [JSONValue]

    public init(
        label: String,
        document: JSONValue,
        uri: String = "",
        documents: @escaping @Sendable (String) -> JSONValue? = { _ in nil },
        samples: [JSONValue] = [],
        accepts: @escaping @Sendable (JSONValue) -> Bool
    ) {
        self.label = label
        self.document = document
        self.uri = uri
        self.documents = documents
        self.samples = samples
        self.accepts = accepts
    }
}
