/// A label of Unicode scalars, which RFC 5890 (section 2.3.2.1) calls a U-label if it is valid.
struct ULabel {
    let scalars: UnsafeBufferPointer<Unicode.Scalar>

    /// The rules of RFC 5891, section 4.2, but for the length.
    var isValid: Bool {
        hasHyphensInPlace && beginsWithoutMark && scalars.contains { !$0.isASCII }
            && hasOnlyAllowedScalars && isNormalized && BidiRule.isMet(scalars)
    }

    private var hasHyphensInPlace: Bool {
        guard scalars.first != "-", scalars.last != "-" else { return false }
        return scalars.count < 4 || scalars[2] != "-" || scalars[3] != "-"
    }

    private var beginsWithoutMark: Bool {
        switch scalars.first?.properties.generalCategory {
        case nil, .nonspacingMark, .spacingMark, .enclosingMark: false
        default: true
        }
    }

    private var hasOnlyAllowedScalars: Bool {
        scalars.indices.allSatisfy { index in
            switch IDNAClass(scalars[index]) {
            case .valid: true
            case .disallowed: false
            case .contextual: ContextRule.isMet(at: index, scalars)
            }
        }
    }

    /// Whether the label is in Normalization Form C, given that each of its scalars is.
    private var isNormalized: Bool {
        var starter: Unicode.Scalar?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let combiningClass = scalar.properties.canonicalCombiningClass.rawValue
            guard combiningClass == 0 || combiningClass >= lastClass else { return false }
            // A mark combines with the last starter unless one of the same class, or another starter, is between them.
            let isBlocked = combiningClass == 0 ? lastClass > 0 : combiningClass == lastClass
            if let starter, !isBlocked, CanonicalComposition.changes(starter, scalar) { return false }
            if combiningClass == 0 { starter = scalar }
            lastClass = combiningClass
        }
        return true
    }
}
