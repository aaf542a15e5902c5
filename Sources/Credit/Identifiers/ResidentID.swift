/// 公民身份号码: the 18-character number of a resident (GB 11643-1999).
public enum ResidentID {
    /// Whether the bytes are a number with a possible birth date and the right check character.
    ///
    /// The region prefix is not looked up: numbers keep the region code of the year of issue.
    public static func isValid(_ number: UnsafeRawBufferPointer) -> Bool {
        guard number.count == 18, let check = checkCharacter(of: number), check == number[17] else { return false }
        return hasBirthDate(number)
    }

    /// Whether the text is a right number.
    public static func isValid(_ number: String) -> Bool {
        var number = number
        return number.withUTF8 { isValid(UnsafeRawBufferPointer($0)) }
    }

    /// The check character that the first 17 digits call for (ISO 7064 MOD 11-2); nil if one of them is no digit.
    public static func checkCharacter(of number: UnsafeRawBufferPointer) -> UInt8? {
        guard number.count >= 17 else { return nil }
        var sum = 0
        for i in 0..<17 {
            guard number[i] >= 0x30, number[i] <= 0x39 else { return nil }
            sum += Int(number[i] - 0x30) * weights[i]
        }
        return checks[sum % 11]
    }

    /// Whether a right number stands anywhere in the bytes: such a text must not become a key or a log line.
    public static func occurs(in text: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= 18 else { return false }
        var digits = 0
        for i in 0..<text.count {
            if text[i] >= 0x30, text[i] <= 0x39 {
                digits += 1
            } else {
                // A small x makes no right number, but tells as much.
                if digits >= 17, text[i] | 0x20 == UInt8(ascii: "x") {
                    let number = UnsafeRawBufferPointer(rebasing: text[i - 17...i])
                    if checkCharacter(of: number) == UInt8(ascii: "X"), hasBirthDate(number) { return true }
                }
                digits = 0
            }
            if digits >= 18, isValid(UnsafeRawBufferPointer(rebasing: text[i - 17...i])) { return true }
        }
        return false
    }

    /// The birth date that a right number names; nil for anything else.
    public static func birthDate(of number: UnsafeRawBufferPointer) -> CivilDate? {
        isValid(number) ? CivilDate(compact: UnsafeRawBufferPointer(rebasing: number[6..<14])) : nil
    }

    private static func hasBirthDate(_ number: UnsafeRawBufferPointer) -> Bool {
        CivilDate(compact: UnsafeRawBufferPointer(rebasing: number[6..<14])) != nil
    }

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)
}
