import JSON

/// A place in the schema documents of one side.
struct SchemaLocation: Hashable, Sendable {
    /// The URI under which the document was loaded.
    var document: String
    var pointer: JSONPointer

    func appending(_ token: String) -> SchemaLocation {
        SchemaLocation(document: document, pointer: pointer.appending(token))
    }

    func appending(_ index: Int) -> SchemaLocation { appending(String(index)) }
}

/// The two schemas of a comparison.
enum Side: Hashable, Sendable {
    /// The schema whose documents are read.
    case writer
    /// The schema that reads them.
    case reader
}
