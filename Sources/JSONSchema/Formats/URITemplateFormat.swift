/// RFC 6570, section 2, `URI-Template`, with its verified erratum 6937: an apostrophe is a literal.
enum URITemplateFormat {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        while !reader.isAtEnd {
            if reader.skipRun(.templateLiterals) > 0 || reader.skipPercentEncoded() { continue }
            if reader.skipBeyondASCII(where: { IRICharacters.isUCS($0) || IRICharacters.isPrivate($0) }) { continue }
            guard reader.skip(UInt8(ascii: "{")), skipExpression(&reader) else { return false }
        }
        return true
    }

    /// Goes over the rest of an expression behind its opening brace.
    private static func skipExpression(_ reader: inout FormatReader) -> Bool {
        _ = reader.skip(.templateOperators)
        repeat {
            guard skipName(&reader), skipModifier(&reader) else { return false }
        } while reader.skip(UInt8(ascii: ","))
        return reader.skip(UInt8(ascii: "}"))
    }

    /// Goes over `varname`: parts that points join.
    private static func skipName(_ reader: inout FormatReader) -> Bool {
        repeat {
            let first = reader.at
            while reader.skipRun(.templateNameCharacters) > 0 || reader.skipPercentEncoded() {}
            guard reader.at > first else { return false }
        } while reader.skip(UInt8(ascii: "."))
        return true
    }

    /// Goes over `*` or a prefix length from 1 to 9999, if one is there.
    private static func skipModifier(_ reader: inout FormatReader) -> Bool {
        if reader.skip(UInt8(ascii: "*")) { return true }
        guard reader.skip(UInt8(ascii: ":")) else { return true }
        guard reader.next != UInt8(ascii: "0") else { return false }
        return (1...4).contains(reader.skipRun(.digits))
    }
}

extension ASCIISet {
    fileprivate static let templateLiterals = alphanumerics | ASCIISet("!#$&'()*+,-./:;=?@[]_~")
    /// Those of levels 2 and 3, then those in reserve.
    fileprivate static let templateOperators = ASCIISet("+#./;?&") | ASCIISet("=,!@|")
    fileprivate static let templateNameCharacters = alphanumerics | ASCIISet("_")
}
