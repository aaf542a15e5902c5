import Credit

/// A contract file that cannot be used. It stops the start: a hub must not run on half a catalogue.
public struct ContractLoadError: Error, Sendable, CustomStringConvertible {
    /// The file, as it was named to the loader.
    public let file: String
    /// The line of the place, from 1; nil for the file as a whole.
    public let line: Int?
    /// JSON pointer to the place, or empty.
    public let pointer: String
    /// What is wrong, and what to do.
    public let reason: Bilingual

    public init(file: String, line: Int? = nil, pointer: String = "", zh: String, en: String) {
        self.file = file
        self.line = line
        self.pointer = pointer
        reason = Bilingual(zh: zh, en: en)
    }

    /// One sentence with file, line, place and reason.
    public func text(_ language: Language) -> String {
        var place = file
        if let line { place += ":\(line)" }
        if !pointer.isEmpty { place += "#\(pointer)" }
        return "\(place): \(reason.text(language))"
    }

    public var description: String { text(.en) }
}
