/// The check of one escape in a string.
struct EscapeScanner {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer

    /// - Parameter backslash: where the escape begins.
    /// - Returns: the byte behind it; behind both halves for a surrogate pair.
    @inline(never)
    func skip(_ backslash: UnsafeRawPointer) throws(JSONFault) -> UnsafeRawPointer {
        let letter = backslash + 1
        guard letter < end else { throw unexpectedEnd }
        switch letter.byte {
        case ASCII.quote, ASCII.backslash, ASCII.slash, 0x62, 0x66, 0x6E, 0x72, 0x74:
            return letter + 1
        case 0x75:
            return try skipUnicode(backslash)
        default:
            throw JSONFault(kind: .invalidEscape, offset: letter - start)
        }
    }

    private func skipUnicode(_ backslash: UnsafeRawPointer) throws(JSONFault) -> UnsafeRawPointer {
        let lone = JSONFault(kind: .loneSurrogate, offset: backslash - start)
        let unit = try codeUnit(backslash + 2)
        let behind = backslash + 6
        switch unit {
        case 0xD800...0xDBFF:
            guard behind < end else { throw unexpectedEnd }
            guard behind.byte == ASCII.backslash else { throw lone }
            guard behind + 1 < end else { throw unexpectedEnd }
            guard (behind + 1).byte == 0x75 else { throw lone }
            guard 0xDC00...0xDFFF ~= (try codeUnit(behind + 2)) else { throw lone }
            return behind + 6
        case 0xDC00...0xDFFF:
            throw lone
        default:
            return behind
        }
    }

    /// The four hexadecimal digits from `first` on.
    private func codeUnit(_ first: UnsafeRawPointer) throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for index in 0..<4 {
            guard first + index < end else { throw unexpectedEnd }
            guard let digit = ASCII.hexValue((first + index).byte) else {
                throw JSONFault(kind: .invalidEscape, offset: first + index - start)
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private var unexpectedEnd: JSONFault { JSONFault(kind: .unexpectedEnd, offset: end - start) }
}
