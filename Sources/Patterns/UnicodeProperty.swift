/// What stands between the braces of `\p{…}`.
enum UnicodeProperty: Hashable {
    /// One of several general categories, each a bit of `GeneralCategories`.
    case category(UInt32)
    /// A binary property, by the name it was asked for.
    case binary(String)
    /// A script by its long name; with its extensions also the scalars of other scripts that are used in it.
    case script(String, isExtended: Bool)

    /// nil if the text names no property; names are matched exactly, as ECMA-262 demands.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            self.init(name: String(parts[0]), value: String(parts[1]))
        } else if let categories = GeneralCategories.bits(named: text) {
            self = .category(categories)
        } else if BinaryProperty.isKnown(text) {
            self = .binary(text)
        } else {
            return nil
        }
    }

    private init?(name: String, value: String) {
        switch name {
        case "General_Category", "gc":
            guard let categories = GeneralCategories.bits(named: value) else { return nil }
            self = .category(categories)
        case "Script", "sc", "Script_Extensions", "scx":
            if value == "Unknown" || value == "Zzzz" {
                self = .category(GeneralCategories.withoutScript)
                return
            }
            guard let script = ScriptTable.name(ofScript: value) else { return nil }
            self = .script(script, isExtended: name == "Script_Extensions" || name == "scx")
        default:
            return nil
        }
    }

    /// The scalars that have the property.
    func scalars() -> ScalarSet {
        switch self {
        case .category(let bits): GeneralCategories.scalars(bits)
        case .binary(let name): BinaryProperty.scalars(named: name)
        case .script(let name, isExtended: false): ScriptTable.scalars(ofScript: name)
        case .script(let name, isExtended: true): ScriptTable.scalars(usedInScript: name)
        }
    }
}
