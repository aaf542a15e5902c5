/// The rule of RFC 5893, section 2, for a label with characters that are written from right to left.
enum BidiRule {
    static func isMet(_ label: UnsafeBufferPointer<Unicode.Scalar>) -> Bool {
        guard label.contains(where: { isRightToLeft($0) || isArabicNumber($0) }) else { return true }
        guard let first = label.first, isRightToLeft(first) else { return false }
        var hasArabicNumber = false
        var hasEuropeanNumber = false
        var endsWell = false
        for scalar in label {
            if isRightToLeft(scalar) {
                endsWell = true
            } else if isArabicNumber(scalar) {
                hasArabicNumber = true
                endsWell = true
            } else if isEuropeanNumber(scalar) {
                hasEuropeanNumber = true
                endsWell = true
            } else if isNeutral(scalar) {
                endsWell = false
            } else if !isNonspacing(scalar) {
                return false
            }
        }
        return endsWell && !(hasArabicNumber && hasEuropeanNumber)
    }

    // MARK: - Bidirectional classes, as far as scalars of theirs may be in a label

    /// R and AL.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            !isArabicNumber(scalar) && !isEuropeanNumber(scalar) && !isNonspacing(scalar)
        default: false
        }
    }

    /// AN.
    private static func isArabicNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x660...0x669, 0x10D30...0x10D39, 0x10D40...0x10D49: true
        default: false
        }
    }

    /// EN.
    private static func isEuropeanNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: true
        default: false
        }
    }

    /// NSM: nonspacing marks, but for some of Kannada, Balinese, Zanabazar Square and Bhaiksuki.
    private static func isNonspacing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xCBF, 0xCC6, 0x1B3A, 0x1B3C, 0x1B42, 0x11A07, 0x11A08, 0x11C3F: false
        default: scalar.properties.generalCategory == .nonspacingMark
        }
    }

    /// ES, ON and BN.
    private static func isNeutral(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0xB7, 0x2B9, 0x2BA, 0x2C2...0x2CF, 0x2EC, 0x375, 0x200C, 0x200D, 0x2E2F, 0x30FB: true
        case 0xA67F, 0xA700...0xA721, 0xA788: true
        default: false
        }
    }
}
