import Credit

/// How one field of the contract is filled.
// A class, since every record walks over all plans: what is walked over should not be copied.
final class FieldPlan: Sendable {
    enum Kind: Sendable {
        case text, number, boolean
        /// An object or an array.
        case structure
    }

    let name: String
    let nameBytes: StableText
    let kind: Kind
    /// The Chinese label.
    let title: String
    /// Whether a refused value may be shown: the field is open to the public and unmasked.
    let isOpen: Bool
    /// The first that applies and gives a value counts.
    let rules: [Rule]

    init(name: String, kind: Kind, title: String, isOpen: Bool, rules: [Rule]) {
        self.name = name
        nameBytes = StableText(name)
        self.kind = kind
        self.title = title
        self.isOpen = isOpen
        self.rules = rules
    }
}
