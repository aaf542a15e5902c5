import JSON
import Testing

@Suite struct DuplicateNameTests {
    private func object(_ names: [String]) -> String {
        "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    }

    /// Where the opening quote of the name at `index` is.
    private func offset(of index: Int, in names: [String]) -> Int {
        1 + names[..<index].reduce(0) { $0 + $1.utf8.count + 5 }
    }

    /// Sizes on both sides of every change of method.
    @Test(arguments: [2, 3, 28, 63, 64, 65, 66, 127, 128, 129, 1000])
    func aRepetitionIsFoundWhereverItIs(count: Int) {
        let names = (0..<count).map { "name\($0)" }
        #expect(fault(object(names)) == nil)
        for (first, second) in [(0, 1), (0, count - 1), (count - 2, count - 1), (count / 2, count - 1)]
        where first < second {
            var repeated = names
            repeated[second] = names[first]
            #expect(
                fault(object(repeated)) == JSONFault(kind: .duplicateName, offset: offset(of: second, in: repeated)))
        }
    }

    @Test(arguments: [2, 64, 65, 300])
    func escapedNamesAreComparedDecoded(count: Int) {
        var names = (0..<count).map { "n\($0)" }
        names[count - 1] = "\\u006e0"
        #expect(fault(object(names)) == JSONFault(kind: .duplicateName, offset: offset(of: count - 1, in: names)))
        names[count - 1] = "\\u006e0\\n"
        #expect(fault(object(names)) == nil)
    }

    @Test func namesDifferByEveryScalar() {
        #expect(fault(object(["a", "A", "á", "a\u{301}", "a ", " a", "", "\\u0000", "\\u0000\\u0000"])) == nil)
        #expect(fault(object(["é", "e\u{301}"])) == nil)
        #expect(fault(object(["😀", "\\ud83d\\ude00"]))?.kind == .duplicateName)
        #expect(fault(object(["中文名称", "中文名\\u79f0"]))?.kind == .duplicateName)
        #expect(fault(object(["a/b", "a\\/b"]))?.kind == .duplicateName)
    }

    /// Length, first and last eight bytes are all the quick hash looks at.
    @Test func namesWithEqualHashesAreToldApart() {
        let names = (0..<50).map { "prefix-8\(100 + $0)suffix-8" }
        #expect(fault(object(names)) == nil)
        #expect(
            fault(object(names + [names[20]]))
                == JSONFault(
                    kind: .duplicateName, offset: offset(of: 50, in: names + [names[20]])))
        let middle = String(repeating: "m", count: 200)
        let long = (0..<50).map { "prefix-8\(middle)\(100 + $0)\(middle)suffix-8" }
        #expect(fault(object(long)) == nil)
        #expect(fault(object(long + [long[49]]))?.kind == .duplicateName)
    }

    @Test func objectsDoNotDisturbEachOther() {
        #expect(fault(#"{"a":{"a":{"a":{"a":1}}},"b":[{"a":1},{"a":1}]}"#) == nil)
        #expect(fault(#"{"a":{"b":1},"b":{"a":1},"c":{"a":1,"b":1}}"#) == nil)
        #expect(fault(#"{"a":{"x":1,"y":2},"a":{}}"#) == JSONFault(kind: .duplicateName, offset: 19))
    }

    @Test func aParserTellsManyObjectsApart() throws {
        let parser = JSONParser()
        let good = Array(object((0..<40).map { "k\($0)" }).utf8)
        let bad = Array(object((0..<40).map { "k\($0 % 39)" }).utf8)
        for _ in 0..<10_000 {
            #expect(try good.withUnsafeBytes { try parser.parse($0).count } == 40)
        }
        #expect(throws: JSONFault.self) { try bad.withUnsafeBytes { _ = try parser.parse($0) } }
    }

    /// A hundred thousand names with one quick hash: the work must not be quadratic, or this takes minutes.
    @Test func collidingNamesDoNoHarm() {
        let names = (0..<100_000).map { "prefix-8\(1_000_000 + $0)suffix-8" }
        let hashes = Set(names.prefix(100).map { name in name.withRawUTF8 { JSONView.nameHash(of: $0) } })
        #expect(hashes.count == 1)
        #expect(fault(object(names)) == nil)
        #expect(fault(object(names + [names[0]]))?.kind == .duplicateName)
    }
}
