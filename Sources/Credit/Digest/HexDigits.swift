/// Words as lower-case hexadecimal digits.
enum HexDigits {
    /// Reads 16 digits; nil for anything else.
    static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64? {
        guard let high = bits(UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))),
            let low = bits(UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)))
        else { return nil }
        return high << 32 | low
    }

    /// The 32 bits of eight digits, the first highest; nil for anything else.
    private static func bits(_ text: UInt64) -> UInt64? {
        // Letters have a bit that figures have not, and count from 1 there.
        let letters = (text >> 6) & 0x0101_0101_0101_0101
        var bits = ((text & 0x0f0f_0f0f_0f0f_0f0f) &+ letters &* 9) & 0x0f0f_0f0f_0f0f_0f0f
        // Halves are moved together.
        bits = (bits | bits >> 4) & 0x00ff_00ff_00ff_00ff
        bits = (bits | bits >> 8) & 0x0000_ffff_0000_ffff
        bits = (bits | bits >> 16) & 0xffff_ffff
        // What is no digit is not written like that.
        return digits(of: bits) == text ? bits : nil
    }

    /// Writes 16 digits.
    static func write(_ word: UInt64, to out: UnsafeMutableRawPointer) {
        out.storeBytes(of: digits(of: word >> 32).bigEndian, as: UInt64.self)
        out.storeBytes(of: digits(of: word & 0xffff_ffff).bigEndian, toByteOffset: 8, as: UInt64.self)
    }

    /// The eight digits of 32 bits, the first highest.
    private static func digits(of bits: UInt64) -> UInt64 {
        // Halves are moved apart until each byte holds four bits.
        var nibbles = (bits | bits << 16) & 0x0000_ffff_0000_ffff
        nibbles = (nibbles | nibbles << 8) & 0x00ff_00ff_00ff_00ff
        nibbles = (nibbles | nibbles << 4) & 0x0f0f_0f0f_0f0f_0f0f
        // 1 in each byte above 9, from where the letters begin 0x27 higher than digits would.
        let letters = ((nibbles &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }
}
