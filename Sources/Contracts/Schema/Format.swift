import Credit

/// The formats that our contracts assert. Any other name is an annotation.
enum Format: String, Sendable {
    case none = ""
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
        case .nameText, .none: .impureText
        }
    }

    /// Whether a string's UTF-8 bytes are of this format.
    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .none: return true
        case .uscc: return UnifiedSocialCreditCode.isValid(text)
        case .residentID: return ResidentID.isValid(text)
        case .organizationCode: return OrganizationCode.isValid(text)
        case .registrationNumber: return RegistrationNumber.isValid(text)
        case .regionCode: return text.count == 6 && text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        case .standardDate: return CivilDate(standard: text) != nil
        case .nameText: return isPureText(text)
        }
    }
}

/// Neither blank at an end, nor a control character, nor a full-width blank (U+3000, E3 80 80) or no-break space
/// (U+00A0, C2 A0) anywhere.
private func isPureText(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    if first == 0x20 || last == 0x20 { return false }
    for i in 0..<text.count {
        let byte = text[i]
        if byte < 0x20 || byte == 0x7f { return false }
        if byte == 0xe3, i + 2 < text.count, text[i + 1] == 0x80, text[i + 2] == 0x80 { return false }
        if byte == 0xc2, i + 1 < text.count, text[i + 1] == 0xa0 { return false }
    }
    return true
}
