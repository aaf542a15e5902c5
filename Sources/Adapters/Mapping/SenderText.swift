import Credit

/// The department's own id or row number of a record, as receipts carry it back.
enum SenderText {
    private static let mostBytes = 64

    /// Cut to 64 bytes, without control characters; nil if there is none, or if it holds a person's number.
    static func read(_ text: UnsafeRawBufferPointer) -> String? {
        guard !text.isEmpty, !ResidentID.occurs(in: text) else { return nil }
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in String(decoding: text.prefix(4 * mostBytes), as: UTF8.self).unicodeScalars where !isControl(scalar) {
            bytes += UTF8.width(scalar)
            if bytes > mostBytes { break }
            kept.append(scalar)
        }
        return kept.isEmpty ? nil : String(kept)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
