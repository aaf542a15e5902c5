import JSON
import Testing

@Suite struct RefusedTextTests {
    /// A text, the fault it has and where.
    static let texts: [(String, JSONFault.Kind, Int)] = [
        // Nothing there.
        ("", .empty, 0), (" ", .empty, 1), ("\n\t\r ", .empty, 4), ("                    ", .empty, 20),
        // Something behind.
        ("1 2", .trailingBytes, 2), ("null null", .trailingBytes, 5), ("[],", .trailingBytes, 2),
        ("{}}", .trailingBytes, 2), ("[]]", .trailingBytes, 2), ("\"a\"b", .trailingBytes, 3),
        ("1a", .trailingBytes, 1),
        ("truex", .trailingBytes, 4), ("nulll", .trailingBytes, 4), ("1\u{0}", .trailingBytes, 1),
        ("1 //", .trailingBytes, 2), ("{}#", .trailingBytes, 2), ("1é", .trailingBytes, 1),
        ("1.5.5", .trailingBytes, 3),
        ("1e5e5", .trailingBytes, 3), ("0x1", .trailingBytes, 1), ("1_000", .trailingBytes, 1),
        ("1\u{C}", .trailingBytes, 1),
        // Ends too soon.
        ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), ("[[]", .unexpectedEnd, 3),
        ("{", .unexpectedEnd, 1), ("{\"", .unexpectedEnd, 2), ("{\"a\"", .unexpectedEnd, 4),
        ("{\"a\":", .unexpectedEnd, 5), ("{\"a\":1", .unexpectedEnd, 6), ("{\"a\":1,", .unexpectedEnd, 7),
        ("{\"a\":1 ", .unexpectedEnd, 7), ("{ ", .unexpectedEnd, 2), ("[ ", .unexpectedEnd, 2),
        ("\"", .unexpectedEnd, 1), ("\"abc", .unexpectedEnd, 4), ("\"abcdefgh", .unexpectedEnd, 9),
        ("\"\\", .unexpectedEnd, 2), ("\"\\\"", .unexpectedEnd, 3), ("\"\\u", .unexpectedEnd, 3),
        ("\"\\u00", .unexpectedEnd, 5), ("\"\\u0041", .unexpectedEnd, 7), ("\"\\ud800", .unexpectedEnd, 7),
        ("\"\\ud800\\", .unexpectedEnd, 8), ("\"\\ud800\\u", .unexpectedEnd, 9),
        ("\"\\ud800\\udc0", .unexpectedEnd, 12),
        ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2), ("1e+", .unexpectedEnd, 3),
        ("1.0e-", .unexpectedEnd, 5), ("n", .unexpectedEnd, 1), ("nul", .unexpectedEnd, 3), ("tru", .unexpectedEnd, 3),
        ("fals", .unexpectedEnd, 4), ("t", .unexpectedEnd, 1), ("f", .unexpectedEnd, 1), ("[tru", .unexpectedEnd, 4),
        // Bytes out of place.
        ("]", .unexpectedByte, 0), ("}", .unexpectedByte, 0), (",", .unexpectedByte, 0), (":", .unexpectedByte, 0),
        ("a", .unexpectedByte, 0), ("'a'", .unexpectedByte, 0), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0),
        ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0), ("True", .unexpectedByte, 0),
        ("nUll", .unexpectedByte, 1), ("nulL", .unexpectedByte, 3), ("trub", .unexpectedByte, 3),
        ("falsy", .unexpectedByte, 4),
        ("nu", .unexpectedEnd, 2), ("n\"ll", .unexpectedByte, 1), ("[nul]", .unexpectedByte, 4),
        ("[fal,e]", .unexpectedByte, 4),
        ("[1 2]", .unexpectedByte, 3), ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1),
        ("[,]", .unexpectedByte, 1),
        ("[1,,2]", .unexpectedByte, 3), ("[1}", .unexpectedByte, 2), ("[}", .unexpectedByte, 1),
        ("[1:2]", .unexpectedByte, 2),
        ("[\"a\":1]", .unexpectedByte, 4), ("[1;2]", .unexpectedByte, 2), ("[\u{B}1]", .unexpectedByte, 1),
        ("[1\u{C}]", .unexpectedByte, 2), ("[\u{0}]", .unexpectedByte, 1), ("[1\u{A0}]", .unexpectedByte, 2),
        ("\u{3000}1", .unexpectedByte, 0), ("é", .unexpectedByte, 0), ("[中]", .unexpectedByte, 1),
        ("\u{2060}1", .unexpectedByte, 0),
        ("{]", .unexpectedByte, 1), ("{,}", .unexpectedByte, 1), ("{1:1}", .unexpectedByte, 1),
        ("{a:1}", .unexpectedByte, 1),
        ("{'a':1}", .unexpectedByte, 1), ("{null:1}", .unexpectedByte, 1), ("{[]:1}", .unexpectedByte, 1),
        ("{\"a\"}", .unexpectedByte, 4), ("{\"a\" 1}", .unexpectedByte, 5), ("{\"a\",1}", .unexpectedByte, 4),
        ("{\"a\":}", .unexpectedByte, 5), ("{\"a\":,}", .unexpectedByte, 5), ("{\"a\"::1}", .unexpectedByte, 5),
        ("{\"a\":1,}", .unexpectedByte, 7), ("{\"a\":1 \"b\":2}", .unexpectedByte, 7),
        ("{\"a\":1,,\"b\":2}", .unexpectedByte, 7),
        ("{\"a\":1]", .unexpectedByte, 6), ("{\"a\":1:2}", .unexpectedByte, 6), ("{\"a\":b}", .unexpectedByte, 5),
        ("{\"a\":\"b\"c}", .unexpectedByte, 8), ("[1]x", .trailingBytes, 3), ("[1/**/]", .unexpectedByte, 2),
        ("//a\n1", .unexpectedByte, 0), ("<a>", .unexpectedByte, 0), ("[\"a\" \"b\"]", .unexpectedByte, 5),
        ("[tru,e]", .unexpectedByte, 4), ("\\u0031", .unexpectedByte, 0), ("[1\\n]", .unexpectedByte, 2),
        ("{\"a\":1}}", .trailingBytes, 7),
        // Numbers.
        ("01", .invalidNumber, 1), ("-01", .invalidNumber, 2), ("00", .invalidNumber, 1), ("-a", .invalidNumber, 1),
        ("--1", .invalidNumber, 1), ("-+1", .invalidNumber, 1), ("-.5", .invalidNumber, 1), ("1.a", .invalidNumber, 2),
        ("1.e5", .invalidNumber, 2), ("1..2", .invalidNumber, 2), ("1ea", .invalidNumber, 2),
        ("1e+-1", .invalidNumber, 3),
        ("1e1.5", .trailingBytes, 3), ("1e.5", .invalidNumber, 2), ("[1.]", .invalidNumber, 3),
        ("[-]", .invalidNumber, 2),
        ("[1e]", .invalidNumber, 3), ("[1e+]", .invalidNumber, 4), ("[012]", .invalidNumber, 2),
        ("-Infinity", .invalidNumber, 1),
        ("{\"a\":0123}", .invalidNumber, 6), ("[1.5e 3]", .invalidNumber, 5), ("- 1", .invalidNumber, 1),
        // Strings.
        ("\"a\nb\"", .controlCharacter, 2), ("\"\t\"", .controlCharacter, 1), ("\"\u{0}\"", .controlCharacter, 1),
        ("\"\u{1F}\"", .controlCharacter, 1), ("\"0123456789\u{1}\"", .controlCharacter, 11),
        ("\"中\r\"", .controlCharacter, 4),
        ("{\"a\n\":1}", .controlCharacter, 3),
        ("\"\\a\"", .invalidEscape, 2), ("\"\\'\"", .invalidEscape, 2), ("\"\\0\"", .invalidEscape, 2),
        ("\"\\x41\"", .invalidEscape, 2),
        ("\"\\U0041\"", .invalidEscape, 2), ("\"\\\n\"", .invalidEscape, 2), ("\"\\é\"", .invalidEscape, 2),
        ("\"\\N\"", .invalidEscape, 2),
        ("\"\\u\"", .invalidEscape, 3), ("\"\\u004\"", .invalidEscape, 6), ("\"\\u00G1\"", .invalidEscape, 5),
        ("\"\\u+041\"", .invalidEscape, 3), ("\"\\u{41}\"", .invalidEscape, 3), ("\"\\u 041\"", .invalidEscape, 3),
        ("\"\\u004`\"", .invalidEscape, 6), ("\"\\u@041\"", .invalidEscape, 3), ("\"\\u/041\"", .invalidEscape, 3),
        ("\"\\u:041\"", .invalidEscape, 3),
        ("\"\\ud800\\u004g\"", .invalidEscape, 12),
        ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1), ("\"a\\uDFFF\"", .loneSurrogate, 2),
        ("\"\\udbffa\"", .loneSurrogate, 1), ("\"\\ud800\\n\"", .loneSurrogate, 1),
        ("\"\\ud800\\ud800\"", .loneSurrogate, 1),
        ("\"\\ud800\\u0041\"", .loneSurrogate, 1), ("\"\\ud800\\ue000\"", .loneSurrogate, 1),
        ("\"\\ud83d\\ude00\\ude00\"", .loneSurrogate, 13), ("\"\\ud800中\"", .loneSurrogate, 1),
        // Names.
        ("{\"a\":1,\"a\":1}", .duplicateName, 7), ("{\"a\":1,\"\\u0061\":2}", .duplicateName, 7),
        ("{\"\":1,\"\":2}", .duplicateName, 6), ("{\"a\":{\"b\":1,\"b\":2}}", .duplicateName, 12),
        ("{\"a\":1,\"b\":2,\"a\":3,\"b\":4}", .duplicateName, 13), ("[{\"x\":1, \"x\":2}]", .duplicateName, 9),
    ]

    @Test(arguments: texts)
    func isRefused(text: String, kind: JSONFault.Kind, offset: Int) {
        #expect(fault(text) == JSONFault(kind: kind, offset: offset))
        #expect(throws: JSONFault(kind: kind, offset: offset)) { try JSONValue(parsing: text) }
    }

    /// The same faults are found where eight bytes can be read at once.
    @Test(arguments: texts.filter { $0.1 != .unexpectedEnd && $0.1 != .empty && $0.1 != .trailingBytes })
    func isRefusedAwayFromTheEnd(text: String, kind: JSONFault.Kind, offset: Int) {
        let padding = String(repeating: " ", count: 24)
        #expect(fault("[0,\(text),\(padding)\"\(padding)\"]") == JSONFault(kind: kind, offset: offset + 3))
    }

    @Test func byteOrderMarksAreRefused() {
        #expect(fault([0xEF, 0xBB, 0xBF, 0x31]) == JSONFault(kind: .byteOrderMark, offset: 0))
        #expect(fault([0xEF, 0xBB, 0xBF]) == JSONFault(kind: .byteOrderMark, offset: 0))
        #expect(fault([0xEF, 0xBB]) == JSONFault(kind: .unexpectedByte, offset: 0))
        #expect(fault([0xFF, 0xFE, 0x31, 0x00]) == JSONFault(kind: .unexpectedByte, offset: 0))
        #expect(fault([0xFE, 0xFF, 0x00, 0x31]) == JSONFault(kind: .unexpectedByte, offset: 0))
        #expect(fault([0x31, 0xEF, 0xBB, 0xBF]) == JSONFault(kind: .trailingBytes, offset: 1))
    }

    @Test func everyByteBehindAValueIsSpaceOrRefused() {
        for byte in UInt8.min...UInt8.max {
            let isSpace = [0x20, 0x09, 0x0A, 0x0D].contains(byte)
            #expect(
                fault([0x6E, 0x75, 0x6C, 0x6C, byte]) == (isSpace ? nil : JSONFault(kind: .trailingBytes, offset: 4)))
        }
    }

    @Test func everyByteBehindABackslashIsAnEscapeOrRefused() {
        for byte in UInt8.min...UInt8.max where byte != 0x75 {
            let isEscape = Array("\"\\/bfnrt".utf8).contains(byte)
            let text: [UInt8] = [0x22, 0x5C, byte, 0x22]
            #expect(fault(text) == (isEscape ? nil : JSONFault(kind: .invalidEscape, offset: 2)))
        }
    }

    @Test func everyTruncationIsRefused() {
        let bytes = Array(sampleRecord.utf8)
        #expect(fault(bytes) == nil)
        for length in 0..<bytes.count {
            let expected: JSONFault.Kind = length == 0 ? .empty : .unexpectedEnd
            #expect(fault(Array(bytes[..<length])) == JSONFault(kind: expected, offset: length))
        }
    }
}
