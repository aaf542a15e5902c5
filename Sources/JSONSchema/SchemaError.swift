/// Why a schema cannot be compiled: the document, the place in it, and the reason in Chinese and English.
public struct SchemaError: Error, Hashable, Sendable {
    /// The URI of the document.
    public let document: String
    /// JSON pointer to the place in the document.
    public let pointer: String
    public let zh: String
    public let en: String

    public init(document: String, pointer: String = "", zh: String, en: String) {
        self.document = document
        self.pointer = pointer
        self.zh = zh
        self.en = en
    }
}

/// Why the value of one keyword cannot be used; the compiler adds the place.
public struct KeywordError: Error, Hashable, Sendable {
    public let keyword: String
    public let zh: String
    public let en: String

    public init(_ keyword: String, zh: String, en: String) {
        self.keyword = keyword
        self.zh = zh
        self.en = en
    }
}
