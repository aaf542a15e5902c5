/// Comparison of two runs of bytes, eight at a time, small enough to be inlined into loops of other modules.
public enum ByteEquality {
    @inlinable
    static func areEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
        if count >= 8 {
            var offset = 0
            let last = count &- 8
            while offset < last {
                if (left + offset).word != (right + offset).word { return false }
                offset &+= 8
            }
            return (left + last).word == (right + last).word
        }
        if count >= 4 {
            let last = count &- 4
            return left.halfWord == right.halfWord && (left + last).halfWord == (right + last).halfWord
        }
        var offset = 0
        while offset < count {
            if (left + offset).byte != (right + offset).byte { return false }
            offset &+= 1
        }
        return true
    }

    /// Whether two texts have the same bytes.
    @inlinable
    public static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else { return true }
        return areEqual(leftStart, rightStart, count: left.count)
    }
}
