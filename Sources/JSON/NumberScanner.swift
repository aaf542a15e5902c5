/// Finds the end of a number and checks its grammar. Its value is left for `ExactDecimal`.
struct NumberScanner {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer

    /// - Parameter first: a minus sign or a digit.
    /// - Returns: the byte behind the number.
    @inline(__always)
    func scan(from first: UnsafeRawPointer) throws(JSONFault) -> UnsafeRawPointer {
        var at = first
        if at.byte == ASCII.minus {
            at += 1
            try requireDigit(at)
        }
        if at.byte == ASCII.zero {
            at += 1
            if at < end, ASCII.isDigit(at.byte) { throw JSONFault(kind: .invalidNumber, offset: at - start) }
        } else {
            at = skipDigits(at)
        }
        guard at < end else { return at }
        if at.byte == ASCII.point {
            at += 1
            try requireDigit(at)
            at = skipDigits(at)
            guard at < end else { return at }
        }
        if at.byte | 0x20 == ASCII.lowerE {
            at += 1
            if at < end, at.byte == ASCII.plus || at.byte == ASCII.minus { at += 1 }
            try requireDigit(at)
            at = skipDigits(at)
        }
        return at
    }

    @inline(__always)
    private func skipDigits(_ first: UnsafeRawPointer) -> UnsafeRawPointer {
        var at = first
        while end - at >= 8 {
            let others = ByteWord.nonDigits(at.word)
            if others != 0 { return at + (others.trailingZeroBitCount >> 3) }
            at += 8
        }
        while at < end, ASCII.isDigit(at.byte) { at += 1 }
        return at
    }

    @inline(__always)
    private func requireDigit(_ at: UnsafeRawPointer) throws(JSONFault) {
        guard at < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - start) }
        guard ASCII.isDigit(at.byte) else { throw JSONFault(kind: .invalidNumber, offset: at - start) }
    }
}
