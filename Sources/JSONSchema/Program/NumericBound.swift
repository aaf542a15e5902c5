import JSON

/// One limit of a number: exact, and quick for numbers of ordinary size.
struct NumericBound: Sendable {
    enum Kind: Sendable { case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }

    let kind: Kind
    let limit: ExactDecimal
    private let small: SmallDecimal?
    /// Which ``Origin`` it comes from.
    let origin: Int32

    init(_ kind: Kind, _ limit: ExactDecimal, origin: Int32) {
        self.kind = kind
        self.limit = limit
        self.origin = origin
        var text = limit.description
        small = text.withUTF8 { SmallDecimal(UnsafeRawBufferPointer($0)) }
    }

    /// Whether a number keeps the limit; nil if it takes ``holds(_:)-(ExactDecimal)`` to tell.
    @inline(__always)
    func holds(_ number: SmallDecimal) -> Bool? {
        guard let small else { return nil }
        guard let (value, limit) = SmallDecimal.aligned(number, small) else { return nil }
        switch kind {
        case .minimum: return value >= limit
        case .maximum: return value <= limit
        case .exclusiveMinimum: return value > limit
        case .exclusiveMaximum: return value < limit
        case .multipleOf: return value % limit == 0
        }
    }

    func holds(_ number: ExactDecimal) -> Bool {
        switch kind {
        case .minimum: number >= limit
        case .maximum: number <= limit
        case .exclusiveMinimum: number > limit
        case .exclusiveMaximum: number < limit
        case .multipleOf: number.isMultiple(of: limit)
        }
    }
}

/// A decimal number of at most 18 digits without an exponent: digits × 10^-scale.
struct SmallDecimal: Sendable {
    let digits: Int64
    let scale: Int

    /// - returns: nil for any other number.
    @inline(__always)
    init?(_ text: UnsafeRawBufferPointer) {
        var digits: Int64 = 0
        var scale = -1
        var index = 0
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        guard text.count - index <= 19, index < text.count else { return nil }
        var count = 0
        while index < text.count {
            let byte = text[index]
            if byte &- 0x30 <= 9 {
                digits = digits &* 10 &+ Int64(byte &- 0x30)
                count &+= 1
                if scale >= 0 { scale &+= 1 }
            } else if byte == UInt8(ascii: "."), scale < 0 {
                scale = 0
            } else {
                return nil
            }
            index &+= 1
        }
        guard count <= 18 else { return nil }
        self.digits = isNegative ? -digits : digits
        self.scale = max(0, scale)
    }

    /// Both numbers as whole numbers of the finer one's unit; nil if one does not fit.
    @inline(__always)
    static func aligned(_ a: SmallDecimal, _ b: SmallDecimal) -> (Int64, Int64)? {
        if a.scale == b.scale { return (a.digits, b.digits) }
        var (coarse, steps) = a.scale < b.scale ? (a.digits, b.scale - a.scale) : (b.digits, a.scale - b.scale)
        while steps > 0 {
            let (product, overflows) = coarse.multipliedReportingOverflow(by: 10)
            if overflows { return nil }
            coarse = product
            steps &-= 1
        }
        return a.scale < b.scale ? (coarse, b.digits) : (a.digits, coarse)
    }
}
