import Credit
import Foundation
import JSON
import TestSupport
import Testing

/// The worked example of the digest, in `docker/reference-client`.
@Suite struct ViewVectorTests {
    private static func file(_ name: String) throws -> String {
        try String(contentsOfFile: "\(PythonClient.folder)/\(name)", encoding: .utf8)
    }

    private static func vector() throws -> [JSONValue] {
        try #require(try JSONValue(parsing: Array(file("digest-vector.json").utf8)).arrayValue)
    }

    @Test("The example of the protocol is what the hub computes, in any order, and what remains when entries go again")
    func hub() throws {
        let vector = try Self.vector()
        #expect(vector.count == 3)
        func digest(_ entry: JSONValue) throws -> Digest256 {
            let (key, value) = (Array(try #require(entry["key"]?.stringValue).utf8), Array(try #require(entry["value"]?.stringValue).utf8))
            return key.withUnsafeBytes { key in value.withUnsafeBytes { ViewDigest.entry(key: key, value: $0) } }
        }
        var sum = ViewDigest.empty
        for entry in vector {
            #expect(try digest(entry).hex == entry["digest"]?.stringValue)
            sum.add(try digest(entry))
            #expect(sum.hex == entry["sum"]?.stringValue)
        }
        var reversed = ViewDigest.empty
        for entry in vector.reversed() { reversed.add(try digest(entry)) }
        #expect(reversed == sum)
        for entry in vector { sum.remove(try digest(entry)) }
        #expect(sum.hex == String(repeating: "0", count: 64))
    }

    @Test("Both texts of the protocol have the example as it is", arguments: ["PROTOCOL.md", "PROTOCOL.zh-CN.md"])
    func texts(_ name: String) throws {
        let text = try Self.file(name)
        for entry in try Self.vector() {
            let (key, digest, sum) = (entry["key"]?.stringValue ?? "?", entry["digest"]?.stringValue ?? "?", entry["sum"]?.stringValue ?? "?")
            #expect(text.contains("| `\(key)` | `\(digest)` | `\(sum)` |"))
        }
        #expect(text.contains("`\(try Self.vector()[0]["value"]?.stringValue ?? "?")`"))
    }

    @Test("The reference client computes the same")
    func client() throws {
        let script = """
            import json
            from credithub_view import entry_digest
            total = 0
            for entry in json.load(open("digest-vector.json", encoding="utf-8")):
                digest = entry_digest(entry["key"].encode(), entry["value"].encode())
                total = (total + digest) % (1 << 256)
                assert f"{digest:064x}" == entry["digest"] and f"{total:064x}" == entry["sum"], entry["key"]
            print("same")
            """
        #expect(try PythonClient.run(["-c", script]) == "same\n")
    }
}
