/// What has no meaning for a record, and must be right all the same.
extension XMLScanner {
    mutating func comment() throws(XMLFault) {
        at += 4
        try skip(to: "--", .badComment)
        guard at < text.count, text[at] == UInt8(ascii: ">") else { throw fault(.badComment) }
        at += 1
    }

    mutating func instruction() throws(XMLFault) {
        at += 2
        let target = try name()
        guard target.count != 3 || !zip(text[target], "xml".utf8).allSatisfy({ $0 | 0x20 == $1 }) else {
            throw XMLFault(kind: .badInstruction, offset: tokenStart)
        }
        guard has("?>") || (at < text.count && XMLCharacters.isSpace(text[at])) else { throw fault(.badInstruction) }
        try skip(to: "?>", .badInstruction)
    }

    /// `<?xml version="1.0" encoding="…" standalone="yes"?>`; the encoding is not believed, the bytes are decoded already.
    mutating func declaration() throws(XMLFault) {
        at = 5
        guard let version = try pseudoAttribute(), text[version.name].elementsEqual("version".utf8) else { throw fault(.badDeclaration) }
        var attribute = try pseudoAttribute()
        if let encoding = attribute, text[encoding.name].elementsEqual("encoding".utf8) {
            guard let first = text[encoding.value].first, (first | 0x20) &- 0x61 < 26 else { throw fault(.badDeclaration) }
            attribute = try pseudoAttribute()
        }
        if let standalone = attribute {
            let value = text[standalone.value]
            guard text[standalone.name].elementsEqual("standalone".utf8), value.elementsEqual("yes".utf8) || value.elementsEqual("no".utf8)
            else { throw fault(.badDeclaration) }
            skipSpace()
        }
        guard has("?>") else { throw fault(.badDeclaration) }
        at += 2
    }

    /// nil at the declaration's end.
    private mutating func pseudoAttribute() throws(XMLFault) -> (name: Range<Int>, value: Range<Int>)? {
        let hasSpace = skipSpace()
        if has("?>") { return nil }
        guard hasSpace else { throw fault(.badDeclaration) }
        let name = try name()
        let start = at
        try attributeValue()
        let quote = text[at - 1]
        guard let open = text[start..<at - 1].firstIndex(of: quote) else { throw fault(.badDeclaration) }
        let value = open + 1..<at - 1
        let isPlain = text[value].allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        guard isPlain else { throw fault(.badDeclaration) }
        return (name, value)
    }
}
