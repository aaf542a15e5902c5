import Adapters
import Contracts
import Credit
import JSON
import Testing

@Suite("CSV") struct CSVTests {
    private func load(_ members: String = "", columns: String = #""X","Y""#) throws -> Adapter {
        try adapter(#"{"format":"csv","columns":[\#(columns)]\#(members)}"#, fields: #"{"to":"a","from":"X"},{"to":"b","from":"Y"}"#)
    }

    private func rows(_ adapter: Adapter, _ text: String) throws -> [[String]] {
        try records(adapter, text).map { record in
            try #require(record.codes.isEmpty)
            return [record.value?["a"]?.stringValue ?? "", record.value?["b"]?.stringValue ?? ""]
        }
    }

    @Test("RFC 4180", arguments: [
        ("1,2", [["1", "2"]]), ("1,2\n", [["1", "2"]]), ("1,2\r\n3,4\n", [["1", "2"], ["3", "4"]]),
        ("\n\n1,2\r\n\r\n  \n3,4\n\n", [["1", "2"], ["3", "4"]]),
        ("\"1\",\"2\"", [["1", "2"]]), ("\"a\"\"b\",\"\"\"\"", [["a\"b", "\""]]), ("\"a,b\",c", [["a,b", "c"]]),
        ("\"a\r\nb\",\"c\nd\"\r\ne,f", [["a\r\nb", "c\nd"], ["e", "f"]]), (",", [["", ""]]), ("\"\",\"\"", [["", ""]]),
        (" 1 , 2 ", [["1", "2"]]), ("\" 1 \",2", [["1", "2"]]), ("a'b,`c", [["a'b", "`c"]]), ("1,\"2\"\n", [["1", "2"]]),
    ] as [(String, [[String]])])
    func accepted(text: String, expected: [[String]]) throws {
        #expect(try rows(try load(), text) == expected)
    }

    @Test("what RFC 4180 does not allow is told with its place", arguments: [
        ("1,2\n1,a\"b", 2, 4), ("1,\"a\"b", 1, 6), ("1,\"a\n\nb", 1, 3), ("1,2\r3,4", 1, 4), ("1, \"a\"", 1, 4), ("云,\"a\"\"", 1, 3),
        ("1,2\n\"云\n岭\"x", 3, 3), ("1,2\r", 1, 4),
    ])
    func refused(text: String, line: Int, column: Int) throws {
        let all = faults(try load(), text)
        #expect(all.map(\.code) == [.notCSV])
        #expect(all.first?.message.en.contains("line \(line), column \(column) ") == true, "\(all)")
        #expect(all.first?.message.zh.contains("第 \(line) 行第 \(column) 列") == true)
    }

    @Test("a line with another number of columns is refused alone")
    func columnCount() throws {
        let all = try records(try load(), "1,2\n1\n1,2,3\n\"1,2\"\n3,4\n")
        #expect(all.map(\.codes) == [[], [.columnCount], [.columnCount], [.columnCount], []])
        #expect(all[2].record.faults[0].message.en.contains("2 columns expected, 3 found"))
        #expect(all[2].json == "{}")
        #expect(String(decoding: all[2].original, as: UTF8.self) == "1,2,3")
        #expect(try record(try load(), "1,2,3").codes == [.columnCount])
    }

    @Test("other separators", arguments: [(";", ";"), ("|", "|"), ("\\t", "\t")])
    func separators(name: String, separator: String) throws {
        let adapter = try load(#","separator":"\#(name)""#)
        #expect(try rows(adapter, "1,5\(separator)\"2\(separator)\"") == [["1,5", "2\(separator)".trimmed]])
    }

    @Test("a header that repeats the columns is no record; one that does not agree stops the message")
    func header() throws {
        let adapter = try load(#","header":true"#)
        #expect(try rows(adapter, "X,Y\n1,2\n") == [["1", "2"]])
        #expect(try rows(adapter, "\"X\", Y \r\n1,2\n") == [["1", "2"]])
        #expect(try rows(adapter, "1,2\n3,4\n") == [["1", "2"], ["3", "4"]])
        #expect(faults(adapter, "X,Y\n").map(\.code) == [.noRecords])
        for other in ["Y,X", "X", "X,Z", "X,Y,Z", "Z,Y"] {
            #expect(faults(adapter, "\(other)\n1,2\n").map(\.code) == [.notCSV], "\(other)")
        }
        // Without `header` the line is a record like any other.
        #expect(try rows(try load(), "X,Y\n1,2\n").count == 2)
    }

    @Test("columns named by the contract: codes and titles")
    func contractColumns() throws {
        let contract = try Note.contract()
        let adapter = try Adapter.columns(of: contract, format: .csv, header: ["number", "金额", " 甲 "])
        let adapted = try record(adapter, "number,金额,甲\n7,\"1,000.50\",一\n")
        #expect(adapted.json == #"{"number":"7","a":"一","amount":1000.5}"#)
        #expect(adapter.column(of: "amount") == "金额")
        #expect(adapter.column(of: "b") == nil)
        for (header, place) in [(["number", "nothing"], "/1"), (["a", "b", "甲"], "/2"), ([], "")] {
            let error = #expect(throws: AdapterLoadError.self) { try Adapter.columns(of: contract, format: .csv, header: header) }
            #expect(error?.pointer == place)
        }
        for (format, message) in [(Adapter.Format.json, #"{"number":"7","金额":1000.50,"甲":"一"}"#), (.xml, "<甲乙><number>7</number><金额>1,000.50</金额><甲>一</甲></甲乙>")] {
            let adapter = try Adapter.columns(of: contract, format: format, header: [])
            #expect(try record(adapter, message) == adapted)
        }
        let xml = try Adapter.columns(of: contract, format: .xml, header: [])
        let rows = try records(xml, "<D><R><number>7</number></R><R><number>8</number><其他>1</其他></R></D>")
        #expect(rows.map(\.json) == [#"{"number":"7"}"#, #"{"number":"8"}"#])
        #expect(rows.map(\.codes) == [[], [.unknownField]])
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix("\t") ? String(dropLast()) : self }
}
