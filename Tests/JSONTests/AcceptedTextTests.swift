import JSON
import Testing

@Suite struct AcceptedTextTests {
    /// A text and its canonical form.
    static let texts: [(String, String)] = [
        // Scalars at the top.
        ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("-0", "0"), ("\"\"", "\"\""),
        (" null ", "null"), ("\t\r\n 7 \n\r\t", "7"), ("\"a\"", "\"a\""), ("\n\n\n\n\n\n\n\n\n\n1", "1"),
        ("                         1                          ", "1"),
        // Numbers.
        ("1", "1"), ("-1", "-1"), ("10", "10"), ("1.0", "1"), ("1.50", "1.5"), ("-1.5", "-1.5"), ("0.1", "0.1"),
        ("0e1", "0"), ("0E+1", "0"), ("-0.0", "0"), ("-0e-0", "0"), ("1e1", "10"), ("1E1", "10"), ("1e+1", "10"),
        ("1e-1", "0.1"), ("1.0e2", "100"), ("123.456e3", "123456"), ("1e01", "10"), ("1e-007", "0.0000001"),
        ("9007199254740993", "9007199254740993"), ("1e400", "1e400"), ("-1E-400", "-1e-400"),
        ("123456789", "123456789"), ("12345678", "12345678"), ("1234567", "1234567"),
        ("18446744073709551616", "18446744073709551616"), ("3.14159265358979323846", "3.14159265358979323846"),
        ("1e99999999999999999999", "1e2147483647"), ("1e-99999999999999999999", "1e-2147483647"),
        // Arrays.
        ("[]", "[]"), ("[ ]", "[]"), ("[1]", "[1]"), ("[1,2]", "[1,2]"), (" [ 1 , 2 ] ", "[1,2]"), ("[[]]", "[[]]"),
        ("[[],[]]", "[[],[]]"), ("[[[]],[[],[[]]]]", "[[[]],[[],[[]]]]"), ("[null,true,false]", "[null,true,false]"),
        ("[\"a\",\"b\"]", "[\"a\",\"b\"]"), ("[{}]", "[{}]"), ("[{},{}]", "[{},{}]"), ("[1\n]", "[1]"),
        ("[true]", "[true]"), ("[-1,-0.5]", "[-1,-0.5]"), ("[\"\"]", "[\"\"]"), ("[[1],2]", "[[1],2]"),
        // Objects.
        ("{}", "{}"), ("{ }", "{}"), ("{\"a\":1}", "{\"a\":1}"), (" { \"a\" : 1 } ", "{\"a\":1}"),
        ("{\"\":0}", "{\"\":0}"), ("{\"a\":{}}", "{\"a\":{}}"), ("{\"a\":[],\"b\":{}}", "{\"a\":[],\"b\":{}}"),
        ("{\"b\":1,\"a\":2}", "{\"b\":1,\"a\":2}"), ("{\"a\":{\"a\":{\"a\":1}}}", "{\"a\":{\"a\":{\"a\":1}}}"),
        ("{\"a\"\n:\n1\n,\n\"b\"\n:\n2\n}", "{\"a\":1,\"b\":2}"), ("{\"名称\":\"值\"}", "{\"名称\":\"值\"}"),
        ("{\"a\":1,\"A\":2,\"a \":3}", "{\"a\":1,\"A\":2,\"a \":3}"),
        ("{\"e\\u0301\":1,\"é\":2}", "{\"e\u{301}\":1,\"é\":2}"),
        ("{\"x\":[{\"x\":1},{\"x\":2}]}", "{\"x\":[{\"x\":1},{\"x\":2}]}"),
        // Strings.
        (#""\"""#, #""\"""#), (#""\\""#, #""\\""#), (#""\/""#, #""/""#), (#""\b\f\n\r\t""#, #""\b\f\n\r\t""#),
        (#""\u0041""#, #""A""#), (#""\u00e9\u00E9""#, "\"éé\""), (#""\u4E2d\u6587""#, "\"中文\""),
        (#""\uD83D\uDE00""#, "\"😀\""), (#""\ud800\udc00""#, "\"\u{10000}\""), (#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""),
        (#""\u0000""#, #""\u0000""#), (#""\u001F""#, #""\u001f""#), (#""\u0008\u000a""#, #""\b\n""#),
        (#""\u0022\u005C\u002f""#, #""\"\\/""#), ("\"\u{7F}\"", "\"\u{7F}\""), ("\"\u{FEFF}\"", "\"\u{FEFF}\""),
        ("\"\u{FFFF}\u{FFFE}\"", "\"\u{FFFF}\u{FFFE}\""), (#""\uFFFF""#, "\"\u{FFFF}\""),
        (#""\\u0041""#, #""\\u0041""#),
        ("\"é\"", "\"é\""), ("\"中文字符串比较长的一段\"", "\"中文字符串比较长的一段\""), ("\"😀😀😀\"", "\"😀😀😀\""),
        ("\"a中b文c\"", "\"a中b文c\""), ("\"中é😀a中é😀a\"", "\"中é😀a中é😀a\""), ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""),
        ("\"0123456\"", "\"0123456\""), ("\"01234567\"", "\"01234567\""), ("\"012345678\"", "\"012345678\""),
        ("\"'\"", "\"'\""), ("\"/*no comment*/\"", "\"/*no comment*/\""), (#""\n\\\"中\u6587""#, #""\n\\\"中文""#),
        (#""0123456\n0123456789\n""#, #""0123456\n0123456789\n""#), ("\"!#[]\"", "\"!#[]\""),
    ]

    @Test(arguments: texts)
    func isAcceptedAndMeansItsCanonicalForm(text: String, canonicalForm: String) throws {
        #expect(try canonical(text) == canonicalForm)
        #expect(try canonical(canonicalForm) == canonicalForm)
        #expect(try areDeeplyEqual(text, canonicalForm))
        #expect(try JSONValue(parsing: text).jsonText == canonicalForm)
    }

    @Test func stringsOfEveryLengthAreFoundWhole() throws {
        for length in 0...80 {
            for filler in ["a", "é", "中", "😀", "\\n"] {
                let content = String(repeating: filler, count: length)
                let decoded = filler == "\\n" ? String(repeating: "\n", count: length) : content
                try withView("\"\(content)\"") { view in
                    #expect(view.string == decoded)
                    #expect(view.scalarCount == length)
                    #expect(view.rawBytes.count == content.utf8.count)
                }
                try withView("{\"\(content)\":[\"\(content)\"]}") { view in
                    #expect(view.member(decoded)?[0].string == decoded)
                }
            }
        }
    }

    @Test func numbersOfEveryLengthAreFoundWhole() throws {
        for length in 1...40 {
            let digits = String(repeating: "7", count: length)
            for text in [digits, "-\(digits)", "0.\(digits)", "\(digits).\(digits)", "\(digits)e-\(digits)"] {
                try withView(text) { #expect($0.rawBytes.count == text.utf8.count) }
                try withView("[\(text)]") { view in
                    #expect(String(decoding: view[0].rawBytes, as: UTF8.self) == text)
                }
            }
        }
    }
}
