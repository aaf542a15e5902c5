import Credit
import Testing

@Suite("Texts that records share") struct SharedTextsTests {
    @Test("every text comes back as it is, and the second time it is the same copy")
    func copies() {
        let texts = SharedTexts()
        let all = (0..<1000).map { "部门 \($0) of a name that is too long to stand in its reference" } + ["", "a", "e\u{301}", "\u{e9}"]
        for _ in 0..<2 {
            for text in all {
                let shared = text.withRawUTF8 { texts.text($0) }
                #expect(Array(shared.utf8) == Array(text.utf8))
                #expect(Array(texts.shared(text).utf8) == Array(text.utf8))
            }
        }
        let long = all[17]
        let (first, second) = (long.withRawUTF8 { texts.text($0) }, long.withRawUTF8 { texts.text($0) })
        #expect(address(first) == address(second))
        #expect(address(texts.shared(String(decoding: Array(long.utf8), as: UTF8.self))) == address(first))
    }

    private func address(_ text: String) -> UnsafeRawPointer? {
        text.utf8.withContiguousStorageIfAvailable { UnsafeRawPointer($0.baseAddress) } ?? nil
    }
}
