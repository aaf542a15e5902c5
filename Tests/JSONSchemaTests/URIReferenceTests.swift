import JSONSchema
import Testing

@Suite("References between documents (RFC 3986)") struct URIReferenceTests {
    private func resolve(_ reference: String, _ base: String = "http://a/b/c/d;p?q") -> String {
        let target = URIReference(reference).resolved(against: URIReference(base))
        return target.withoutFragment + (target.fragment.map { "#" + $0 } ?? "")
    }

    @Test("the examples of sections 5.4.1 and 5.4.2", arguments: [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"),
        ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
    ])
    func examples(reference: String, target: String) {
        #expect(resolve(reference) == target)
    }

    @Test("other bases", arguments: [
        ("#x", "urn:uuid:1", "urn:uuid:1#x"), ("b", "http://h", "http://h/b"), ("b.json", "", "b.json"), ("b.json", "a.json", "b.json"),
        ("../b", "file:///x/y/z.json", "file:///x/b"), ("urn:x:y", "http://a/", "urn:x:y"),
    ])
    func otherBases(reference: String, base: String, target: String) {
        #expect(resolve(reference, base) == target)
    }

    @Test("escapes of a fragment are undone", arguments: [
        ("#a%25b", "a%b"), ("#%E4%B8%AD", "中"), ("#%zz", "%zz"), ("#", ""), ("#%ff", nil), ("x", nil),
    ] as [(String, String?)])
    func fragments(reference: String, fragment: String?) {
        #expect(URIReference(reference).decodedFragment == fragment)
    }
}
