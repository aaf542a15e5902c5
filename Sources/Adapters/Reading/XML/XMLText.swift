/// The content of text in XML: references replaced, line ends made LF.
enum XMLText {
    /// Appends the content of a text that a scanner has accepted.
    static func append(_ range: Range<Int>, of text: UnsafeRawBufferPointer, isSection: Bool, to out: Scratch) {
        var copied = range.lowerBound
        var at = copied
        func copy() { out.append(UnsafeRawBufferPointer(rebasing: text[copied..<at])) }
        while at < range.upperBound {
            switch text[at] {
            case UInt8(ascii: "&") where !isSection:
                copy()
                if let reference = try? XMLReference(text, at: at), let scalar = Unicode.Scalar(reference.scalar) {
                    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { out.append(byte) }
                    at = reference.end
                } else {
                    at += 1
                }
                copied = at
            case 0x0D:
                copy()
                out.append(0x0A)
                at += at + 1 < range.upperBound && text[at + 1] == 0x0A ? 2 : 1
                copied = at
            default: at += 1
            }
        }
        copy()
    }
}
