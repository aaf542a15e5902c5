import Credit
import JSONSchema

/// The formats of our contracts beyond those of the standard: always asserted.
enum ContractFormat: String, CaseIterable, Sendable {
    /// 统一社会信用代码, GB 32100.
    case uscc
    /// 公民身份号码, GB 11643.
    case residentID = "resident-id"
    /// 组织机构代码, GB 11714.
    case organizationCode = "organization-code"
    /// 工商注册号, GS 15 (15 digits).
    case registrationNumber = "registration-number"
    /// 行政区划代码, six digits as in GB/T 2260; not looked up, since codes in issued documents may be historic.
    case regionCode = "region-code"
    /// `YYYY-MM-DD` or `YYYY/MM/DD`, a day that exists (the 双公示 standard's two spellings).
    case standardDate = "standard-date"
    /// A name without leading, trailing or full-width blanks and control characters.
    case nameText = "name-text"

    /// The code of the fault when a value is not of this format.
    var code: FaultCode {
        switch self {
        case .uscc: .invalidUSCC
        case .residentID: .invalidResidentID
        case .organizationCode: .invalidOrganizationCode
        case .registrationNumber: .invalidRegistrationNumber
        case .regionCode: .invalidRegionCode
        case .standardDate: .invalidDate
        case .nameText: .impureText
        }
    }

    var check: FormatCheck {
        switch self {
        case .uscc: FormatCheck { UnifiedSocialCreditCode.isValid(UnsafeRawBufferPointer(start: $0, count: $1)) }
        case .residentID: FormatCheck { ResidentID.isValid(UnsafeRawBufferPointer(start: $0, count: $1)) }
        case .organizationCode: FormatCheck { OrganizationCode.isValid(UnsafeRawBufferPointer(start: $0, count: $1)) }
        case .registrationNumber: FormatCheck { RegistrationNumber.isValid(UnsafeRawBufferPointer(start: $0, count: $1)) }
        case .regionCode:
            FormatCheck { $1 == 6 && UnsafeRawBufferPointer(start: $0, count: $1).allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
        case .standardDate: FormatCheck { CivilDate.isValid(standard: UnsafeRawBufferPointer(start: $0, count: $1)) }
        case .nameText: FormatCheck { isPureText(UnsafeRawBufferPointer(start: $0, count: $1)) }
        }
    }
}

/// Neither blank at an end, nor a control character, nor a full-width blank (U+3000, E3 80 80), a no-break space (U+00A0,
/// C2 A0), or a character of no width (U+200B to U+200F, U+2060, U+FEFF) anywhere: names that look the same are the same.
private func isPureText(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let start = text.baseAddress, text.count > 0 else { return true }
    if text[0] == 0x20 || text[text.count - 1] == 0x20 { return false }
    var i = 0
    while i < text.count {
        // Eight bytes at once, while none of them begins anything that might be impure.
        while i &+ 8 <= text.count, !mayBeImpure(UInt64(littleEndian: (start + i).loadUnaligned(as: UInt64.self))) { i &+= 8 }
        let end = min(i &+ 8, text.count)
        while i < end {
            let byte = text[i]
            if byte < 0x20 || byte == 0x7f { return false }
            if byte >= 0xc2, byte <= 0xef, isImpure(text, i) { return false }
            i &+= 1
        }
    }
    return true
}

/// Whether one of eight bytes is a control character or begins a sequence that ``isImpure(_:_:)`` may refuse.
@inline(__always)
private func mayBeImpure(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    // The top bit of bytes that are zero. A borrow may mark the byte above one that is, never hide one.
    @inline(__always) func zeros(_ x: UInt64) -> UInt64 { (x &- ones) & ~x & tops }
    let controls = (word &- 0x2020_2020_2020_2020) & ~word & tops
    return (controls | zeros(word ^ (ones &* 0x7f)) | zeros(word ^ (ones &* 0xc2)) | zeros(word ^ (ones &* 0xe2))
        | zeros(word ^ (ones &* 0xe3)) | zeros(word ^ (ones &* 0xef))) != 0
}

@inline(__always)
private func isImpure(_ text: UnsafeRawBufferPointer, _ i: Int) -> Bool {
    switch text[i] {
    case 0xc2: return i + 1 < text.count && (text[i + 1] == 0xa0 || text[i + 1] < 0xa0)
    case 0xe2:
        guard i + 2 < text.count else { return false }
        return (text[i + 1] == 0x80 && text[i + 2] >= 0x8b && text[i + 2] <= 0x8f) || (text[i + 1] == 0x81 && text[i + 2] == 0xa0)
    case 0xe3: return i + 2 < text.count && text[i + 1] == 0x80 && text[i + 2] == 0x80
    case 0xef: return i + 2 < text.count && text[i + 1] == 0xbb && text[i + 2] == 0xbf
    default: return false
    }
}
