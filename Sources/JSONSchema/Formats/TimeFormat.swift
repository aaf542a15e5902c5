/// RFC 3339, `full-time`.
struct TimeFormat {
    let isLeapSecond: Bool
    /// Whether it is still the day before in UTC.
    let isDayBeforeInUTC: Bool

    init?(_ reader: inout FormatReader) {
        guard let hour = reader.number(digits: 2), hour <= 23, reader.skip(UInt8(ascii: ":")),
            let minute = reader.number(digits: 2), minute <= 59, reader.skip(UInt8(ascii: ":")),
            let second = reader.number(digits: 2), second <= 60
        else { return nil }
        if reader.skip(UInt8(ascii: ".")) {
            guard reader.skipRun(.digits) > 0 else { return nil }
        }
        guard let offset = TimeFormat.offset(&reader) else { return nil }
        let utcMinute = hour * 60 + minute - offset
        isDayBeforeInUTC = utcMinute < 0
        isLeapSecond = second == 60
        // No offset is large enough for a leap second on the day after.
        guard !isLeapSecond || utcMinute == 1439 || utcMinute == -1 else { return nil }
    }

    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        return TimeFormat(&reader) != nil && reader.isAtEnd
    }

    /// Minutes ahead of UTC: less than a day in either direction.
    private static func offset(_ reader: inout FormatReader) -> Int? {
        if reader.skip(UInt8(ascii: "Z")) || reader.skip(UInt8(ascii: "z")) { return 0 }
        let isAhead = reader.skip(UInt8(ascii: "+"))
        guard isAhead || reader.skip(UInt8(ascii: "-")),
            let hours = reader.number(digits: 2), hours <= 23, reader.skip(UInt8(ascii: ":")),
            let minutes = reader.number(digits: 2), minutes <= 59
        else { return nil }
        let offset = hours * 60 + minutes
        return isAhead ? offset : -offset
    }
}
