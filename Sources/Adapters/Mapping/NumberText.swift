import JSON

/// Numbers as people and programs write them: `1,234.50`, `.5`, `+3`, `007`, `1.5E4`.
struct NumberText {
    private let json = Scratch(capacity: 64)

    /// The value of a text, multiplied by a power of ten; nil if it is no number.
    func value(_ text: UnsafeRawBufferPointer, shift: Int) -> ExactDecimal? {
        json.reset(capacity: text.count + 32)
        var at = 0
        func digits() -> Int {
            let first = at
            while at < text.count, text[at] &- 0x30 <= 9 {
                json.append(text[at])
                at += 1
            }
            return at - first
        }
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            if sign == UInt8(ascii: "-") { json.append(sign) }
            at = 1
        }
        // JSON has no leading zeros.
        let start = at
        while at + 1 < text.count, text[at] == UInt8(ascii: "0"), text[at + 1] &- 0x30 <= 9 { at += 1 }
        let group = at - start + digits()
        if group > 0, group <= 3 {
            // Leading zeros of a number with groups would be left over, as in `0,012`.
            while at < text.count, text[at] == UInt8(ascii: ","), text[start] != UInt8(ascii: "0") {
                at += 1
                guard digits() == 3 else { return nil }
            }
        }
        var hasFraction = false
        if at < text.count, text[at] == UInt8(ascii: ".") {
            if group == 0 { json.append(UInt8(ascii: "0")) }
            json.append(UInt8(ascii: "."))
            at += 1
            guard digits() > 0 else { return nil }
            hasFraction = true
        }
        guard group > 0 || hasFraction else { return nil }
        guard let exponent = exponent(text, &at), at == text.count else { return nil }
        appendExponent(exponent + shift)
        return ExactDecimal(jsonNumber: json.bytes)
    }

    private func appendExponent(_ exponent: Int) {
        guard exponent != 0 else { return }
        json.append(UInt8(ascii: "e"))
        if exponent < 0 { json.append(UInt8(ascii: "-")) }
        var unit = 100_000_000
        while unit > 0 {
            if exponent.magnitude >= UInt(unit) { json.append(0x30 + UInt8(Int(exponent.magnitude) / unit % 10)) }
            unit /= 10
        }
    }

    /// The exponent written, 0 if none is; nil if it is not right.
    private func exponent(_ text: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
        guard at < text.count else { return 0 }
        guard text[at] | 0x20 == UInt8(ascii: "e") else { return nil }
        let digits = text[(at + 1)...]
        at = text.count
        return digits.count <= 6 ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }
}
