import Credit
import Hub

/// Which letters an operator means.
public struct LetterSelection: Sendable {
    /// Any of these ids; nil for all.
    public var ids: Set<LetterID>?
    public var event: String?
    /// A fault code that the letter has.
    public var code: String?
    /// A contract, with its version or without.
    public var contract: String?
    /// When it was refused.
    public var since: Timestamp?
    public var until: Timestamp?

    public init() {}

    public func takes(_ letter: Letter) -> Bool {
        if let ids, !ids.contains(letter.id) { return false }
        if let event, letter.event != event { return false }
        if let code, !letter.codes.contains(code) { return false }
        if let since, letter.time < since { return false }
        if let until, letter.time > until { return false }
        if let contract { return isOf(contract, letter) }
        return true
    }

    private func isOf(_ contract: String, _ letter: Letter) -> Bool {
        if let named = letter.contract { return named == contract || named.hasPrefix(contract + "@") }
        // Refused before its contract was known: its topic or its type tells at least the kind of record.
        if letter.origin.topic.hasSuffix("." + contract) { return true }
        return letter.header("ce_type").flatMap { EventType.record(of: $0) } == contract
    }
}
