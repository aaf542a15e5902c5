import Credit
import Testing

@Suite("公民身份号码 (GB 11643-1999)") struct ResidentIDTests {
    /// The standard's example and an invented number of a region that does not exist.
    static let valid = ["11010519491231002X", "990100199003071230"]

    @Test("the standard's example is right", arguments: valid)
    func published(number: String) {
        #expect(ResidentID.isValid(number))
    }

    @Test("the birth date is that of a right number only", arguments: [
        ("11010519491231002X", "1949-12-31"), ("990100199003071230", "1990-03-07"), ("990100199003071231", nil), ("990100900307123", nil), ("", nil),
    ] as [(String, String?)])
    func birthDate(number: String, date: String?) {
        #expect(Array(number.utf8).withUnsafeBytes { ResidentID.birthDate(of: $0) }?.description == date)
    }

    @Test("every change of one character is noticed, a small x too", arguments: valid)
    func singleChanges(number: String) {
        for changed in singleCharacterChanges(of: number) {
            #expect(!ResidentID.isValid(changed), "\(changed)")
        }
    }

    @Test("a right check character does not save a birth date that never was", arguments: [
        "19490229", "19491301", "19490431", "19490100", "19000229", "00000101",
    ])
    func impossibleBirthDates(date: String) throws {
        var number = Array("110105\(date)002".utf8)
        number.append(try #require(number.withUnsafeBytes { ResidentID.checkCharacter(of: $0) }))
        #expect(!ResidentID.isValid(String(decoding: number, as: UTF8.self)))
    }

    @Test("29 February is a birth date in leap years")
    func leapDay() throws {
        var number = Array("11010520000229002".utf8)
        number.append(try #require(number.withUnsafeBytes { ResidentID.checkCharacter(of: $0) }))
        #expect(ResidentID.isValid(String(decoding: number, as: UTF8.self)))
    }

    @Test("other lengths are refused, the old numbers of 15 digits too", arguments: [
        "", "110105491231002", "1101051949123100", "11010519491231002", "11010519491231002X0", " 11010519491231002X",
    ])
    func wrong(number: String) {
        #expect(!ResidentID.isValid(number))
    }
}

@Suite("Finding identity numbers in a text") struct ResidentIDOccurrenceTests {
    private func occurs(_ text: String) -> Bool {
        text.withRawUTF8 { ResidentID.occurs(in: $0) }
    }

    @Test("a number is found wherever it stands", arguments: [
        "11010519491231002X", "990100199003071230", "云市监罚11010519491231002X号", "CASE-990100199003071230",
        "11010519491231002X990100199003071230", "1990100199003071230", "0000011010519491231002X0000",
        "99010019900307123099", "X11010519491231002X",
    ])
    func found(text: String) {
        #expect(occurs(text))
    }

    @Test("a number written with a small x is found too: it tells as much")
    func smallX() {
        #expect(occurs("档案11010519491231002x"))
    }

    @Test("what is no number is not found", arguments: [
        "", "云市监罚〔2026〕101号", "91350100M000100Y43", "11010519491231002", "11010519491231002Y", "990100199003071231",
        "990100 199003071230", "990100199013071230", "000000000000000000000000000000",
    ])
    func notFound(text: String) {
        #expect(!occurs(text))
    }

    @Test("a number is found behind digits of any count and before any text")
    func everyOffset() {
        for padding in 0...40 {
            let text = String(repeating: "0", count: padding) + "990100199003071230" + String(repeating: "a", count: padding)
            #expect(occurs(text), "behind \(padding) digits")
        }
    }
}
