import Adapters
import SeededRandom
import Testing

@Suite("Whatever comes in") struct RandomBytesTests {
    private static let seeds: [(input: String, text: String)] = [
        (#""format":"json","records":"/d""#, #"{"d":[{"X":"云岭","p":{"Y":"a\u4e91"}},{"X":1}]}"#),
        (#""format":"csv","columns":["X","p/Y"],"header":true"#, "X,p/Y\r\n云岭,\"a\"\"b\n\"\r\n1,2\n"),
        (#""format":"xml","records":"D/R""#, "<D><R><X>云&amp;岭</X><p><Y><![CDATA[a]]></Y></p></R><R><X>1</X></R></D>"),
    ]

    /// Nothing crashes, a reader is as good after a bad message as before, and each record's bytes are a part of the message.
    @Test("mutated bytes", arguments: [0, 1, 2], ["UTF-8", "GB18030", "auto"])
    func mutations(index: Int, encoding: String) throws {
        let seed = Self.seeds[index]
        let adapter = try adapter(
            "{\(seed.input),\"encoding\":\"\(encoding)\",\"prefix\":\"schema-registry\"}",
            fields: #"{"to":"a","from":"X","items":{"at":",","with":";"},"clean":["halfwidth","blanks"]},{"to":"b","from":"p/Y"}"#,
            #","others":"ignore""#)
        let original = encoding == "GB18030" ? seed.text.gb18030 : Array(seed.text.utf8)
        let reader = AdapterReader(adapter, limits: anyLimits)
        let expected = try read(reader, original).get()
        var generator = SeededGenerator(seed: UInt64(index))
        for _ in 0..<4000 {
            var bytes = original
            for _ in 0...Int.random(in: 0..<3, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
                default: bytes = Array(bytes[..<max(1, at)])
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard case .success(let all) = read(reader, bytes) else { continue }
            var rest = bytes[...]
            for record in all {
                let place = try #require(rest.firstRange(of: record.original), "\(bytes)")
                rest = rest[place.upperBound...]
            }
        }
        #expect(try read(reader, original).get() == expected)
    }
}
