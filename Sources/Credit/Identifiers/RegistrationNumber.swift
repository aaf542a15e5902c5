/// 工商注册号: 15 digits with a check digit (GS 15-2006, ISO 7064 MOD 11,10).
public enum RegistrationNumber {
    /// Whether the bytes are a right number of 15 digits. The old 13-digit numbers have no check and are not covered.
    public static func isValid(_ number: UnsafeRawBufferPointer) -> Bool {
        guard number.count == 15, let check = checkDigit(of: number) else { return false }
        return check == number[14]
    }

    /// The check digit that the first 14 digits call for; nil if one of them is no digit.
    public static func checkDigit(of number: UnsafeRawBufferPointer) -> UInt8? {
        guard number.count >= 14 else { return nil }
        var product = 10
        for i in 0..<14 {
            guard number[i] >= 0x30, number[i] <= 0x39 else { return nil }
            var sum = (product + Int(number[i] - 0x30)) % 10
            if sum == 0 { sum = 10 }
            product = 2 * sum % 11
        }
        return UInt8(0x30 + (11 - product) % 10)
    }
}
