/// The general categories of scalars; sets of them are bits.
enum GeneralCategories {
    /// The categories of scalars that no script has.
    static let withoutScript = bit(.unassigned) | bit(.privateUse) | bit(.surrogate)

    static let assigned = ~bit(.unassigned)

    /// The categories that a short or long name stands for; nil if it stands for none.
    static func bits(named name: String) -> UInt32? {
        bitsOfNames[name]
    }

    /// The code points of the categories, halves of surrogate pairs included.
    static func scalars(_ bits: UInt32) -> ScalarSet {
        ScalarSet(unordered: runs.filter { $0.bit & bits != 0 }.map(\.scalars))
    }

    /// All code points in ascending order, as runs of one category. Found once, in a few milliseconds.
    private static let runs: [(scalars: ClosedRange<UInt32>, bit: UInt32)] = {
        var runs: [(scalars: ClosedRange<UInt32>, bit: UInt32)] = []
        PropertyScan.forEachRange { range, properties in
            let bit = properties.map { Self.bit($0.generalCategory) } ?? Self.bit(.surrogate)
            if let last = runs.last, last.bit == bit {
                runs[runs.count - 1].scalars = last.scalars.lowerBound...range.upperBound
            } else {
                runs.append((range, bit))
            }
        }
        return runs
    }()

    private static let bitsOfNames: [String: UInt32] = {
        var bits: [String: UInt32] = [:]
        for (categories, names) in names {
            let union = categories.reduce(0) { $0 | bit($1) }
            for name in names.split(separator: " ") { bits[String(name)] = union }
        }
        return bits
    }()

    private static let names: [([Unicode.GeneralCategory], String)] = [
        ([.uppercaseLetter], "Lu Uppercase_Letter"),
        ([.lowercaseLetter], "Ll Lowercase_Letter"),
        ([.titlecaseLetter], "Lt Titlecase_Letter"),
        ([.uppercaseLetter, .lowercaseLetter, .titlecaseLetter], "LC Cased_Letter"),
        ([.modifierLetter], "Lm Modifier_Letter"),
        ([.otherLetter], "Lo Other_Letter"),
        ([.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter], "L Letter"),
        ([.nonspacingMark], "Mn Nonspacing_Mark"),
        ([.spacingMark], "Mc Spacing_Mark"),
        ([.enclosingMark], "Me Enclosing_Mark"),
        ([.nonspacingMark, .spacingMark, .enclosingMark], "M Mark Combining_Mark"),
        ([.decimalNumber], "Nd Decimal_Number digit"),
        ([.letterNumber], "Nl Letter_Number"),
        ([.otherNumber], "No Other_Number"),
        ([.decimalNumber, .letterNumber, .otherNumber], "N Number"),
        ([.connectorPunctuation], "Pc Connector_Punctuation"),
        ([.dashPunctuation], "Pd Dash_Punctuation"),
        ([.openPunctuation], "Ps Open_Punctuation"),
        ([.closePunctuation], "Pe Close_Punctuation"),
        ([.initialPunctuation], "Pi Initial_Punctuation"),
        ([.finalPunctuation], "Pf Final_Punctuation"),
        ([.otherPunctuation], "Po Other_Punctuation"),
        (
            [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation,
            ], "P Punctuation punct"
        ),
        ([.mathSymbol], "Sm Math_Symbol"),
        ([.currencySymbol], "Sc Currency_Symbol"),
        ([.modifierSymbol], "Sk Modifier_Symbol"),
        ([.otherSymbol], "So Other_Symbol"),
        ([.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol], "S Symbol"),
        ([.spaceSeparator], "Zs Space_Separator"),
        ([.lineSeparator], "Zl Line_Separator"),
        ([.paragraphSeparator], "Zp Paragraph_Separator"),
        ([.spaceSeparator, .lineSeparator, .paragraphSeparator], "Z Separator"),
        ([.control], "Cc Control cntrl"),
        ([.format], "Cf Format"),
        ([.surrogate], "Cs Surrogate"),
        ([.privateUse], "Co Private_Use"),
        ([.unassigned], "Cn Unassigned"),
        ([.control, .format, .surrogate, .privateUse, .unassigned], "C Other"),
    ]

    private static func bit(_ category: Unicode.GeneralCategory) -> UInt32 {
        let place: UInt32 =
            switch category {
            case .uppercaseLetter: 0
            case .lowercaseLetter: 1
            case .titlecaseLetter: 2
            case .modifierLetter: 3
            case .otherLetter: 4
            case .nonspacingMark: 5
            case .spacingMark: 6
            case .enclosingMark: 7
            case .decimalNumber: 8
            case .letterNumber: 9
            case .otherNumber: 10
            case .connectorPunctuation: 11
            case .dashPunctuation: 12
            case .openPunctuation: 13
            case .closePunctuation: 14
            case .initialPunctuation: 15
            case .finalPunctuation: 16
            case .otherPunctuation: 17
            case .mathSymbol: 18
            case .currencySymbol: 19
            case .modifierSymbol: 20
            case .otherSymbol: 21
            case .spaceSeparator: 22
            case .lineSeparator: 23
            case .paragraphSeparator: 24
            case .control: 25
            case .format: 26
            case .surrogate: 27
            case .privateUse: 28
            case .unassigned: 29
            @unknown default: 29
            }
        return 1 << place
    }
}
