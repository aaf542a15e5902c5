/// A text in the two languages in which verdicts are told.
public struct CompatibilityText: Hashable, Sendable {
    public var zh: String
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
