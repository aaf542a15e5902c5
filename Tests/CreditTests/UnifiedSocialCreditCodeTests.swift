import Credit
import Testing

@Suite("统一社会信用代码 (GB 32100-2015)") struct UnifiedSocialCreditCodeTests {
    static let valid = [
        "91350100M000100Y43", "91110000802100433B", "91110108551385082Q", "91440300708461136T", "91440300359143307G",
        "911100007109288314", "9111000071093465XC", "91330100799655058B", "914403001922038216", "91370200163562681G",
        "91230500MA1B3N1N2M", "11420000MB15291767", "91320105780688132K", "91110105771583283D", "911101077776591113",
        "51610700305332460K", "1134082855783407XL", "11230500001755309F", "112302070019030687", "91341000MA2N0ABGXX",
        "91110108740084270C", "91110108735106340Y", "91110228397176695A",
    ]

    @Test("published codes are right", arguments: valid)
    func published(code: String) {
        #expect(UnifiedSocialCreditCode.isValid(code))
    }

    @Test("wrong codes are refused", arguments: [
        "91350200M000000510", "91310115MA1H8R7C6D", "91350100M000100Y4Z", "914403007084611368", "00000000000000000X",
        "", "9", "91350100M000100Y4", "91350100M000100Y433", " 91350100M000100Y4", "91350100m000100y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
    ])
    func wrong(code: String) {
        #expect(!UnifiedSocialCreditCode.isValid(code))
    }

    @Test("every change of one character is noticed", arguments: valid)
    func singleChanges(code: String) {
        for changed in singleCharacterChanges(of: code) {
            #expect(!UnifiedSocialCreditCode.isValid(changed), "\(changed)")
        }
    }

    @Test("a right check character does not save a wrong organisation code inside")
    func embeddedOrganisationCode() throws {
        var code = Array("91350100M000100Y43".utf8)
        code[16] = UInt8(ascii: "5")
        code[17] = try #require(code.withUnsafeBytes { UnifiedSocialCreditCode.checkCharacter(of: $0) })
        #expect(!UnifiedSocialCreditCode.isValid(String(decoding: code, as: UTF8.self)))
    }

    @Test("letters that the alphabet leaves out have no check character", arguments: Array("IOSVZ"))
    func lettersOutsideTheAlphabet(letter: Character) {
        #expect("\(letter)1350100M000100Y4".withRawUTF8 { UnifiedSocialCreditCode.checkCharacter(of: $0) } == nil)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let bytes = [UInt8](repeating: 0xff, count: 18)
        #expect(!bytes.withUnsafeBytes { UnifiedSocialCreditCode.isValid($0) })
    }
}
