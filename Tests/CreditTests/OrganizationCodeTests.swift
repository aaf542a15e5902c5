import Credit
import Testing

@Suite("组织机构代码 (GB 11714-1997)") struct OrganizationCodeTests {
    /// The codes inside published 统一社会信用代码.
    static let valid = UnifiedSocialCreditCodeTests.valid.map { String($0.dropFirst(8).prefix(9)) }

    private func isValid(_ code: String) -> Bool {
        code.withRawUTF8 { OrganizationCode.isValid($0) }
    }

    @Test("published codes are right, with and without a hyphen", arguments: valid)
    func published(code: String) {
        #expect(isValid(code))
        #expect(isValid("\(code.prefix(8))-\(code.suffix(1))"))
    }

    @Test("a hyphen elsewhere, another length or small letters are refused", arguments: [
        "", "M000100Y", "M000100Y44", "M00010-0Y4", "-M000100Y4", "M000100Y4-", "M000100Y--4", "m000100y4", "M000100Y－4",
    ])
    func wrong(code: String) {
        #expect(!isValid(code))
    }

    /// The standard's modulus is 11, so a letter and the one eleven places further look the same to it.
    @Test("every change of one character is noticed, but for values that differ by a multiple of 11", arguments: valid)
    func singleChanges(code: String) {
        func value(_ byte: UInt8) -> Int? {
            switch byte {
            case 0x30...0x39: Int(byte) - 0x30
            case 0x41...0x5a: Int(byte) - 0x41 + 10
            default: nil
            }
        }
        let original = Array(code.utf8)
        for changed in singleCharacterChanges(of: code) {
            let bytes = Array(changed.utf8)
            let place = original.indices.first { original[$0] != bytes[$0] } ?? 0
            var isTwin = false
            if place < 8, let new = value(bytes[place]), let old = value(original[place]) { isTwin = (new - old) % 11 == 0 }
            #expect(isValid(changed) == isTwin, "\(changed)")
        }
    }

    @Test("the check characters ten and eleven are written X and 0")
    func specialCheckCharacters() {
        #expect(isValid("71093465X"))
        #expect("71093465".withRawUTF8 { OrganizationCode.checkCharacter(of: $0) } == UInt8(ascii: "X"))
        #expect("00000000".withRawUTF8 { OrganizationCode.checkCharacter(of: $0) } == UInt8(ascii: "0"))
    }
}
