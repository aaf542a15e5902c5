import JSON
import Testing

@Suite struct PointerTests {
    /// The document of RFC 6901, section 5.
    static let document = #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#

    static let examples: [(String, String)] = [
        ("", document), ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/foo/1", "\"baz\""), ("/", "0"),
        ("/a~1b", "1"), ("/c%d", "2"),
        ("/e^f", "3"), ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
    ]

    @Test(arguments: examples)
    func leadsToItsValue(pointer: String, expected: String) throws {
        let path = try #require(JSONPointer(pointer))
        #expect(path.description == pointer)
        #expect(try JSONValue(parsing: PointerTests.document).resolve(path) == JSONValue(parsing: expected))
        let resolved = try withView(PointerTests.document) { $0.resolve(path)?.value }
        #expect(try resolved == JSONValue(parsing: expected))
    }

    @Test(arguments: [
        "/bar", "/foo/2", "/foo/-", "/foo/01", "/foo/-1", "/foo/+1", "/foo/1e0", "/foo/", "/foo/0/0", "//", "/a",
        "/foo/99999999999999999999", "/foo/１",
    ])
    func leadsNowhere(pointer: String) throws {
        let path = try #require(JSONPointer(pointer))
        #expect(try JSONValue(parsing: PointerTests.document).resolve(path) == nil)
        try withView(PointerTests.document) { #expect($0.resolve(path) == nil) }
    }

    @Test(arguments: ["foo", "foo/bar", " /foo", "#/foo", "/~", "/~2", "/a~", "/a/~x/b", "/~~0"])
    func isNoPointer(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test func tokensAreUnescapedOnce() throws {
        #expect(JSONPointer("/~01/~10/~0~1")?.tokens == ["~1", "/0", "~/"])
        #expect(JSONPointer("///")?.tokens == ["", "", ""])
        #expect(JSONPointer("")?.tokens == [])
        #expect(JSONPointer.escape("a/b~c") == "a~1b~0c")
        #expect(JSONPointer.escape("~1") == "~01")
    }

    @Test func pointersGrow() throws {
        let pointer = JSONPointer().appending("a/b").appending(3).appending("~")
        #expect(pointer.description == "/a~1b/3/~0")
        #expect(JSONPointer(pointer.description) == pointer)
        #expect(JSONPointer(pointer.description)?.hashValue == pointer.hashValue)
        #expect(pointer != JSONPointer().appending("a/b"))
    }

    @Test func tokensAreComparedScalarByScalar() {
        #expect(JSONPointer("/é") != JSONPointer("/e\u{301}"))
        #expect(JSONPointer("/\u{301}a/b")?.tokens.count == 2)
    }
}
