/// RFC 4122, section 3, `UUID`.
enum UUIDFormat {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count == 36 else { return false }
        for (place, byte) in text.enumerated() {
            switch place {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
            default: guard ASCIISet.hexDigits.contains(byte) else { return false }
            }
        }
        return true
    }
}
