import Credit
import JSON

/// One thing in the files of a catalogue that a rule of ``LintRule`` refuses.
public struct LintFinding: Sendable, Hashable {
    public enum Severity: String, Sendable {
        /// The contract must not go into use.
        case error
        /// Allowed, and probably not what was meant.
        case warning
    }

    public let rule: LintRule
    /// The file, as it was named to the lint.
    public let file: String
    /// The line of the place, or of the innermost place around it, from 1.
    public let line: Int
    /// JSON pointer to the place.
    public let pointer: String
    /// What is wrong, and what to do.
    public let reason: Bilingual

    public var severity: Severity { rule.severity }

    /// `file:line: error [rule] reason (#pointer)`, as compilers write it.
    public func text(_ language: Language) -> String {
        let place = pointer.isEmpty ? "" : language == .zh ? "（#\(pointer)）" : " (#\(pointer))"
        return "\(file):\(line): \(severity.rawValue) [\(rule.rawValue)] \(reason.text(language))\(place)"
    }

    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("rule", rule.rawValue)
        writer.member("severity", severity.rawValue)
        writer.member("file", file)
        writer.member("line", line)
        writer.member("pointer", pointer)
        writer.member("zh", reason.zh)
        writer.member("en", reason.en)
        writer.endObject()
    }
}
