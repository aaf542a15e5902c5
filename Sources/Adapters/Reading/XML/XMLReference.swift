/// A reference: one of the five entities of XML, or a character by its number.
struct XMLReference {
    let scalar: UInt32
    /// The offset behind its semicolon.
    let end: Int

    /// Reads the reference that begins with the `&` at an offset.
    init(_ text: UnsafeRawBufferPointer, at start: Int) throws(XMLFault) {
        let bad = XMLFault(kind: .badReference, offset: start)
        var at = start + 1
        guard at < text.count else { throw bad }
        if text[at] == UInt8(ascii: "#") {
            at += 1
            let isHexadecimal = at < text.count && text[at] == UInt8(ascii: "x")
            if isHexadecimal { at += 1 }
            var value: UInt32 = 0
            let first = at
            while at < text.count, let digit = Self.digit(text[at], isHexadecimal) {
                // Beyond the last character nothing becomes right again.
                value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
                at += 1
            }
            guard at > first, at < text.count, text[at] == UInt8(ascii: ";"), XMLCharacters.isCharacter(value) else { throw bad }
            scalar = value
        } else {
            let length = XMLCharacters.nameLength(text, at: at)
            guard length > 0, at + length < text.count, text[at + length] == UInt8(ascii: ";") else { throw bad }
            let name = UnsafeRawBufferPointer(rebasing: text[at..<at + length])
            guard let entity = Self.entities.first(where: { name.elementsEqual($0.name.utf8) }) else {
                throw XMLFault(kind: .unknownEntity, offset: start)
            }
            scalar = entity.scalar
            at += length
        }
        end = at + 1
    }

    private static let entities: [(name: String, scalar: UInt32)] = [
        ("amp", 0x26), ("lt", 0x3C), ("gt", 0x3E), ("quot", 0x22), ("apos", 0x27),
    ]

    private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return isHexadecimal && letter < 6 ? UInt32(letter) + 10 : nil
    }
}
