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
        var sum = 0
        for i in 0..<17 {
            let value = Int(values[Int(code[i])])
            guard value >= 0 else { return nil }
            sum += value * weights[i]
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// The alphabet without I, O, S, V and Z; a character's place is its value.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let values: [Int8] = {
        var table = [Int8](repeating: -1, count: 256)
        for (value, character) in alphabet.enumerated() {
            table[Int(character)] = Int8(value)
        }
        return table
    }()
}
