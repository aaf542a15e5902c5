/// 组织机构代码: eight characters and a check character (GB 11714-1997).
public enum OrganizationCode {
    /// Whether the bytes are a right code of 9 characters, or of 10 with a hyphen before the check character.
    public static func isValid(_ code: UnsafeRawBufferPointer) -> Bool {
        if code.count == 10 {
            guard code[8] == UInt8(ascii: "-"), let check = checkCharacter(of: code) else { return false }
            return check == code[9]
        }
        guard code.count == 9, let check = checkCharacter(of: code) else { return false }
        return check == code[8]
    }

    /// The check character that the first 8 characters call for; nil if one of them is neither digit nor capital letter.
    public static func checkCharacter(of code: UnsafeRawBufferPointer) -> UInt8? {
        guard code.count >= 8 else { return nil }
        var sum = 0
        for i in 0..<8 {
            let value: Int
            switch code[i] {
            case let c where c >= 0x30 && c <= 0x39: value = Int(c) - 0x30
            case let c where c >= 0x41 && c <= 0x5a: value = Int(c) - 0x41 + 10
            default: return nil
            }
            sum &+= value &* Int((weights &>> UInt64(8 &* i)) & 0xff)
        }
        switch 11 - sum % 11 {
        case 10: return UInt8(ascii: "X")
        case 11: return UInt8(ascii: "0")
        case let digit: return UInt8(0x30 + digit)
        }
    }

    /// 3, 7, 9, 10, 5, 8, 4, 2: a byte each, the first lowest.
    private static var weights: UInt64 { 0x02_04_08_05_0a_09_07_03 }
}
