import JSON

/// A place in a document: where a schema, or the value of a keyword, stands.
public struct SchemaPlace: Hashable, Sendable {
    /// URI by which the document was fetched.
    public let document: String
    /// JSON pointer.
    public let pointer: String

    public init(document: String, pointer: String) {
        self.document = document
        self.pointer = pointer
    }

    public func appending(_ token: String) -> SchemaPlace {
        SchemaPlace(document: document, pointer: pointer + "/" + JSONPointer.escape(token))
    }

    public func appending(_ index: Int) -> SchemaPlace {
        SchemaPlace(document: document, pointer: pointer + "/" + String(index))
    }

    func error(_ zh: String, _ en: String) -> SchemaError {
        SchemaError(document: document, pointer: pointer, zh: zh, en: en)
    }
}
