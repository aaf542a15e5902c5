import Contracts
import Credit

/// One field of an operation, as a row of the field table.
public struct FieldSheet: Sendable {
    public let name: String
    /// The name with those of the fields around it: `evidence[].sha256`.
    public let path: String
    /// The Chinese label.
    public let label: String
    /// Length, source and certainty, in English as the contract has it.
    public let note: String?
    public let value: ValueShape
    public let isRequired: Bool
    /// When it must be given, for a field that is not always required.
    public internal(set) var requiredWhen: [Bilingual] = []
    /// When it must not be given.
    public internal(set) var forbiddenWhen: [Bilingual] = []
    public let disclosure: Disclosure
    public let mask: Mask?
    public let children: [FieldSheet]

    /// The field and those within it.
    public var all: [FieldSheet] { [self] + children.flatMap(\.all) }

    /// Whether it must be given.
    public var need: Bilingual {
        if isRequired { return Bilingual(zh: "必填", en: "required") }
        return requiredWhen.isEmpty ? Bilingual(zh: "选填", en: "optional") : Bilingual(zh: "条件必填", en: "conditional")
    }

    /// How it is shown: `首 1 尾 0，其余为星号`.
    public var masking: Bilingual? {
        guard let mask else { return nil }
        if mask.head + mask.tail == 0 { return Bilingual(zh: "全部隐去", en: "hidden") }
        return Bilingual(zh: "留首 \(mask.head) 尾 \(mask.tail)", en: "first \(mask.head), last \(mask.tail)")
    }
}
