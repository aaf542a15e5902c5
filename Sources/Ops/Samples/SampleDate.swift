/// A day of the calendar, for sample records.
public struct SampleDate: Sendable, Hashable, Comparable {
    public var year: Int
    public var month: Int
    public var day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// `YYYY-MM-DD`.
    public var text: String { written(with: "-") }

    /// `YYYY/MM/DD`, the other spelling of the standard.
    public var slashed: String { written(with: "/") }

    /// The day that comes a number of days later; earlier if it is negative.
    public func adding(days: Int) -> SampleDate {
        SampleDate(dayNumber: dayNumber + days)
    }

    public static func < (a: SampleDate, b: SampleDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// Eight digits, as in a resident identity number.
    var compact: String { written(with: "") }

    private func written(with separator: String) -> String {
        samplePadded(year, 4) + separator + samplePadded(month, 2) + separator + samplePadded(day, 2)
    }

    // MARK: Day numbers (proleptic Gregorian calendar, years that begin in March)

    private var dayNumber: Int {
        let y = month <= 2 ? year - 1 : year
        let m = (month + 9) % 12
        return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
    }

    private init(dayNumber number: Int) {
        let era = number / 146_097
        let ofEra = number % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * ofYear + 2) / 153
        day = ofYear - (153 * m + 2) / 5 + 1
        month = m < 10 ? m + 3 : m - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

/// A number in decimal, filled up with zeros to a width.
func samplePadded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
