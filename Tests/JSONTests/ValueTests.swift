import JSON
import Testing

@Suite struct ValueTests {
    @Test func aValueIsACopyOfTheText() throws {
        let value = try JSONValue(parsing: sampleRecord)
        #expect(value["recordId"]?.stringValue == "REC-0001")
        #expect(value["alias"]?.stringValue == "café \"A\\B\" / 😀")
        #expect(value["amount"]?.numberValue == ExactDecimal("1250.5"))
        #expect(value["zero"]?.intValue == 0)
        #expect(value["checked"]?.boolValue == true)
        #expect(value["remark"]?.isNull == true)
        #expect(value["tags"]?.arrayValue?.count == 4)
        #expect(value["nested"]?["a"]?["b"]?["c"]?.arrayValue?.map(\.intValue) == [1, 2, 3])
        #expect(value["last"]?.stringValue == "\t\n\u{1}")
        #expect(value["absent"] == nil)
        #expect(value.objectValue?.names.first == "recordId")
        #expect(value.objectValue?.names.last == "last")
    }

    @Test func accessorsAnswerForTheirKindOnly() throws {
        let value = try JSONValue(parsing: #"[null,true,1,"a",[],{}]"#)
        let elements = try #require(value.arrayValue)
        #expect(elements.map(\.isNull) == [true, false, false, false, false, false])
        #expect(elements.map { $0.boolValue != nil } == [false, true, false, false, false, false])
        #expect(elements.map { $0.numberValue != nil } == [false, false, true, false, false, false])
        #expect(elements.map { $0.intValue != nil } == [false, false, true, false, false, false])
        #expect(elements.map { $0.stringValue != nil } == [false, false, false, true, false, false])
        #expect(elements.map { $0.arrayValue != nil } == [false, false, false, false, true, false])
        #expect(elements.map { $0.objectValue != nil } == [false, false, false, false, false, true])
        #expect(elements.allSatisfy { $0["a"] == nil })
    }

    @Test func limitsApply() {
        #expect(throws: JSONFault(kind: .tooDeep, offset: 1)) {
            try JSONValue(parsing: Array("[[]]".utf8), limits: JSONLimits(maxDepth: 1))
        }
    }

    @Test func theDeepestValueIsCopiedComparedAndWritten() throws {
        let depth = JSONLimits.greatestDepth
        let text = String(repeating: "{\"a\":[", count: depth / 2) + String(repeating: "]}", count: depth / 2)
        let bytes = Array(text.utf8)
        let value = try JSONValue(parsing: bytes, limits: JSONLimits(maxDepth: depth))
        #expect(value == (try JSONValue(parsing: bytes, limits: JSONLimits(maxDepth: depth))))
        #expect(value.jsonText == text)
    }

    @Test(arguments: [0, 1, 8, 9, 100])
    func anObjectFindsItsMembersInOrder(count: Int) {
        let object = JSONObject((0..<count).map { ("n\($0)", .number(ExactDecimal($0))) })
        #expect(object.count == count)
        #expect(object.isEmpty == (count == 0))
        #expect(object.names == (0..<count).map { "n\($0)" })
        #expect(object.map { $0.value.intValue } == (0..<count).map { $0 })
        for index in 0..<count { #expect(object["n\(index)"]?.intValue == index) }
        #expect(object["n\(count)"] == nil)
    }

    @Test(arguments: [1, 20])
    func theLastOfRepeatedMembersCounts(count: Int) {
        let members = (0..<count).map { ("n\($0)", JSONValue.number(ExactDecimal($0))) }
        let object = JSONObject(members + [("n0", .bool(true))])
        #expect(object.count == count)
        #expect(object["n0"] == .bool(true))
        #expect(object.names.first == "n0")
        #expect(object == JSONObject([("n0", .bool(true))] + members.dropFirst()))
    }

    /// Canonically equivalent names are one string to Swift and two to JSON.
    @Test func namesAreComparedScalarByScalar() throws {
        let fillers = (0..<20).map { "\"f\($0)\":0," }.joined()
        for text in ["{\"é\":1,\"e\u{301}\":2}", "{\(fillers)\"é\":1,\"e\u{301}\":2}"] {
            let value = try JSONValue(parsing: text)
            #expect(value["é"]?.intValue == 1)
            #expect(value["e\u{301}"]?.intValue == 2)
            #expect(value.jsonText == text)
        }
    }
}
