import Adapters
import Contracts
import Credit
import Testing

@Suite("Formats and encodings") struct FormatTests {
    static let encodings = ["UTF-8", "GB18030", "auto/UTF-8", "auto/GB18030"]

    private func bytes(_ text: String, _ encoding: String) -> [UInt8] {
        encoding.hasSuffix("GB18030") ? text.gb18030 : Array(text.utf8)
    }

    private func name(_ encoding: String) -> String { String(encoding.split(separator: "/")[0]) }

    static let messages: [(format: String, input: String, text: String)] = [
        ("json", #""format":"json","records":"/data""#, #"{"head":"头","data":[{"X":"云岭","Y":"1\n二"},{"X":"县𠀀","Y":"二"}]}"#),
        ("csv", #""format":"csv","columns":["X","Y"]"#, "云岭,\"1\n二\"\r\n县𠀀,二\r\n"),
        ("xml", #""format":"xml","records":"D/R""#,
         "<?xml version=\"1.0\" encoding=\"GBK\"?><D><头>x</头><R><X>云岭</X><Y>1\n<![CDATA[二]]></Y></R><R><X>县𠀀</X><Y>二</Y></R></D>"),
    ]

    static var cases: [(String, Int)] { encodings.flatMap { encoding in messages.indices.map { (encoding, $0) } } }

    @Test("each format in each encoding gives the same records, and each record's bytes alone give it again", arguments: cases)
    func formats(encoding: String, index: Int) throws {
        let message = Self.messages[index]
        let adapter = try adapter(
            "{\(message.input),\"encoding\":\"\(name(encoding))\"}", fields: #"{"to":"a","from":"X"},{"to":"b","from":"Y"}"#)
        let all = try records(adapter, bytes(message.text, encoding))
        try #require(all.count == 2)
        #expect(all[0].json == #"{"kind":"企业","code":"c","number":"1","a":"云岭","b":"1\n二"}"#)
        #expect(all[1].json == #"{"kind":"企业","code":"c","number":"1","a":"县𠀀","b":"二"}"#)
        #expect(all.allSatisfy { $0.record.faults.isEmpty })
        for record in all {
            let alone = try records(adapter, record.original)
            #expect(alone == [record])
            #expect(alone.first?.original == record.original)
        }
        let exact = ["json": #"{"X":"县𠀀","Y":"二"}"#, "csv": "县𠀀,二", "xml": "<R><X>县𠀀</X><Y>二</Y></R>"]
        #expect(all[1].original == bytes(try #require(exact[message.format]), encoding))
    }

    @Test("a byte order mark is dropped", arguments: ["UTF-8", "GB18030", "auto/UTF-8", "auto/GB18030"])
    func byteOrderMark(encoding: String) throws {
        let adapter = try adapter(#"{"format":"csv","columns":["X"],"encoding":"\#(name(encoding))"}"#, fields: #"{"to":"a","from":"X"}"#)
        let all = try records(adapter, bytes("\u{FEFF}云", encoding))
        #expect(all.map(\.json) == [#"{"kind":"企业","code":"c","number":"1","a":"云"}"#])
        #expect(all[0].original == bytes("\u{FEFF}云", encoding))
    }

    @Test("the id of schema-registry serialisers is dropped, where it is")
    func registryPrefix() throws {
        let adapter = try adapter(#"{"format":"json","prefix":"schema-registry"}"#, fields: #"{"to":"a","from":"X"}"#)
        let text = Array(#"[{"X":"1"},{"X":"2"}]"#.utf8)
        let all = try records(adapter, [0, 0, 0, 1, 7] + text)
        #expect(all == (try records(adapter, text)))
        #expect(all.map(\.original) == [Array(#"{"X":"1"}"#.utf8), Array(#"{"X":"2"}"#.utf8)])
        #expect(try records(adapter, [0, 123, 123, 1, 7] + Array(#"{"X":"1"}"#.utf8)).count == 1)
        #expect(faults(adapter, [0, 0, 0, 1, 7]).map(\.code) == [.emptyValue])
        #expect(faults(try plain, [0, 0, 0, 1, 7] + text).map(\.code) == [.notJSON])
    }

    private var plain: Adapter { get throws { try adapter(#"{"format":"json"}"#, fields: #"{"to":"a","from":"X"}"#) } }

    @Test func emptyAndHugeMessages() throws {
        #expect(faults(try plain, "").map(\.code) == [.emptyValue])
        #expect(faults(try plain, "\u{FEFF}").map(\.code) == [.emptyValue])
        #expect(faults(try plain, [UInt8](repeating: 0x20, count: (64 << 20) + 1)).map(\.code) == [.tooLarge])
    }

    @Test("a record that is too long is refused, the others live on")
    func longRecord() throws {
        let long = String(repeating: "长", count: 1000)
        let all = try run(try plain, Array(#"[{"X":"1"},{"X":"\#(long)"},{"X":"3"}]"#.utf8), limits: .init(maxBytes: 2000, maxDepth: 16)).get()
        #expect(all.map(\.codes) == [[], [.tooLarge], []])
        #expect(all.map(\.json) == [#"{"kind":"企业","code":"c","number":"1","a":"1"}"#, "{}", #"{"kind":"企业","code":"c","number":"1","a":"3"}"#])
    }

    @Test("bytes of no encoding are told with their place")
    func badBytes() throws {
        func csv(_ encoding: String) throws -> Adapter {
            try adapter(#"{"format":"csv","columns":["X"],"encoding":"\#(encoding)"}"#, fields: #"{"to":"a","from":"X"}"#)
        }
        let utf8 = faults(try csv("UTF-8"), [0x61, 0x0A, 0x62, 0xFF])
        #expect(utf8.map(\.code) == [.notUTF8])
        #expect(utf8[0].message.en.contains("line 2, column 2"))
        for encoding in ["GB18030", "auto"] {
            let gb = faults(try csv(encoding), [0x61, 0xD4, 0xC6, 0xFF, 0xFF])
            #expect(gb.map(\.code) == [.notGB18030])
            #expect(gb[0].message.en.contains("byte 3"))
            #expect(faults(try csv(encoding), [0x61, 0xD4, 0xC6, 0xD4]).first?.message.zh.contains("字节 3") == true)
        }
        #expect(faults(try plain, [0x22, 0xFF, 0x22]).map(\.code) == [.notUTF8])
    }

    @Test("a message has 1 to 10,000 records", arguments: ["json", "csv", "xml"])
    func counts(format: String) throws {
        let inputs = ["json": #"{"format":"json"}"#, "csv": #"{"format":"csv","columns":["X"]}"#, "xml": #"{"format":"xml","records":"D/R"}"#]
        let adapter = try adapter(try #require(inputs[format]), fields: #"{"to":"a","from":"X"}"#)
        func message(_ count: Int) -> String {
            switch format {
            case "json": "[" + Array(repeating: #"{"X":"1"}"#, count: count).joined(separator: ",") + "]"
            case "csv": "\n" + String(repeating: "1\r\n", count: count)
            default: "<D>" + String(repeating: "<R><X>1</X></R>", count: count) + "</D>"
            }
        }
        #expect(faults(adapter, message(0)).map(\.code) == [.noRecords])
        #expect(try records(adapter, message(10_000)).count == 10_000)
        #expect(faults(adapter, message(10_001)).map(\.code) == [.tooManyRecords])
    }
}
