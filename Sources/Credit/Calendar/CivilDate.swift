/// A day of the civil calendar, without a time or a zone.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let days: Int

    public init(days: Int) {
        self.days = days
    }

    /// - returns: nil if there is no such day. Years run from 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        // Days from civil by eras of 400 years that begin in March.
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        days = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `YYYY-MM-DD` or `YYYY/MM/DD`, the two forms of the reporting standards; nil for anything else.
    public init?(standard text: UnsafeRawBufferPointer) {
        guard text.count == 10, text[4] == text[7], text[4] == UInt8(ascii: "-") || text[4] == UInt8(ascii: "/"),
            let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Whether a text is `YYYY-MM-DD` or `YYYY/MM/DD` and there is such a day.
    public static func isValid(standard text: UnsafeRawBufferPointer) -> Bool {
        guard text.count == 10, text[4] == text[7], text[4] == UInt8(ascii: "-") || text[4] == UInt8(ascii: "/"),
            let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2)
        else { return false }
        return year >= 1 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= length(ofMonth: month, in: year))
    }

    /// Reads `YYYY-MM-DD` or `YYYY/MM/DD`.
    public init?(_ text: String) {
        var text = text
        guard let date = text.withUTF8({ CivilDate(standard: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = date
    }

    /// Reads `YYYYMMDD`.
    public init?(compact text: UnsafeRawBufferPointer) {
        guard text.count == 8, let year = number(text, 0, 4), let month = number(text, 4, 2),
            let day = number(text, 6, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day in China (UTC+8, no summer time) at a moment.
    ///
    /// - parameter milliseconds: milliseconds since 1970-01-01 00:00 UTC.
    public init(chinaMilliseconds milliseconds: Int64) {
        let shifted = Int(min(max(milliseconds, -(1 << 60)), 1 << 60)) + 8 * 3_600_000
        days = shifted >= 0 ? shifted / 86_400_000 : (shifted - 86_399_999) / 86_400_000
    }

    /// Year, month (1 to 12) and day of the month.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = components
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    public static func < (a: CivilDate, b: CivilDate) -> Bool {
        a.days < b.days
    }

    public static func + (date: CivilDate, days: Int) -> CivilDate {
        CivilDate(days: date.days + days)
    }

    /// The same day of a later month, or that month's last day where it is shorter (民法典 art. 202).
    public func adding(months: Int) -> CivilDate {
        let (year, month, day) = components
        let count = year * 12 + month - 1 + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        guard newYear <= 9999 else { return .latest }
        return CivilDate(year: newYear, month: newMonth, day: min(day, Self.length(ofMonth: newMonth, in: newYear))) ?? .latest
    }

    /// 9999-12-31: the last day that there is.
    public static let latest = CivilDate(days: 2_932_896)

    /// When the day begins in China.
    public var start: Timestamp { Timestamp(milliseconds: (Int64(days) * 24 - 8) * 3_600_000) }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}

@inline(__always)
private func number(_ text: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for i in start..<start + count {
        guard text[i] >= 0x30, text[i] <= 0x39 else { return nil }
        value = value * 10 + Int(text[i] - 0x30)
    }
    return value
}
