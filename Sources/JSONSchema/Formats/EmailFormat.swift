/// RFC 5321, section 4.1.2, `Mailbox`, and its extension by RFC 6531.
enum EmailFormat {
    /// The lengths of RFC 5321, section 4.5.3.1: a path's 256 octets include its angle brackets.
    private static let maxLength = 254
    private static let maxLocalPartLength = 64

    static func matches(_ text: UnsafeRawBufferPointer, international: Bool) -> Bool {
        guard text.count <= maxLength else { return false }
        var reader = FormatReader(text)
        let hasLocalPart =
            reader.next == UInt8(ascii: "\"")
            ? skipQuotedString(&reader, international) : skipDotString(&reader, international)
        guard hasLocalPart, reader.at <= maxLocalPartLength, reader.skip(UInt8(ascii: "@")) else { return false }
        let domain = reader.bytes(from: reader.at, to: text.count)
        return domain.first == UInt8(ascii: "[") ? isAddressLiteral(domain) : isDomain(domain, international)
    }

    /// Goes over atoms that points join.
    private static func skipDotString(_ reader: inout FormatReader, _ international: Bool) -> Bool {
        repeat {
            let first = reader.at
            while reader.skipRun(.atomCharacters) > 0 || skipBeyondASCII(&reader, international) {}
            guard reader.at > first else { return false }
        } while reader.skip(UInt8(ascii: "."))
        return true
    }

    private static func skipQuotedString(_ reader: inout FormatReader, _ international: Bool) -> Bool {
        guard reader.skip(UInt8(ascii: "\"")) else { return false }
        while !reader.skip(UInt8(ascii: "\"")) {
            if reader.skip(UInt8(ascii: "\\")) {
                guard let escaped = reader.next, escaped >= 0x20, escaped <= 0x7E else { return false }
                reader.skip(count: 1)
            } else if let byte = reader.next, byte >= 0x20, byte <= 0x7E {
                reader.skip(count: 1)
            } else if !skipBeyondASCII(&reader, international) {
                return false
            }
        }
        return true
    }

    private static func skipBeyondASCII(_ reader: inout FormatReader, _ international: Bool) -> Bool {
        international && reader.skipBeyondASCII { _ in true }
    }

    /// Labels as they are: RFC 5321 knows no A-labels and RFC 6531 no full stop but the one of ASCII.
    private static func isDomain(_ domain: UnsafeRawBufferPointer, _ international: Bool) -> Bool {
        HostLabels(domain, international: false).allSatisfy { label in
            HostLabel.isPlain(label)
                || international && label.contains { $0 >= 0x80 } && HostLabel.lengthOfALabel(forULabel: label) != nil
        }
    }

    /// An address of IPv4 or, behind its tag, of IPv6: no other tag is registered.
    private static func isAddressLiteral(_ literal: UnsafeRawBufferPointer) -> Bool {
        guard literal.count >= 2, literal.last == UInt8(ascii: "]") else { return false }
        let address = UnsafeRawBufferPointer(rebasing: literal[1..<literal.count - 1])
        guard address.count >= 5, hasIPv6Tag(address) else { return IPv4Format.matches(address) }
        return IPv6Format.matches(UnsafeRawBufferPointer(rebasing: address[5...]))
    }

    private static func hasIPv6Tag(_ address: UnsafeRawBufferPointer) -> Bool {
        zip(address, "ipv6:".utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 && ASCIISet.letters.contains($0) }
    }
}

extension ASCIISet {
    fileprivate static let atomCharacters = alphanumerics | ASCIISet("!#$%&'*+-/=?^_`{|}~")
}
