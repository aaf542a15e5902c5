import Adapters
import Contracts
import Credit
import Testing

@Suite("XML") struct XMLTests {
    private func load(_ path: String = "D/R", _ members: String = "") throws -> Adapter {
        try adapter(
            #"{"format":"xml","records":"\#(path)"}"#, fields: #"{"to":"a","from":"X"},{"to":"b","from":"p/Y"}"#, members)
    }

    @Test("texts of elements and paths, prefixes and attributes left aside", arguments: [
        "<D><R><X>一</X><p><Y>二</Y></p></R></D>",
        "<n:D xmlns:n='u'><n:R id='7'><n:X a='b'>一</n:X><n:p><m:Y>二</m:Y></n:p></n:R></n:D>",
        "<D>\n <R>\n  <X> 一\u{3000}</X>\n  <p>\n   <Y>二</Y>\n  </p>\n </R>\n</D>",
        "<R><p><Y>二</Y></p><X>一</X></R>",
        "<D><R><X>&#x4E00;</X><p><Y><![CDATA[二]]></Y></p></R></D>",
    ])
    func texts(message: String) throws {
        let adapted = try record(try load(), message)
        #expect(adapted.json == #"{"kind":"企业","code":"c","number":"1","a":"一","b":"二"}"#)
        #expect(adapted.codes.isEmpty)
    }

    @Test("an element that holds elements is no text; a column may occur once; text between columns is a fault")
    func faultsOfRecords() throws {
        func fault(_ content: String) throws -> [String] {
            try record(try load(), "<D><R>\(content)</R></D>").record.faults.map { "\($0.code.rawValue) \($0.column ?? "-")" }
        }
        #expect(try fault("<X>a<b/></X>") == ["CH2002 X"])
        #expect(try fault("<X>a</X><X>b</X>") == ["CH1006 X"])
        #expect(try fault("<X/><X>b</X>") == ["CH1006 X"])
        #expect(try fault("loose<X>a</X>") == ["CH2002 -"])
        #expect(try fault("&#x20;<X>a</X>&#9;<!-- c --><![CDATA[ ]]>") == [])
        #expect(try fault("<p>loose<Y/></p>") == ["CH2002 p"])
        #expect(try fault("<p><Z/></p><W><X/></W>") == ["CH2007 p/Z", "CH2007 W"])
    }

    @Test("what is not well-formed is told with its place", arguments: [
        ("<D>\n<R></D>", 2, 4), ("<!DOCTYPE D [<!ENTITY a \"b\">]><D/>", 1, 1), ("<D>&a;</D>", 1, 4), ("<D>\n 云&nbsp;</D>", 2, 3),
        ("<D><R>\u{1}</R></D>", 1, 7), ("<D/><D/>", 1, 5), ("text", 1, 1), ("<D>", 1, 4), ("<D a=1/>", 1, 6), ("<D a='<'/>", 1, 7),
    ])
    func refused(message: String, line: Int, column: Int) throws {
        let all = faults(try load(), message)
        #expect(all.map(\.code) == [.notXML])
        #expect(all.first?.message.en.contains("line \(line), column \(column) ") == true, "\(all)")
    }

    @Test func deepElements() throws {
        func nested(_ levels: Int) -> String {
            "<D><R><G>" + String(repeating: "<e>", count: levels - 3) + String(repeating: "</e>", count: levels - 3) + "</G></R></D>"
        }
        let adapter = try load("D/R", #","ignored":["G"]"#)
        #expect(try record(adapter, nested(64)).codes.isEmpty)
        #expect(faults(adapter, nested(65)).map(\.keyword) == ["tooDeep"])
        #expect(faults(adapter, nested(1_000_000)).map(\.keyword) == ["tooDeep"])
    }

    @Test("only elements of the path are records", arguments: [
        ("<D><E><R><X>1</X></R></E></D>", 0), ("<E><R><X>1</X></R></E>", 0), ("<D><R><R/></R><R/></D>", 2), ("<D><R/><E/><R/></D>", 2),
    ])
    func path(message: String, count: Int) throws {
        let adapter = try load("D/R", #","others":"ignore""#)
        switch run(adapter, Array(message.utf8)) {
        case .success(let all): #expect(all.count == count)
        case .failure(let faults): #expect(faults.all.map(\.code) == [.noRecords] && count == 0)
        }
    }

    @Test func longerPaths() throws {
        let adapter = try load("S/B/R")
        let all = try records(adapter, "<S><B><R><X>1</X></R></B><C><R/></C><B><R><X>2</X></R><R/></B></S>")
        #expect(all.map { $0.value?["a"]?.stringValue } == ["1", "2", nil])
        #expect(all.map { String(decoding: $0.original, as: UTF8.self) } == ["<R><X>1</X></R>", "<R><X>2</X></R>", "<R/>"])
    }
}
