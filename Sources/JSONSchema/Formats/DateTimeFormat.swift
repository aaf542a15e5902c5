/// RFC 3339, `date-time`.
enum DateTimeFormat {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        guard let date = DateFormat(&reader),
            reader.skip(UInt8(ascii: "T")) || reader.skip(UInt8(ascii: "t")),
            let time = TimeFormat(&reader), reader.isAtEnd
        else { return false }
        guard time.isLeapSecond else { return true }
        // Only the last minute of a month in UTC may have a leap second (section 5.7).
        return time.isDayBeforeInUTC ? date.day == 1 : date.day == date.daysInMonth
    }
}
