/// Integers as decimal text.
public enum DecimalDigits {
    /// Appends the digits of `value`, without allocating anything but what `out` needs.
    public static func append(_ value: UInt64, to out: inout [UInt8]) {
        if value < 10 {
            out.append(ASCII.zero + UInt8(truncatingIfNeeded: value))
            return
        }
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { space in
            var first = space.count
            var rest = value
            while rest > 0 {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                first -= 1
                space[first] = ASCII.zero + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            }
            out.append(contentsOf: UnsafeRawBufferPointer(rebasing: space[first...]))
        }
    }
}
