import HTTP
import Testing

@Suite("Bearer tokens") struct BearerTokenTests {
    private func token(_ values: [String]) -> BearerToken? {
        BearerToken(HTTPRequest(path: "/", headers: HTTPHeaders(values.map { HTTPHeaders.Field(name: "authorization", value: $0) })))
    }

    @Test("Read from Authorization", arguments: ["Bearer aZ09-._~+/==", "bearer x", "BEARER y="])
    func read(value: String) {
        #expect(token([value])?.bytes == Array(value.utf8.dropFirst(7)))
    }

    @Test("Nothing else is one", arguments: [
        [], [""], ["Bearer"], ["Bearer "], ["Bearer  a"], ["Bearer a b"], ["Bearer ="], ["Bearer a=b"], ["Bearer a,b"], ["Basic abc"],
        ["Bearer 名"], ["Bearer a", "Bearer a"], ["Bearer " + String(repeating: "a", count: 513)],
    ])
    func refused(values: [String]) {
        #expect(token(values) == nil)
    }

    @Test("A token is in no text")
    func hidden() throws {
        let shown = try #require(token(["Bearer secret"]))
        var dumped = ""
        dump(shown, to: &dumped)
        #expect(!"\(shown) \(String(reflecting: shown)) \(dumped)".contains("secret"))
        #expect(!"\(shown) \(dumped)".contains("115"))
    }
}
