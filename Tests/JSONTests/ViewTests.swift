import JSON
import Testing

@Suite struct ViewTests {
    @Test func aViewKnowsKindPlaceAndText() throws {
        let text = #" {"a":[1, "x\n", null ],"b":{},"c":true,"d":false,"e":-1.5e3}"#
        try withView(text) { view in
            func raw(_ view: JSONView?) -> String? { view.map { String(decoding: $0.rawBytes, as: UTF8.self) } }
            #expect(view.kind == .object && view.offset == 1 && view.count == 5)
            #expect(raw(view) == String(text.dropFirst()))
            let array = try #require(view.member("a"))
            #expect(array.kind == .array && array.count == 3 && array.offset == 6)
            #expect(raw(array) == #"[1, "x\n", null ]"#)
            #expect(array[0].kind == .number && raw(array[0]) == "1" && array[0].count == 0)
            #expect(array[1].kind == .string && raw(array[1]) == #"x\n"# && array[1].offset == 10)
            #expect(array[1].hasEscapes && array[1].string == "x\n" && array[1].count == 0)
            #expect(array[2].kind == .null && raw(array[2]) == "null")
            #expect(view.member("b")?.kind == .object && view.member("b")?.count == 0 && raw(view.member("b")) == "{}")
            #expect(view.member("c")?.kind == .true && raw(view.member("c")) == "true")
            #expect(view.member("d")?.kind == .false && raw(view.member("d")) == "false")
            #expect(raw(view.member("e")) == "-1.5e3")
        }
    }

    @Test func elementsAndMembersComeInOrderPastNestedOnes() throws {
        try withView(#"[[1,[2]],{"a":[3]},4,[],5]"#) { view in
            #expect(view.elements.map(\.kind) == [.array, .object, .number, .array, .number])
            #expect(view.elements.compactMap(\.intValue) == [4, 5])
            #expect(view[4].intValue == 5)
        }
        try withView(#"{"z":{"y":[1,2]},"a":1,"m":[{}],"b":2}"#) { view in
            #expect(view.members.map { $0.name.string } == ["z", "a", "m", "b"])
            #expect(view.members.compactMap { $0.value.intValue } == [1, 2])
        }
    }

