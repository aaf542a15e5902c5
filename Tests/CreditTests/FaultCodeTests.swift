import Credit
import Testing

@Suite("Fault codes") struct FaultCodeTests {
    @Test("each code is CH and four digits", arguments: FaultCode.allCases)
    func shape(code: FaultCode) {
        #expect(code.rawValue.wholeMatch(of: /CH[123459][0-9]{3}/) != nil)
    }

    @Test func noCodeIsUsedTwice() {
        #expect(Set(FaultCode.allCases.map(\.rawValue)).count == FaultCode.allCases.count)
    }

    @Test("no two codes have the same title", arguments: Language.allCases)
    func titlesDiffer(language: Language) {
        let titles = FaultCode.allCases.map { $0.title.text(language) }
        #expect(Set(titles).count == titles.count)
    }

    @Test("each code says in both languages what is wrong and what to do", arguments: FaultCode.allCases)
    func texts(code: FaultCode) {
        for text in [code.title, code.remedy] {
            #expect(text.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(text.zh)")
            #expect(!text.en.isEmpty)
            #expect(text.en.unicodeScalars.allSatisfy { !(0x4e00...0x9fff).contains($0.value) || text.en.contains("cn.credit") }, "\(text.en)")
        }
        #expect(code.title != code.remedy)
    }

    @Test func aFaultSaysWhatItsCodeSaysUnlessToldOtherwise() {
        let plain = Fault(.stale)
        #expect(plain.message == FaultCode.stale.title)
        #expect(plain.remedy == FaultCode.stale.remedy)
        let own = Fault(.stale, message: Bilingual(zh: "甲", en: "a"), remedy: Bilingual(zh: "乙", en: "b"))
        #expect(own.message.text(.zh) == "甲" && own.message.text(.en) == "a")
        #expect(own.remedy.text(.zh) == "乙" && own.remedy.text(.en) == "b")
    }
}
