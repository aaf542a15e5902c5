/// RFC 3986 and RFC 3987: URI, IRI and references to them.
struct URIFormat {
    private var reader: FormatReader
    private let international: Bool

    /// - Parameters:
    ///   - international: whether it may be an IRI.
    ///   - relative: whether it may have no scheme.
    static func matches(_ text: UnsafeRawBufferPointer, international: Bool, relative: Bool) -> Bool {
        var format = URIFormat(reader: FormatReader(text), international: international)
        return format.matches(relative: relative)
    }

    private mutating func matches(relative: Bool) -> Bool {
        let hasScheme = skipScheme()
        guard hasScheme || relative else { return false }
        guard skipHierarchicalPart(hasScheme: hasScheme) else { return false }
        if reader.skip(UInt8(ascii: "?")) { skipRun(.uriQueryCharacters, allowsPrivate: true) }
        if reader.skip(UInt8(ascii: "#")) { skipRun(.uriQueryCharacters) }
        return reader.isAtEnd
    }

    /// Goes over `scheme ":"`, if it is there.
    private mutating func skipScheme() -> Bool {
        guard reader.skip(.letters) else { return false }
        reader.skipRun(.uriSchemeCharacters)
        if reader.skip(UInt8(ascii: ":")) { return true }
        reader.goBack(to: 0)
        return false
    }

    /// Goes over authority and path. What of the text no part takes is left to be found by the caller.
    private mutating func skipHierarchicalPart(hasScheme: Bool) -> Bool {
        if reader.skip(UInt8(ascii: "/")) {
            if reader.skip(UInt8(ascii: "/")) {
                guard skipAuthority() else { return false }
                if let next = reader.next, !ASCIISet.uriAuthorityEnds.contains(next) { return false }
            }
        } else if !hasScheme {
            skipRun(.uriSegmentCharactersWithoutColon)
            if reader.next == UInt8(ascii: ":") { return false }
        }
        skipRun(.uriPathCharacters)
        return true
    }

    private mutating func skipAuthority() -> Bool {
        let first = reader.at
        skipRun(.uriUserInfoCharacters)
        if !reader.skip(UInt8(ascii: "@")) { reader.goBack(to: first) }
        if reader.skip(UInt8(ascii: "[")) {
            guard skipAddress() else { return false }
        } else {
            skipRun(.uriNameCharacters)
        }
        if reader.skip(UInt8(ascii: ":")) { reader.skipRun(.digits) }
        return true
    }

    /// Goes over the rest of an `IP-literal` behind its opening bracket.
    private mutating func skipAddress() -> Bool {
        let first = reader.at
        if reader.skip(UInt8(ascii: "v")) || reader.skip(UInt8(ascii: "V")) {
            return reader.skipRun(.hexDigits) > 0 && reader.skip(UInt8(ascii: "."))
                && reader.skipRun(.uriUserInfoCharacters) > 0 && reader.skip(UInt8(ascii: "]"))
        }
        reader.skipRun(.ipv6Characters)
        return IPv6Format.matches(reader.bytes(from: first, to: reader.at)) && reader.skip(UInt8(ascii: "]"))
    }

    /// Goes over all next characters of a set, over percent-encoded ones and, in an IRI, over those beyond ASCII.
    private mutating func skipRun(_ set: ASCIISet, allowsPrivate: Bool = false) {
        while true {
            reader.skipRun(set)
            if reader.skipPercentEncoded() { continue }
            guard international, reader.skipBeyondASCII(where: { Self.isAllowed($0, allowsPrivate) }) else { return }
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar, _ allowsPrivate: Bool) -> Bool {
        if IRICharacters.isUCS(scalar) { return !IRICharacters.isBidiFormatting(scalar) }
        return allowsPrivate && IRICharacters.isPrivate(scalar)
    }
}

extension ASCIISet {
    fileprivate static let uriSchemeCharacters = alphanumerics | ASCIISet("+-.")
    /// `unreserved` and `sub-delims`.
    fileprivate static let uriNameCharacters = alphanumerics | ASCIISet("-._~!$&'()*+,;=")
    fileprivate static let uriUserInfoCharacters = uriNameCharacters | ASCIISet(":")
    fileprivate static let uriSegmentCharactersWithoutColon = uriNameCharacters | ASCIISet("@")
    fileprivate static let uriPathCharacters = uriNameCharacters | ASCIISet(":@/")
    /// Those of a query and those of a fragment.
    fileprivate static let uriQueryCharacters = uriPathCharacters | ASCIISet("?")
    fileprivate static let uriAuthorityEnds = ASCIISet("/?#")
    fileprivate static let ipv6Characters = hexDigits | ASCIISet(":.")
}