    @Test(arguments: ["1", "\"a\"", "null", "true", "{\"a\":1}"])
    func othersHaveNoElements(text: String) throws {
        try withView(text) { #expect(Array($0.elements).isEmpty) }
    }

    @Test(arguments: ["1", "\"a\"", "null", "true", "[1]", "[\"a\",1]"])
    func othersHaveNoMembers(text: String) throws {
        try withView(text) { view in
            #expect(Array(view.members).isEmpty)
            #expect(view.member("a") == nil)
        }
    }

    @Test func membersAreFoundByAnyKindOfName() throws {
        let names =
            (0..<30).map { String(repeating: "n", count: $0) } + ["名称", "a\"b", "line\nbreak", "tab\tand a long rest"]
        let text = JSONValue.object(JSONObject(names.enumerated().map { ($1, .number(ExactDecimal($0))) })).jsonText
        try withView(text) { view in
            for (index, name) in names.enumerated() {
                #expect(view.member(name)?.intValue == index)
                #expect(name.withRawUTF8 { view.member(utf8: $0) }?.intValue == index)
                #expect(name.withRawUTF8 { view.member(utf8: $0, hash: JSONView.nameHash(of: $0)) }?.intValue == index)
            }
            #expect(view.member("名称")?.intValue == 30)
            #expect(view.member("nnn")?.intValue == 3)
            #expect(view.member("absent") == nil)
            #expect(view.member("名") == nil)
        }
    }

    @Test func nameHashesAreThoseOfTheDecodedBytes() throws {
        for length in 0...40 {
            let name = String((0..<length).map { Character(Unicode.Scalar(UInt8(0x61 + $0 % 26))) })
            let expected = name.withRawUTF8 { JSONView.nameHash(of: $0) }
            let escaped = name.unicodeScalars.map { "\\u00\(String($0.value, radix: 16))" }.joined()
            for text in [
                "{\"\(name)\":\"\(name)\"}", "{\"\(escaped)\":\"\(escaped)\"}",
                "{\"\(name)\":\"\(name)\",\"other\":12345678}",
            ] {
                try withView(text) { view in
                    let member = try #require(view.members.first { _ in true })
                    #expect(member.name.nameHash == expected)
                    #expect(member.value.nameHash == expected)
                }
            }
        }
    }

    @Test func ordinaryNamesHaveDifferentHashes() {
        let names = (0..<20_000).map { "n\($0)" }
        let hashes = Set(names.map { name in name.withRawUTF8 { JSONView.nameHash(of: $0) } })
        #expect(hashes.count > 19_990)
    }

    @Test func stringsAreComparedDecoded() throws {
        try withView(#"["abc","a\u0062c","中文",1,"","a much longer string, beyond eight bytes"]"#) { view in
            for index in 0...1 {
                #expect(view[index].isEqual(to: "abc" as StaticString))
                #expect(view[index].isEqual(to: String("abc")))
                #expect("abc".withRawUTF8 { view[index].isEqual(toUTF8: $0) })
                #expect(!view[index].isEqual(to: "abd" as StaticString))
                #expect(!view[index].isEqual(to: "ab" as StaticString))
                #expect(!view[index].isEqual(to: "abcd" as StaticString))
                #expect(!view[index].isEqual(to: "" as StaticString))
            }
            #expect(view[2].isEqual(to: "中文" as StaticString))
            #expect(!view[3].isEqual(to: "1" as StaticString))
            #expect(view[4].isEqual(to: "" as StaticString))
            #expect(view[5].isEqual(to: "a much longer string, beyond eight bytes" as StaticString))
            #expect(!view[5].isEqual(to: "a much longer string, beyond eight bytez" as StaticString))
            #expect(!view[5].isEqual(to: "a much longer strinG, beyond eight bytes" as StaticString))
        }
    }

    @Test func everyDifferingByteIsNoticed() throws {
        for length in 1...40 {
            let content = [UInt8](repeating: 0x61, count: length)
            try withView("\"" + String(decoding: content, as: UTF8.self) + "\"") { view in
                #expect(content.withUnsafeBytes { view.isEqual(toUTF8: $0) })
                for place in 0..<length {
                    var other = content
                    other[place] = 0x62
                    #expect(!other.withUnsafeBytes { view.isEqual(toUTF8: $0) })
                }
            }
        }
    }

    @Test func scalarsAreCounted() throws {
        try withView(#"["","abc","中文","😀é","a\n\u4e2d\ud83d\ude00",12,"中文字符串长长长长长长","abcdefgh中"]"#) { view in
            #expect(view.elements.map(\.scalarCount) == [0, 3, 2, 2, 4, 0, 11, 9])
        }
    }

    @Test func onlyStringsHaveStrings() throws {
        try withView(#"[1,true,null,[],{},"x"]"#) { view in
            #expect(view.elements.map(\.string) == ["", "", "", "", "", "x"])
            #expect(view.elements.map { $0.withUTF8(\.count) } == [0, 0, 0, 0, 0, 1])
        }
    }

    @Test func longEscapedStringsAreDecoded() throws {
        let content = String(repeating: "\\u4e2d\\\"x", count: 5000)
        try withView("\"\(content)\"") { view in
            #expect(view.string == String(repeating: "中\"x", count: 5000))
            #expect(view.scalarCount == 15_000)
        }
    }

    @Test func integersAreReadHoweverTheyAreWritten() throws {
        let texts: [(String, Int?)] = [
            ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("1e3", 1000), ("10.0", 10), ("100e-2", 1), ("1.5", nil),
            ("123456789012345678", 123_456_789_012_345_678), ("-12345678901234567", -12_345_678_901_234_567),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
            ("-9223372036854775809", nil), ("1e19", nil), ("1e400", nil), ("99999999999999999999999", nil),
        ]
        for (text, value) in texts {
            try withView(text) { #expect($0.intValue == value, "\(text)") }
            #expect(try JSONValue(parsing: text).intValue == value, "\(text)")
        }
        try withView("\"1\"") { view in
            #expect(view.intValue == nil)
            #expect(view.decimal == nil)
            #expect(view.boolValue == nil)
        }
        try withView("[true,false]") { #expect($0.elements.map(\.boolValue) == [true, false]) }
    }
}
