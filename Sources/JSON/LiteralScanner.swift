/// The check of `true`, `false` and `null`.
struct LiteralScanner {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer

    /// - Parameter first: a byte equal to the literal's first.
    /// - Returns: the byte behind the literal.
    @inline(__always)
    func scan(_ literal: StaticString, from first: UnsafeRawPointer) throws(JSONFault) -> UnsafeRawPointer {
        let length = literal.utf8CodeUnitCount
        let expected = UnsafeRawPointer(literal.utf8Start)
        // Every literal has four bytes at least, so two overlapping comparisons cover it.
        if end - first >= length, first.halfWord == expected.halfWord,
            (first + length - 4).halfWord == (expected + length - 4).halfWord
        {
            return first + length
        }
        throw mismatch(expected, first, length)
    }

    @inline(never)
    private func mismatch(_ expected: UnsafeRawPointer, _ first: UnsafeRawPointer, _ length: Int) -> JSONFault {
        for index in 0..<length {
            if first + index >= end { break }
            if (first + index).byte != (expected + index).byte {
                return JSONFault(kind: .unexpectedByte, offset: first + index - start)
            }
        }
        return JSONFault(kind: .unexpectedEnd, offset: end - start)
    }
}
