/// RFC 1123, section 2.1, and its internationalized form by IDNA2008 (RFC 5890 to 5893).
enum HostnameFormat {
    /// The longest name whose form in the DNS has 255 octets.
    static let maxLength = 253

    /// - Parameter international: whether labels may be U-labels, too.
    static func matches(_ text: UnsafeRawBufferPointer, international: Bool) -> Bool {
        var length = -1
        var labels = 0
        var numbers = 0
        for label in HostLabels(text, international: international) {
            guard let labelLength = asciiLength(of: label, international: international) else { return false }
            length += 1 + labelLength
            guard length <= maxLength else { return false }
            labels += 1
            if label.allSatisfy({ ASCIISet.digits.contains($0) }) { numbers += 1 }
        }
        // "A valid host name can never have the dotted-decimal form #.#.#.#".
        return labels != 4 || numbers != 4
    }

    /// The length of the label as it is in the DNS; nil if it is not valid.
    private static func asciiLength(of label: UnsafeRawBufferPointer, international: Bool) -> Int? {
        guard HostLabel.isPlain(label) else {
            return international && label.contains { $0 >= 0x80 } ? HostLabel.lengthOfALabel(forULabel: label) : nil
        }
        if HostLabel.hasACEPrefix(label) { return HostLabel.isALabel(label) ? label.count : nil }
        return international && HostLabel.isReserved(label) ? nil : label.count
    }
}
