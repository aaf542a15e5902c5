extension JSONWriter {
    // MARK: - Names

    public mutating func name(_ name: StaticString) {
        name.withUTF8Buffer { self.name(utf8: UnsafeRawBufferPointer($0)) }
    }

    // Disfavoured, so that literals go to the overload for `StaticString`, which has no string to build.
    @_disfavoredOverload
    public mutating func name(_ name: String) {
        var name = name
        name.withUTF8 { self.name(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter utf8: the unescaped name in UTF-8, which is not checked.
    public mutating func name(utf8: UnsafeRawBufferPointer) {
        quoted(utf8, behind: ASCII.colon)
        endName()
    }

    /// - Parameter view: a name or string.
    public mutating func name(_ view: JSONView) {
        view.withUTF8 { name(utf8: $0) }
    }

    // MARK: - Strings

    // Disfavoured, so that literals go to the overload for `StaticString`, which has no string to build.
    @_disfavoredOverload
    public mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
    }

    public mutating func string(_ value: StaticString) {
        value.withUTF8Buffer { string(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter utf8: the unescaped string in UTF-8, which is not checked.
    public mutating func string(utf8: UnsafeRawBufferPointer) { quoted(utf8, behind: nil) }

    /// Writes a string that needs no escapes, such as digits, where it is made.
    /// - Parameter count: its bytes.
    /// - Parameter body: writes just so many bytes.
    public mutating func string(plainCount count: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
        value(atMost: count + 2) { at in
            at.put(ASCII.quote)
            body(at)
            at += count
            at.put(ASCII.quote)
        }
    }

    /// - Parameter view: a string, whose escapes are replaced by canonical ones. Other kinds are written as `""`.
    public mutating func string(_ view: JSONView) {
        if view.kind == .string, !view.hasEscapes {
            // A string that was accepted without escapes needs none: it is copied with its quotes.
            raw(UnsafeRawBufferPointer(start: view.text + view.offset, count: view.rawBytes.count + 2))
        } else {
            view.withUTF8 { string(utf8: $0) }
        }
    }

    /// Writes a string and what stands behind it.
    @inline(__always)
    private mutating func quoted(_ utf8: UnsafeRawBufferPointer, behind: UInt8?) {
        guard JSONWriter.isPlain(utf8) else { return quotedWithEscapes(utf8, behind: behind) }
        value(atMost: utf8.count + 3) { at in
            at.put(ASCII.quote)
            at.copy(utf8)
            at.put(ASCII.quote)
            if let behind { at.put(behind) }
        }
    }

    private mutating func quotedWithEscapes(_ utf8: UnsafeRawBufferPointer, behind: UInt8?) {
        startValue()
        bytes.append(ASCII.quote)
        appendEscaped(utf8)
        bytes.append(ASCII.quote)
        if let behind { bytes.append(behind) }
    }

    /// Whether a string needs no escapes.
    private static func isPlain(_ utf8: UnsafeRawBufferPointer) -> Bool {
        guard var at = utf8.baseAddress else { return true }
        let end = at + utf8.count
        while end - at >= 8 {
            if ByteWord.escapeStops(at.word) != 0 { return false }
            at += 8
        }
        while at < end {
            if at.byte < 0x20 || at.byte == ASCII.quote || at.byte == ASCII.backslash { return false }
            at += 1
        }
        return true
    }

    // MARK: - Escaping

    private mutating func appendEscaped(_ utf8: UnsafeRawBufferPointer) {
        guard let start = utf8.baseAddress else { return }
        let end = start + utf8.count
        var copied = start
        var at = start
        while at < end {
            if end - at >= 8 {
                let stops = ByteWord.escapeStops(at.word)
                if stops == 0 {
                    at += 8
                    continue
                }
                at += stops.trailingZeroBitCount >> 3
            }
            let byte = at.byte
            if byte < 0x20 || byte == ASCII.quote || byte == ASCII.backslash {
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: copied, count: at - copied))
                appendEscape(byte)
                copied = at + 1
            }
            at += 1
        }
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: copied, count: end - copied))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(ASCII.backslash)
        switch byte {
        case 0x08: bytes.append(0x62)
        case 0x09: bytes.append(0x74)
        case 0x0A: bytes.append(0x6E)
        case 0x0C: bytes.append(0x66)
        case 0x0D: bytes.append(0x72)
        case ASCII.quote, ASCII.backslash: bytes.append(byte)
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(JSONWriter.hexDigit(byte >> 4))
            bytes.append(JSONWriter.hexDigit(byte & 0xF))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? ASCII.zero + value : 0x61 + value - 10 }
}
