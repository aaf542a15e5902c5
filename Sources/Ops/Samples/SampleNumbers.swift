import Credit

/// Identifiers with right check characters, in a region that does not exist (990100: GB/T 2260 has no 99).
enum SampleNumbers {
    static let region = "990100"
    /// What a sole trader without a code puts in its place.
    static let placeholder = "00000000000000000X"

    /// 统一社会信用代码 (GB 32100) from department and kind (`91`) and the first 8 characters of the organisation code.
    static func socialCreditCode(prefix: String, body: String) -> String {
        withCheck(prefix + region + organizationCode(body))
    }

    /// The same code with a wrong last character.
    static func withWrongCheck(_ code: String) -> String {
        let right = Array(code.utf8)
        let value = alphabet.firstIndex(of: right[17]) ?? 0
        let wrong = alphabet[(value + 1) % alphabet.count]
        return String(decoding: right[0..<17] + [wrong], as: UTF8.self)
    }

    /// 公民身份号码 (GB 11643).
    static func residentID(born: CivilDate, sequence: Int) -> String {
        let digits = Array((region + born.compact + samplePadded(sequence, 3)).utf8)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        var sum = 0
        for (digit, weight) in zip(digits, weights) { sum += Int(digit - 0x30) * weight }
        return String(decoding: digits + [Array("10X98765432".utf8)[sum % 11]], as: UTF8.self)
    }

    /// 工商注册号 (GS 15, 15 digits) of a sole trader: its sequence number begins with 6.
    static func registrationNumber(_ sequence: Int) -> String {
        let digits = Array((region + "6" + samplePadded(sequence, 7)).utf8)
        var product = 10
        for digit in digits {
            var sum = (product + Int(digit - 0x30)) % 10
            if sum == 0 { sum = 10 }
            product = 2 * sum % 11
        }
        return String(decoding: digits, as: UTF8.self) + String((11 - product) % 10)
    }

    /// 组织机构代码 (GB 11714) without a hyphen.
    private static func organizationCode(_ body: String) -> String {
        var sum = 0
        for (byte, weight) in zip(body.utf8, [3, 7, 9, 10, 5, 8, 4, 2]) {
            sum += (byte <= 0x39 ? Int(byte) - 0x30 : Int(byte) - 0x41 + 10) * weight
        }
        let check = 11 - sum % 11
        return body + (check == 10 ? "X" : check == 11 ? "0" : String(check))
    }

    private static func withCheck(_ body: String) -> String {
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        var sum = 0
        for (byte, weight) in zip(body.utf8, weights) { sum += (alphabet.firstIndex(of: byte) ?? 0) * weight }
        return body + String(decoding: [alphabet[(31 - sum % 31) % 31]], as: UTF8.self)
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
}
