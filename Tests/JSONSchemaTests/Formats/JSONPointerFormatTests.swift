import JSONSchema
import Testing

@Suite("json-pointer (RFC 6901) and relative-json-pointer (draft-bhutton)") struct JSONPointerFormatTests {
    static let pointers = [
        // RFC 6901, section 5.
        "", "/foo", "/foo/0", "/", "/a~1b", "/c%d", "/e^f", "/g|h", "/i\\j", "/k\"l", "/ ", "/m~0n",
        "//", "/foo//bar", "/foo/", "/foo/-", "/~0", "/~1", "/~01", "/~0~1/~1~0", "/~00", "/é/中/😀", "/\u{0}", "/\n",
        "/\u{7F}", "/#", "/01", "/a/b/c/d/e",
    ]

    @Test("pointers", arguments: pointers)
    func isPointer(text: String) {
        #expect(StandardFormat.jsonPointer.matches(text))
    }

    static let refused = [
        "a", "0", "#", "#/", "#/foo", "a/b", " /a", "~0", "~1", "-", "é", "\u{2215}a", "\u{FF0F}a",
        "/~", "/a~", "/~/a", "/~2", "/~a", "/~~0", "/~~", "/~0~", "/~0/~", "/a/b~/c", "/~-1", "/~ 0", "/~\u{660}",
        "/~é", "/a~\u{0}",
    ]

    @Test("no pointers", arguments: refused)
    func isNoPointer(text: String) {
        #expect(!StandardFormat.jsonPointer.matches(text))
    }

    @Test("a relative pointer is a number and a pointer, or ends in #")
    func relative() {
        for start in ["0", "1", "9", "10", "120", "18446744073709551616", "0+1", "0-1", "2+10", "0+0", "0-0"] {
            #expect(StandardFormat.relativeJSONPointer.matches(start + "#"), "\(start)#")
            for pointer in Self.pointers {
                #expect(StandardFormat.relativeJSONPointer.matches(start + pointer), "\(start + pointer)")
            }
            for pointer in Self.refused where !["0", "#", "-"].contains(pointer) {
                #expect(!StandardFormat.relativeJSONPointer.matches(start + pointer), "\(start + pointer)")
            }
        }
    }

    @Test("no relative pointers", arguments: [
        "", "#", "/", "/0", "/foo", "-1", "+1", "-0", "00", "01", "01/a", "01#", "0+", "0-", "0+01", "0++1", "0+-1",
        "0+1+1", "0+1-", "0+#", "0##", "0#/a", "0#a",
        "0 ", " 0", "0\n", "0.5", "0x1", "1e1", "0a", "a0", "\u{661}/a", "０", "0\u{2212}1", "0/~", "0+/a",
    ])
    func isNoRelative(text: String) {
        #expect(!StandardFormat.relativeJSONPointer.matches(text))
    }
}
