/// Finds the end of a string and checks what is inside it.
struct StringScanner {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer

    struct Scanned {
        let closingQuote: UnsafeRawPointer
        /// `TapeNode.hasEscapes`, `TapeNode.isNotASCII`.
        let flags: UInt32
    }

    /// - Parameter first: the byte behind the opening quote.
    @inline(__always)
    func scan(from first: UnsafeRawPointer) throws(JSONFault) -> Scanned {
        var at = first
        var flags: UInt32 = 0
        while true {
            let byte: UInt8
            if end - at >= 8 {
                let word = at.word
                let stops = ByteWord.stringStops(word)
                if stops == 0 {
                    at += 8
                    continue
                }
                let stop = stops.trailingZeroBitCount
                at += stop >> 3
                byte = UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: stop & 0x38))
            } else {
                guard at < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - start) }
                byte = at.byte
                if byte >= 0x20, byte < 0x80, byte != ASCII.quote, byte != ASCII.backslash {
                    at += 1
                    continue
                }
            }
            if byte == ASCII.quote { return Scanned(closingQuote: at, flags: flags) }
            if byte >= 0x80 {
                flags |= TapeNode.isNotASCII
                at = try skipNonASCII(at)
            } else if byte == ASCII.backslash {
                flags |= TapeNode.hasEscapes
                at = try EscapeScanner(start: start, end: end).skip(at)
            } else {
                throw JSONFault(kind: .controlCharacter, offset: at - start)
            }
        }
    }

    /// Checks UTF-8 sequences up to the next ASCII byte or the end.
    ///
    /// Sequences of three bytes, nearly all of Chinese, are checked here, two of them together where possible; the
    /// others go to `UTF8Sequence`.
    @inline(__always)
    private func skipNonASCII(_ first: UnsafeRawPointer) throws(JSONFault) -> UnsafeRawPointer {
        var at = first
        while end - at >= 8 {
            let word = at.word
            if word & 0xC0_C0F0_C0C0_F0 == 0x80_80E0_8080_E0,
                StringScanner.isScalar(word), StringScanner.isScalar(word &>> 24)
            {
                at += 6
                if word & 0x80_0000_0000_0000 == 0 { return at }
            } else if word & 0xC0_C0F0 == 0x80_80E0, StringScanner.isScalar(word) {
                at += 3
                if word & 0x8000_0000 == 0 { return at }
            } else {
                at = try UTF8Sequence.skip(at, start: start, end: end)
                if at < end, at.byte < 0x80 { return at }
            }
        }
        while at < end, at.byte >= 0x80 {
            at = try UTF8Sequence.skip(at, start: start, end: end)
        }
        return at
    }

    /// Whether a well-formed sequence of three bytes is neither overlong (E0 80...9F) nor a surrogate (ED A0...BF).
    @inline(__always)
    private static func isScalar(_ word: UInt64) -> Bool {
        let leading = word & 0x200F
        return leading != 0 && leading != 0x200D
    }
}
