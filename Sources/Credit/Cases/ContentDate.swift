/// Dates in a record's canonical content, found without reading the rest of it.
enum ContentDate {
    /// The value of the first member of that name that is a date; nil if there is none.
    ///
    /// - parameter content: canonical JSON, so without spaces between name and value.
    static func first(_ name: StaticString, in content: [UInt8]) -> CivilDate? {
        content.withUnsafeBytes { bytes in
            let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            // "name":"YYYY-MM-DD"
            let length = wanted.count + 4 + 10
            var start = 0
            while start + length < bytes.count {
                guard bytes[start] == UInt8(ascii: "\""), bytes[start + wanted.count + 1] == UInt8(ascii: "\""),
                    bytes[start + 1..<start + 1 + wanted.count].elementsEqual(wanted)
                else {
                    start += 1
                    continue
                }
                let place = start + wanted.count + 2
                guard bytes[place] == UInt8(ascii: ":"), bytes[place + 1] == UInt8(ascii: "\"") else {
                    start += 1
                    continue
                }
                return CivilDate(String(decoding: bytes[place + 2..<place + 12], as: UTF8.self))
            }
            return nil
        }
    }
}
