import Credit

extension CivilDate {
    /// `YYYY-MM-DD`.
    var text: String { description }

    /// `YYYY/MM/DD`, the other spelling of the standard.
    var slashed: String { description.replacing("-", with: "/") }

    var year: Int { components.year }
    var month: Int { components.month }
    var day: Int { components.day }

    /// The day that comes a number of days later; earlier if it is negative.
    func adding(days: Int) -> CivilDate { self + days }

    /// Eight digits, as in a resident identity number.
    var compact: String { description.replacing("-", with: "") }
}

/// A number in decimal, filled up with zeros to a width.
func samplePadded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
