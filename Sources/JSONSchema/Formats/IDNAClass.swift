/// What RFC 5892 says of a scalar in a U-label, derived from the properties of the Unicode version that Swift has.
enum IDNAClass {
    case valid
    /// Valid where a rule of RFC 5892, appendix A, says so.
    case contextual
    case disallowed

    init(_ scalar: Unicode.Scalar) {
        self = IDNAClass.exception(scalar) ?? IDNAClass.derived(scalar)
    }

    /// Sections 2.6 (F) and 2.8 (H).
    private static func exception(_ scalar: Unicode.Scalar) -> IDNAClass? {
        switch scalar.value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: .valid
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9: .contextual
        case 0x200C, 0x200D: .contextual
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: .disallowed
        default: nil
        }
    }

    /// Section 3 for what is no exception.
    private static func derived(_ scalar: Unicode.Scalar) -> IDNAClass {
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: return .valid
        case ..<0x80: return .disallowed
        // 2.4 (D), IgnorableBlocks: marks for symbols, musical notation.
        case 0x20D0...0x20FF, 0x1D100...0x1D24F: return .disallowed
        // 2.9 (I), OldHangulJamo.
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return .disallowed
        default: break
        }
        let properties = scalar.properties
        guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint else { return .disallowed }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark,
            .spacingMark:
            return .valid
        default:
            return .disallowed
        }
    }
}
