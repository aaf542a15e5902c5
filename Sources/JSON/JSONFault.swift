/// Why a text was refused, and where.
public struct JSONFault: Error, Equatable, Sendable {
    public enum Kind: String, Sendable {
        /// No value at all: nothing, or white space only. The offset is the length of the text.
        case empty
        /// Longer than `JSONLimits.maxBytes`. The offset is the limit.
        case tooLarge
        /// A string holds bytes that are not UTF-8. The offset is the first byte of the bad sequence.
        case invalidUTF8
        /// The text begins with the UTF-8 byte order mark.
        case byteOrderMark
        /// A byte that no value, separator or white space can have at this place; outside strings this includes
        /// every byte above 0x7F, whether UTF-8 or not.
        case unexpectedByte
        /// The text stops inside a value. The offset is the length of the text.
        case unexpectedEnd
        /// A bracket opens one container more than `JSONLimits.maxDepth`. The offset is the bracket.
        case tooDeep
        /// A name occurs twice in one object, compared after decoding. The offset is the opening quote of the second.
        /// It is reported when the object closes, so a fault between the name and the closing brace comes first.
        case duplicateName
        /// Half of a UTF-16 surrogate pair, escaped without its other half. The offset is its backslash.
        case loneSurrogate
        /// A backslash followed by something that is no escape. The offset is the first byte that does not fit.
        case invalidEscape
        /// A number that breaks the grammar: a leading zero, a missing digit. The offset is the byte that does not fit.
        case invalidNumber
        /// A control character (below 0x20) stands unescaped in a string.
        case controlCharacter
        /// Something other than white space follows the value.
        case trailingBytes
    }

    public let kind: Kind

    /// Byte offset in the text.
    public let offset: Int

    public init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// The fault's place for a human reader, both numbers from 1.
    ///
    /// Lines end at LF, CR or CR LF. The column counts Unicode scalars: every byte that does not continue a UTF-8
    /// sequence, so bytes that are not UTF-8 do no worse than shift it. An offset outside `bytes` counts as its end.
    ///
    /// - Parameter bytes: the text that was refused.
    public func location(in bytes: UnsafeRawBufferPointer) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        let stop = min(max(offset, 0), bytes.count)
        for index in 0..<stop {
            let byte = bytes[index]
            let endsLine =
                byte == ASCII.lineFeed
                || byte == ASCII.carriageReturn && !(index + 1 < stop && bytes[index + 1] == ASCII.lineFeed)
            if endsLine {
                line += 1
                column = 1
            } else if byte != ASCII.carriageReturn, byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}

extension JSONFault: CustomStringConvertible {
    public var description: String { "\(kind.rawValue) at byte \(offset)" }
}
