/// RFC 3339, `full-date`.
struct DateFormat {
    let day: Int
    /// The days that the date's month has.
    let daysInMonth: Int

    init?(_ reader: inout FormatReader) {
        guard let year = reader.number(digits: 4), reader.skip(UInt8(ascii: "-")),
            let month = reader.number(digits: 2), reader.skip(UInt8(ascii: "-")),
            let day = reader.number(digits: 2)
        else { return nil }
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: daysInMonth = 31
        case 4, 6, 9, 11: daysInMonth = 30
        case 2: daysInMonth = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: return nil
        }
        guard day >= 1, day <= daysInMonth else { return nil }
        self.day = day
    }

    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        return DateFormat(&reader) != nil && reader.isAtEnd
    }
}
