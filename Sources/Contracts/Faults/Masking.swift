import Credit
import JSON

/// What of a refused value may stand in a receipt, a dead letter's header or a log.
enum Masking {
    /// Longest value shown, in characters.
    private static let shown = 40

    /// A value of a document that no contract speaks of: cut, and without long runs of digits.
    static func show(_ view: JSONView) -> String? {
        switch view.kind {
        case .object, .array: return nil
        case .string:
            let text = String(view.string.prefix(shown + 1))
            return scrub(text.count > shown ? text.prefix(shown) + "…" : text)
        default: return scrub(String(decoding: view.rawBytes.prefix(shown), as: UTF8.self))
        }
    }

    /// A value for a fault: masked as its field says, hidden unless the field is open to the public, and without any
    /// long run of digits (a document number may stand in the wrong field).
    static func show(_ view: JSONView, label: FieldLabel?) -> String? {
        switch view.kind {
        case .null: return "null"
        case .true: return "true"
        case .false: return "false"
        case .object, .array: return nil
        case .number:
            guard label == nil || (label?.mask == nil && label?.disclosure == .public) else { return "***" }
            return scrub(String(decoding: view.rawBytes.prefix(shown), as: UTF8.self))
        case .string:
            guard let label else { return nil }
            if let mask = label.mask { return scrub(mask.apply(String(view.string.prefix(200)))) }
            guard label.disclosure == .public else { return "***" }
            let text = view.string
            return scrub(text.count > shown ? text.prefix(shown) + "…" : text)
        }
    }

    /// Hides the end of every run of eleven or more digits (telephone, resident and card numbers) and of 15-18
    /// character codes made of digits but for a last X. Full-width digits are digits.
    static func scrub(_ text: String) -> String {
        guard text.utf8.count >= 11 else { return text }
        var out = ""
        var run = ""
        func flush() {
            out += run.count >= 11 ? run.prefix(4) + String(repeating: "*", count: run.count - 4) : run
            run = ""
        }
        for character in text {
            if character.isWholeNumber {
                run.append(character)
            } else {
                flush()
                out.append(character)
            }
        }
        flush()
        return out
    }
}
