import JSON

/// One JSON document that holds schemas, and the URI that it was fetched by.
public struct SchemaDocument: Sendable {
    public let uri: String
    public let root: JSONValue

    public init(uri: String, root: JSONValue) {
        self.uri = uri
        self.root = root
    }
}
