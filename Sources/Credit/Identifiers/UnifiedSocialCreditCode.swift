/// 统一社会信用代码: the 18-character code of an organisation (GB 32100-2015).
public enum UnifiedSocialCreditCode {
    /// Length in characters.
    public static let length = 18

    /// Whether the bytes are a code whose own check character and embedded organisation code (GB 11714) are both right.
    ///
    /// Letters must be upper case. The placeholder of sole traders without a code (17 zeros and X) is not a code.
    public static func isValid(_ code: UnsafeRawBufferPointer) -> Bool {
        guard code.count == length, let check = checkCharacter(of: code), check == code[17] else { return false }
        return OrganizationCode.isValid(UnsafeRawBufferPointer(rebasing: code[8..<17]))
    }

    /// Whether the text is a right code.
    public static func isValid(_ code: String) -> Bool {
        var code = code
        return code.withUTF8 { isValid(UnsafeRawBufferPointer($0)) }
    }

    /// The check character that the first 17 characters call for; nil if one of them is not of the alphabet.
    ///
    /// GB 32100-2015, 4.3: C18 = 31 - (Σ Ci·Wi mod 31) with Wi = 3^(i-1) mod 31.
    public static func checkCharacter(of code: UnsafeRawBufferPointer) -> UInt8? {
        guard code.count >= 17 else { return nil }
        // By Horner's rule from the last character, so that the powers of 3 need no table; below 2^32 all the way.
        var sum = 0
        var index = 16
        while index >= 0 {
            let value = value(of: code[index])
            guard value >= 0 else { return nil }
            sum = sum &* 3 &+ value
            index &-= 1
        }
        return alphabet.utf8Start[(31 &- sum % 31) % 31]
    }

    /// The alphabet without I, O, S, V and Z; a character's place is its value.
    private static let alphabet: StaticString = "0123456789ABCDEFGHJKLMNPQRTUWXY"

    /// The values of A to Z above 9, as letters from A; a dash where the letter is not of the alphabet.
    private static let letterValues: StaticString = "ABCDEFGH-IJKLM-NOP-QR-STU-"

    /// A character's value; -1 if it is not of the alphabet.
    @inline(__always)
    private static func value(of character: UInt8) -> Int {
        if character &- 0x30 <= 9 { return Int(character &- 0x30) }
        guard character >= 0x41, character <= 0x5a else { return -1 }
        let letter = letterValues.utf8Start[Int(character &- 0x41)]
        return letter == UInt8(ascii: "-") ? -1 : Int(letter &- 0x41) &+ 10
    }
}
