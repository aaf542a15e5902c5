import Credit
import Testing

@Suite("工商注册号 (GS 15-2006)") struct RegistrationNumberTests {
    static let valid = ["440301103448669", "110108012660422", "440301501129450", "330100400013364"]

    private func isValid(_ number: String) -> Bool {
        number.withRawUTF8 { RegistrationNumber.isValid($0) }
    }

    @Test("published numbers are right", arguments: valid)
    func published(number: String) {
        #expect(isValid(number))
    }

    @Test("every change of one character is noticed", arguments: valid)
    func singleChanges(number: String) {
        for changed in singleCharacterChanges(of: number) {
            #expect(!isValid(changed), "\(changed)")
        }
    }

    @Test("other lengths are refused, the old numbers of 13 digits too", arguments: [
        "", "4403011034486", "44030110344866", "4403011034486690", "４４０３０１１０３４４８６６９",
    ])
    func wrong(number: String) {
        #expect(!isValid(number))
    }
}
