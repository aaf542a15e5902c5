import JSON
import Testing

@Suite struct FaultTests {
    private func location(_ text: String, _ offset: Int) -> [Int] {
        text.withRawUTF8 { bytes in
            let place = JSONFault(kind: .unexpectedByte, offset: offset).location(in: bytes)
            return [place.line, place.column]
        }
    }

    @Test func locationsCountLinesAndScalars() {
        #expect(location("", 0) == [1, 1])
        #expect(location("abc", 0) == [1, 1])
        #expect(location("abc", 2) == [1, 3])
        #expect(location("a\nbc", 2) == [2, 1])
        #expect(location("a\nbc", 3) == [2, 2])
        #expect(location("a\r\nbc", 3) == [2, 1])
        #expect(location("a\rbc", 2) == [2, 1])
        #expect(location("\n\n\n", 3) == [4, 1])
        #expect(location("中文x", 6) == [1, 3])
        #expect(location("中\n😀x", 8) == [2, 2])
    }

    @Test func locationsOutsideTheTextAreItsEnds() {
        #expect(location("ab", 99) == [1, 3])
        #expect(location("ab", -5) == [1, 1])
    }

    @Test func aFaultDescribesItself() {
        #expect("\(JSONFault(kind: .duplicateName, offset: 12))" == "duplicateName at byte 12")
    }

    @Test func sizeIsLimited() {
        let limits = JSONLimits(maxBytes: 10)
        #expect(fault("[1,2,3,45]", limits: limits) == nil)
        #expect(fault("[1,2,3,456]", limits: limits) == JSONFault(kind: .tooLarge, offset: 10))
        #expect(fault("1", limits: JSONLimits(maxBytes: 0)) == JSONFault(kind: .tooLarge, offset: 0))
        #expect(fault("1", limits: JSONLimits(maxBytes: -1)) == JSONFault(kind: .tooLarge, offset: 0))
        #expect(fault("1", limits: JSONLimits(maxBytes: .max)) == nil)
        #expect(fault("", limits: JSONLimits(maxBytes: 0)) == JSONFault(kind: .empty, offset: 0))
    }

    @Test func depthIsLimited() {
        let limits = JSONLimits(maxDepth: 3)
        #expect(fault("[[[1]]]", limits: limits) == nil)
        #expect(fault("[[[1]],[[2]]]", limits: limits) == nil)
        #expect(fault("[[[[1]]]]", limits: limits) == JSONFault(kind: .tooDeep, offset: 3))
        #expect(fault(#"{"a":[{"b":{}}]}"#, limits: limits) == JSONFault(kind: .tooDeep, offset: 11))
        #expect(fault("1", limits: JSONLimits(maxDepth: 0)) == nil)
        #expect(fault("[]", limits: JSONLimits(maxDepth: 0)) == JSONFault(kind: .tooDeep, offset: 0))
        #expect(fault("[]", limits: JSONLimits(maxDepth: -1)) == JSONFault(kind: .tooDeep, offset: 0))
    }

    @Test func depthHasAnUpperBoundWhateverIsAskedFor() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        let limits = JSONLimits(maxDepth: .max)
        let greatest = JSONLimits.greatestDepth
        #expect(fault(nested(greatest), limits: limits) == nil)
        #expect(fault(nested(greatest + 1), limits: limits) == JSONFault(kind: .tooDeep, offset: greatest))
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func tenMegabytesOfOpeningsAreRefused(opening: String) {
        let bytes = Array(String(repeating: opening, count: 10_000_000 / opening.utf8.count).utf8)
        #expect(fault(bytes)?.kind == .tooDeep)
        #expect(fault(bytes, limits: JSONLimits(maxDepth: .max))?.kind == .tooDeep)
    }

    @Test func aParserIsAsGoodAsNewAfterAFault() throws {
        let parser = JSONParser()
        let bad = Array(#"{"a":[1,{"b":"#.utf8)
        let good = Array(#"{"a":[1,{"b":2}]}"#.utf8)
        for _ in 0..<3 {
            #expect(throws: JSONFault(kind: .unexpectedEnd, offset: bad.count)) {
                try bad.withUnsafeBytes { _ = try parser.parse($0) }
            }
            try good.withUnsafeBytes { bytes in
                let view = try parser.parse(bytes)
                #expect(view.member("a")?[1].member("b")?.intValue == 2)
            }
        }
    }

    @Test func aParserGoesFromHugeTextsToSmallOnesAndBack() throws {
        let parser = JSONParser()
        let huge = Array(("[" + String(repeating: "1,", count: 300_000) + "2]").utf8)
        let small = Array("[1,2,3]".utf8)
        for _ in 0..<3 {
            try huge.withUnsafeBytes { bytes in
                let view = try parser.parse(bytes)
                #expect(view.count == 300_001)
                #expect(view[300_000].intValue == 2)
            }
            let numbers = try small.withUnsafeBytes { try parser.parse($0).elements.map(\.intValue) }
            #expect(numbers == [1, 2, 3])
        }
    }
}
