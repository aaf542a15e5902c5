/// RFC 3492 with the parameters of its section 5.
enum Punycode {
    /// Decodes what follows an A-label's `xn--`, with its letters in lower case.
    ///
    /// - Returns: the count of scalars; nil if the bytes are no Punycode, or make more scalars than fit.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, into scalars: UnsafeMutableBufferPointer<Unicode.Scalar>
    ) -> Int? {
        guard bytes.count <= scalars.count else { return nil }
        var count = 0
        var at = 0
        if let delimiter = bytes.lastIndex(of: UInt8(ascii: "-")), delimiter > 0 {
            for byte in bytes[..<delimiter] {
                guard byte < 0x80 else { return nil }
                let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                scalars.initializeElement(at: count, to: Unicode.Scalar(isCapital ? byte | 0x20 : byte))
                count += 1
            }
            at = delimiter + 1
        }

        var value = 0x80
        var place = 0
        var bias = initialBias
        while at < bytes.count {
            let previous = place
            var weight = 1
            var k = base
            while true {
                guard at < bytes.count, let digit = digit(bytes[at]) else { return nil }
                at += 1
                place += digit * weight
                guard place <= limit else { return nil }
                let threshold = threshold(k, bias)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight <= limit else { return nil }
                k += base
            }
            bias = adapt(place - previous, count + 1, isFirst: previous == 0)
            value += place / (count + 1)
            place %= count + 1
            guard value <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(value)) else { return nil }
            insert(scalar, at: place, into: scalars, count)
            count += 1
            place += 1
        }
        return count
    }

    /// The length of what follows `xn--` in the A-label of scalars.
    ///
    /// The time grows with the square of the count: a label is short.
    static func encodedLength(_ scalars: UnsafeBufferPointer<Unicode.Scalar>) -> Int {
        let basic = scalars.count { $0.isASCII }
        var length = basic > 0 ? basic + 1 : 0
        var value: UInt32 = 0x80
        var delta = 0
        var bias = initialBias
        var handled = basic
        while handled < scalars.count, let next = scalars.lazy.map(\.value).filter({ $0 >= value }).min() {
            delta += Int(next - value) * (handled + 1)
            value = next
            for scalar in scalars {
                if scalar.value < value { delta += 1 }
                guard scalar.value == value else { continue }
                length += digits(of: delta, bias)
                bias = adapt(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            value += 1
        }
        return length
    }

    // MARK: - Parts

    private static let base = 36
    private static let initialBias = 72
    /// More than any place or weight of a label that can be decoded.
    private static let limit = 1 << 32

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 0x61
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 0x41
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func threshold(_ k: Int, _ bias: Int) -> Int { min(max(k - bias, 1), 26) }

    /// How many digits a number takes.
    private static func digits(of number: Int, _ bias: Int) -> Int {
        var rest = number
        var k = base
        var count = 1
        while true {
            let threshold = threshold(k, bias)
            if rest < threshold { return count }
            rest = (rest - threshold) / (base - threshold)
            k += base
            count += 1
        }
    }

    private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var k = 0
        while delta > (base - 1) * 26 / 2 {
            delta /= base - 1
            k += base
        }
        return k + base * delta / (delta + 38)
    }

    private static func insert(
        _ scalar: Unicode.Scalar, at place: Int, into scalars: UnsafeMutableBufferPointer<Unicode.Scalar>, _ count: Int
    ) {
        var end = count
        while end > place {
            scalars[end] = scalars[end - 1]
            end -= 1
        }
        scalars[place] = scalar
    }
}
