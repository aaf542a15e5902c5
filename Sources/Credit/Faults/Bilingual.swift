/// One text in the two languages that the hub speaks.
public struct Bilingual: Hashable, Sendable {
    /// Chinese, the language of the departments.
    public var zh: String
    /// English.
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in the language asked for.
    public func text(_ language: Language) -> String {
        language == .zh ? zh : en
    }
}

/// A language that the hub speaks to people.
public enum Language: String, Sendable, CaseIterable {
    case zh
    case en
}
