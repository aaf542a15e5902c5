/// One label of a host name.
enum HostLabel {
    static let maxLength = 63

    /// Whether the label is of letters, digits and inner hyphens (RFC 1123, section 2.1).
    static func isPlain(_ label: UnsafeRawBufferPointer) -> Bool {
        guard let first = label.first, let last = label.last, label.count <= maxLength,
            first != UInt8(ascii: "-"), last != UInt8(ascii: "-")
        else { return false }
        return label.allSatisfy { ASCIISet.hostCharacters.contains($0) }
    }

    /// Whether a plain label has hyphens in the third and fourth place, as A-labels have (RFC 5890, section 2.3.1).
    static func isReserved(_ label: UnsafeRawBufferPointer) -> Bool {
        label.count >= 4 && label[2] == UInt8(ascii: "-") && label[3] == UInt8(ascii: "-")
    }

    /// Whether a reserved label begins as A-labels do.
    static func hasACEPrefix(_ label: UnsafeRawBufferPointer) -> Bool {
        isReserved(label) && label[0] | 0x20 == UInt8(ascii: "x") && label[1] | 0x20 == UInt8(ascii: "n")
    }

    /// Whether what follows the label's `xn--` stands for a U-label (RFC 5891, section 5.4).
    static func isALabel(_ label: UnsafeRawBufferPointer) -> Bool {
        guard hasACEPrefix(label), isPlain(label) else { return false }
        return withUnsafeTemporaryAllocation(of: Unicode.Scalar.self, capacity: maxLength) { scalars in
            guard let count = Punycode.decode(UnsafeRawBufferPointer(rebasing: label[4...]), into: scalars) else {
                return false
            }
            return ULabel(scalars: UnsafeBufferPointer(rebasing: scalars[..<count])).isValid
        }
    }

    /// The length of the A-label that a label of UTF-8 bytes stands for; nil if it is no U-label.
    static func lengthOfALabel(forULabel label: UnsafeRawBufferPointer) -> Int? {
        withUnsafeTemporaryAllocation(of: Unicode.Scalar.self, capacity: maxLength) { scalars in
            var reader = FormatReader(label)
            var count = 0
            while let (scalar, length) = reader.nextScalar {
                // Each scalar takes one character or more of the A-label.
                guard count < maxLength - 4 else { return nil }
                scalars.initializeElement(at: count, to: scalar)
                count += 1
                reader.skip(count: length)
            }
            let label = UnsafeBufferPointer(rebasing: scalars[..<count])
            guard reader.isAtEnd, ULabel(scalars: label).isValid else { return nil }
            let length = 4 + Punycode.encodedLength(label)
            return length <= maxLength ? length : nil
        }
    }
}

extension ASCIISet {
    fileprivate static let hostCharacters = alphanumerics | ASCIISet("-")
}
