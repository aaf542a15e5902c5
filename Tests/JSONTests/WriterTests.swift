import JSON
import Testing

@Suite struct WriterTests {
    private func text(_ write: (inout JSONWriter) throws -> Void) rethrows -> String {
        var writer = JSONWriter()
        try write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func commasAndColonsAreAutomatic() {
        let written = text { writer in
            writer.beginObject()
            writer.name("a" as StaticString)
            writer.number(1)
            writer.name(String("b"))
            writer.beginArray()
            writer.bool(true)
            writer.null()
            writer.beginArray()
            writer.endArray()
            writer.beginObject()
            writer.endObject()
            writer.string("x" as StaticString)
            writer.endArray()
            "c".withRawUTF8 { writer.name(utf8: $0) }
            writer.beginObject()
            writer.name("d" as StaticString)
            writer.bool(false)
            writer.name("e" as StaticString)
            "[1, 2]".withRawUTF8 { writer.raw($0) }
            writer.endObject()
            writer.name("f" as StaticString)
            writer.string(String("z"))
            writer.endObject()
        }
        #expect(written == #"{"a":1,"b":[true,null,[],{},"x"],"c":{"d":false,"e":[1, 2]},"f":"z"}"#)
    }

    @Test func numbersAreCanonical() throws {
        let written = try text { writer in
            writer.beginArray()
            writer.number(Int.min)
            writer.number(Int64.max)
            writer.number(0)
            writer.number(try #require(ExactDecimal("1.50")))
            try withView("[12.0,\"x\"]") { view in
                writer.number(canonicalizing: view[0])
                writer.number(canonicalizing: view[1])
            }
            writer.endArray()
        }
        #expect(written == "[-9223372036854775808,9223372036854775807,0,1.5,12,null]")
    }

    @Test func onlyWhatMustBeIsEscaped() throws {
        for value in UInt8(0)...0x7F {
            let scalar = Unicode.Scalar(value)
            let written = text { $0.string(String(Character(scalar))) }
            let digits = String(value, radix: 16)
            let expected =
                switch scalar {
                case "\u{8}": "\\b"
                case "\t": "\\t"
                case "\n": "\\n"
                case "\u{C}": "\\f"
                case "\r": "\\r"
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\u{0}"..."\u{1F}": "\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits
                default: String(Character(scalar))
                }
            #expect(written == "\"\(expected)\"")
        }
        #expect(text { $0.string("é中😀\u{2028}/" as StaticString) } == "\"é中😀\u{2028}/\"")
    }

    @Test func escapesAreWrittenWhereverTheyStand() throws {
        for length in 0...40 {
            for place in 0...length {
                for filler in ["a", "中"] {
                    let before = String(repeating: filler, count: place)
                    let behind = String(repeating: filler, count: length - place)
                    #expect(text { $0.string("\(before)\n\(behind)") } == "\"\(before)\\n\(behind)\"")
                }
            }
        }
        #expect(
            text { $0.string(String(repeating: "\"", count: 100)) } == "\"" + String(repeating: "\\\"", count: 100)
                + "\"")
    }

    @Test func stringsOfViewsAreDecodedAndEscapedAnew() throws {
        try withView(#"{"plain":"中","esc\u0061ped":"\u000A\/\u4e2d","n":1}"#) { view in
            let written = text { writer in
                writer.beginObject()
                for member in view.members {
                    writer.name(member.name)
                    writer.string(member.value)
                }
                writer.endObject()
            }
            #expect(written == #"{"plain":"中","escaped":"\n/中","n":""}"#)
        }
    }

    @Test func aResetWriterBeginsAnew() {
        var writer = JSONWriter(capacity: 16)
        writer.beginArray()
        writer.number(1)
        writer.reset()
        #expect(writer.bytes.isEmpty)
        writer.string("a" as StaticString)
        #expect(writer.withBytes { Array($0) } == Array("\"a\"".utf8))
        _ = JSONWriter(capacity: -1)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let once = try canonical(sampleRecord)
        #expect(try canonical(once) == once)
        #expect(try areDeeplyEqual(once, sampleRecord))
        #expect(try JSONValue(parsing: sampleRecord).jsonText == once)
        #expect(text { $0.value((try? JSONValue(parsing: sampleRecord)) ?? .null) } == once)
    }

    @Test("a number is written alike, however it is found to be canonical", arguments: [
        "0", "-0", "0.0", "-0.0", "1", "-1", "10", "100", "1.5", "1.50", "-0.5", "0.05", "0.050", "1e3", "1E-2", "1.0", "12345678901234567890",
        "0.0000000000000000000000000000000000001", "0.000000000000000000000000000000000000000000001", "123456789.123456789123456789",
        "1234567890123456789012345678901234567890", "12345678901234567890123456789012345678901",
    ])
    func numbersOfATextAreCanonical(number: String) throws {
        var expected: [UInt8] = []
        number.withRawUTF8 { ExactDecimal.appendCanonical(jsonNumber: $0, to: &expected) }
        let written = try text { writer in try withView(number) { writer.number(canonicalizing: $0) } }
        #expect(written == String(decoding: expected, as: UTF8.self))
        #expect(number.withRawUTF8 { !JSONWriter.isCanonical(number: $0) } || written == number)
    }

    @Test func wholeNumbersOfEveryLength() {
        var value: Int64 = 1
        while true {
            for near in [value - 1, value, value + 1, -value] {
                #expect(text { $0.number(near) } == String(near))
            }
            let (next, isAbove) = value.multipliedReportingOverflow(by: 10)
            if isAbove { break }
            value = next
        }
        #expect(text { $0.number(Int64.min) } == String(Int64.min))
    }

    @Test func preparedNamesAndTextMadeInPlace() {
        let written = text { writer in
            writer.beginObject()
            #""a":"#.withRawUTF8 { writer.rawName($0) }
            writer.string(plainCount: 3) { $0.copyMemory(from: [0x78, 0x79, 0x7a] as [UInt8], byteCount: 3) }
            #""b":"#.withRawUTF8 { writer.rawName($0) }
            #"1,"c":2"#.withRawUTF8 { writer.raw($0) }
            writer.member("d", "")
            writer.endObject()
        }
        #expect(written == #"{"a":"xyz","b":1,"c":2,"d":""}"#)
    }

    /// Escapes are looked for eight bytes at a time.
    @Test func anEscapeIsFoundAtEveryPlace() {
        for length in 1...20 {
            for place in 0..<length {
                var value = [UInt8](repeating: 0x61, count: length)
                value[place] = 0x22
                let name = value.withUnsafeBytes { bytes in
                    text { writer in
                        writer.beginObject()
                        writer.name(utf8: bytes)
                        writer.string(utf8: bytes)
                        writer.endObject()
                    }
                }
                let escaped = String(repeating: "a", count: place) + "\\\"" + String(repeating: "a", count: length - place - 1)
                #expect(name == "{\"\(escaped)\":\"\(escaped)\"}")
            }
        }
    }
}
