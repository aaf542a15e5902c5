/// A place in the source of an expression.
struct Cursor {
    private let scalars: [Unicode.Scalar]

    /// Scalars before the place.
    var offset = 0

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    var isAtEnd: Bool { offset >= scalars.count }

    /// The scalar at the place; nil at the end.
    var current: Unicode.Scalar? { peek(0) }

    /// The scalar so many further than the place; nil behind the end.
    func peek(_ distance: Int) -> Unicode.Scalar? {
        let index = offset + distance
        return index < scalars.count ? scalars[index] : nil
    }

    /// Goes past the current scalar and returns it.
    mutating func next() -> Unicode.Scalar? {
        guard let scalar = current else { return nil }
        offset += 1
        return scalar
    }

    /// Goes past a scalar if it is the current one.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        offset += 1
        return true
    }

    /// Goes past the scalars of a text if they are all there, in this order.
    mutating func take(text: String) -> Bool {
        var distance = 0
        for scalar in text.unicodeScalars {
            guard peek(distance) == scalar else { return false }
            distance += 1
        }
        offset += distance
        return true
    }

    /// Goes past decimal digits. The number is nil without any; numbers beyond `Int` count as `Int.max`.
    mutating func takeNumber() -> Int? {
        var number: Int?
        while let digit = current, "0"..."9" ~= digit {
            let (tenfold, isTooGreat) = (number ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, isStillTooGreat) = tenfold.addingReportingOverflow(Int(digit.value) - 0x30)
            number = isTooGreat || isStillTooGreat ? Int.max : sum
            offset += 1
        }
        return number
    }

    /// Goes past exactly so many hexadecimal digits and returns their value; nil if there are fewer.
    mutating func takeHexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for distance in 0..<digits {
            guard let digit = peek(distance).flatMap(Cursor.hexadecimalValue) else { return nil }
            value = value << 4 | digit
        }
        offset += digits
        return value
    }

    static func hexadecimalValue(_ scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0"..."9": scalar.value - 0x30
        case "a"..."f": scalar.value - 0x61 + 10
        case "A"..."F": scalar.value - 0x41 + 10
        default: nil
        }
    }
}
