/// RFC 3339, appendix A, `duration`.
enum DurationFormat {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        guard reader.skip(UInt8(ascii: "P")) else { return false }
        if isWeeks(reader) { return true }
        if reader.next != UInt8(ascii: "T") {
            guard skipElements("YMD", &reader) else { return false }
            if reader.isAtEnd { return true }
        }
        return reader.skip(UInt8(ascii: "T")) && skipElements("HMS", &reader) && reader.isAtEnd
    }

    private static func isWeeks(_ reader: FormatReader) -> Bool {
        var reader = reader
        return reader.skipRun(.digits) > 0 && reader.skip(UInt8(ascii: "W")) && reader.isAtEnd
    }

    /// Goes over one or more numbers with their units, which follow each other as they do in `units`.
    private static func skipElements(_ units: StaticString, _ reader: inout FormatReader) -> Bool {
        var following: Int?
        while reader.skipRun(.digits) > 0 {
            let place = units.withUTF8Buffer { units in units.firstIndex { $0 == reader.next } }
            guard let place, place == following ?? place else { return false }
            following = place + 1
            reader.skip(count: 1)
        }
        return following != nil
    }
}
