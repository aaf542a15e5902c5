/// What is done to a value, in this order.
struct Steps: Sendable {
    enum Clean: String, Sendable, CaseIterable { case halfwidth, blanks, hyphens, upper }

    /// What becomes of a value that the table does not have.
    enum Otherwise: Sendable {
        case refuse
        case keep
        /// The pieces with the value between them.
        case text([StableText])
    }

    var clean: [Clean] = []
    var split: (at: StableText, item: Int)?
    var items: (at: StableText, with: StableText)?
    var table: TextTable?
    var otherwise = Otherwise.refuse
    var dates: [DateForm] = []
    var isNumber = false
    /// The power of ten that a unit multiplies with.
    var shift = 0

    /// Whether values pass as they are, numbers and structures included.
    var isEmpty: Bool { clean.isEmpty && split == nil && items == nil && table == nil && dates.isEmpty && !isNumber }
}

/// Units of money that become others: by a power of ten.
enum AmountUnit: String, CaseIterable {
    case yuanToTenThousand = "元→万元"
    case tenThousandToYuan = "万元→元"
    case fenToYuan = "分→元"
    case fenToTenThousand = "分→万元"
    case thousandToTenThousand = "千元→万元"
    case hundredMillionToTenThousand = "亿元→万元"

    var shift: Int {
        switch self {
        case .yuanToTenThousand: -4
        case .tenThousandToYuan: 4
        case .fenToYuan: -2
        case .fenToTenThousand: -6
        case .thousandToTenThousand: -1
        case .hundredMillionToTenThousand: 4
        }
    }
}
