/// The quick hash of member names: length, first eight and last eight bytes, mixed by one wide multiplication.
///
/// It is the same in every process, so tables can be built beforehand, and it is easily made to collide. Equality is
/// always confirmed on the bytes.
@usableFromInline
enum NameHash {
    /// - Parameters:
    ///   - first: the name's first byte; eight bytes from there on must be readable even if the name is shorter.
    ///   - count: bytes of the name.
    @inline(__always)
    static func hash(_ first: UnsafeRawPointer, count: Int) -> UInt32 {
        let isLong = count >= 8
        let mask = isLong ? UInt64.max : (1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1
        let head = first.word
        let tail = (isLong ? first + count - 8 : first).word
        return mix(head & mask, tail & mask, count)
    }

    @inlinable
    static func hash(of name: UnsafeRawBufferPointer) -> UInt32 {
        guard let first = name.baseAddress else { return mix(0, 0, 0) }
        let count = name.count
        if count >= 8 { return mix(first.word, (first + count - 8).word, count) }
        var word: UInt64 = 0
        if count >= 4 {
            word = UInt64(first.halfWord)
            word |= UInt64((first + count - 4).halfWord) &<< UInt64(truncatingIfNeeded: (count &- 4) &* 8)
        } else {
            var index = 0
            while index < count {
                word |= UInt64((first + index).byte) &<< UInt64(truncatingIfNeeded: index &* 8)
                index &+= 1
            }
        }
        return mix(word, word, count)
    }

    @inlinable @inline(__always)
    static func mix(_ head: UInt64, _ tail: UInt64, _ count: Int) -> UInt32 {
        let length = UInt64(truncatingIfNeeded: count) &* 0xA24B_AED4_963E_E407
        let product = (head ^ 0x9FB2_1C65_1E98_DF25).multipliedFullWidth(by: (tail ^ 0xD6E8_FEB8_6659_FD93) &+ length)
        let folded = product.high ^ product.low
        return UInt32(truncatingIfNeeded: folded ^ folded &>> 32)
    }
}
