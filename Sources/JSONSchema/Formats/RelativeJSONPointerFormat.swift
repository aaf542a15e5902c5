/// draft-bhutton-relative-json-pointer-00, section 3.
///
/// The grammar leaves out the index manipulation before `#` that the draft's section 5.1 shows (`0-1#`); it is taken.
enum RelativeJSONPointerFormat {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        guard skipInteger(&reader) else { return false }
        if reader.skip(UInt8(ascii: "+")) || reader.skip(UInt8(ascii: "-")) {
            guard skipInteger(&reader) else { return false }
        }
        if reader.skip(UInt8(ascii: "#")) { return reader.isAtEnd }
        return JSONPointerFormat.matches(reader.bytes(from: reader.at, to: text.count))
    }

    /// Goes over a number without leading zero.
    private static func skipInteger(_ reader: inout FormatReader) -> Bool {
        reader.skip(UInt8(ascii: "0")) || reader.skipRun(.digits) > 0
    }
}
