import Credit

/// Why an adapter cannot be used: told before the hub starts.
public struct AdapterLoadError: Error, Sendable, CustomStringConvertible {
    /// The file, as it was named to the loader.
    public let file: String
    /// JSON pointer to the place, or empty.
    public let pointer: String
    /// What is wrong, and what to do.
    public let reason: Bilingual

    public init(file: String, pointer: String = "", zh: String, en: String) {
        self.file = file
        self.pointer = pointer
        reason = Bilingual(zh: zh, en: en)
    }

    /// One sentence with file, place and reason.
    public func text(_ language: Language) -> String {
        (pointer.isEmpty ? file : "\(file)#\(pointer)") + ": \(reason.text(language))"
    }

    public var description: String { text(.en) }
}
