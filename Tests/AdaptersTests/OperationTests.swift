import Adapters
import Contracts
import Credit
import Testing

@Suite("Operation, sender and revision") struct OperationTests {
    private let input = #"{"format":"csv","columns":["OP","ID","NO","REV","X","WHY"]}"#
    private let fields = #"{"to":"a","from":"X","values":{"1":"一"}},{"to":"reason","from":"WHY"}"#
    private let members = #","sender":{"id":"ID","row":"NO"},"revision":"REV""#

    private func load(_ operation: String) throws -> Adapter {
        try adapter(input, fields: fields, members + #","operation":\#(operation)"#)
    }

    @Test("a record gets the fields of its own operation")
    func fieldsOfTheOperation() throws {
        let adapter = try load(#"{"from":"OP","values":{"A":"reported","D":"withdrawn"}}"#)
        let all = try records(adapter, "A,i1,1,3,1,why\nD,i2,2,,9,why\n")
        #expect(all.map(\.record.operation) == ["reported", "withdrawn"])
        // What stands in columns that the operation has no field for is not even looked at: 9 is in no table.
        #expect(all.map(\.json) == [
            #"{"kind":"企业","code":"c","number":"1","a":"一"}"#, #"{"kind":"企业","code":"c","number":"1","reason":"why"}"#,
        ])
        #expect(all.map(\.record.senderID) == ["i1", "i2"])
        #expect(all.map(\.record.row) == ["1", "2"])
        #expect(all.map(\.record.revision) == [3, nil])
        #expect(all.allSatisfy { $0.codes.isEmpty })
    }

    @Test("an operation that is not in the table", arguments: ["X", ""])
    func unknownOperation(value: String) throws {
        let adapter = try load(#"{"from":"OP","values":{"A":"reported","D":"withdrawn"}}"#)
        let fault = try #require(try record(adapter, "\(value),,,,,\n").record.faults.first)
        #expect(fault.code == .unknownOperation)
        #expect(fault.column == "OP")
        #expect(fault.expected == "A | D")
        let lenient = try load(#"{"from":"OP","values":{"D":"withdrawn"},"otherwise":"corrected"}"#)
        #expect(try record(lenient, "\(value),,,,,\n").record.operation == "corrected")
    }

    @Test("without a rule the record does not name its operation; that of the message decides the fields")
    func operationOfTheMessage() throws {
        let adapter = try adapter(#"{"format":"csv","columns":["X","WHY"]}"#, fields: fields)
        let withdrawn = try #require(try Note.contract().operation("withdrawn"))
        let reader = AdapterReader(adapter, limits: anyLimits)
        let named = try #require(try read(reader, Array("1,why".utf8), operation: withdrawn).get().first)
        #expect(named.json == #"{"kind":"企业","code":"c","number":"1","reason":"why"}"#)
        #expect(named.record.operation == nil)
        #expect(try record(adapter, "1,why").json == #"{"kind":"企业","code":"c","number":"1","a":"一"}"#)
    }

    @Test func aFixedOperation() throws {
        let adapter = try adapter(
            #"{"format":"csv","columns":["WHY"]}"#, fields: #"{"to":"reason","from":"WHY"}"#, #","operation":{"value":"withdrawn"}"#)
        let adapted = try record(adapter, "why")
        #expect(adapted.record.operation == "withdrawn")
        #expect(adapted.json == #"{"kind":"企业","code":"c","number":"1","reason":"why"}"#)
    }

    @Test("revisions are whole numbers from 1", arguments: [
        ("1", 1), (" 12 ", 12), ("0", nil), ("-1", nil), ("1.0", nil), ("二", nil), ("9999999999999999999", nil),
    ] as [(String, Int?)])
    func revisions(text: String, revision: Int?) throws {
        let adapted = try record(try load(#"{"from":"OP","values":{"A":"reported"}}"#), "A,,,\(text),1,why\n")
        #expect(adapted.record.revision == revision)
        #expect(adapted.record.faults.map(\.code) == (revision == nil ? [.badHeader] : []))
        #expect(adapted.record.faults.first?.column == (revision == nil ? "REV" : nil))
    }

    @Test("the sender's own id is cut, and never a person's number")
    func senderIDs() throws {
        let adapter = try adapter(
            #"{"format":"json"}"#, fields: #"{"to":"a","from":"X"}"#, #","sender":{"id":"ID"}"#)
        func id(_ text: String) throws -> String? { try record(adapter, #"{"ID":"\#(text)"}"#).record.senderID }
        #expect(try id("a\\u0007b\\n\\u2028c") == "abc")
        #expect(try id(String(repeating: "云", count: 30)) == String(repeating: "云", count: 21))
        #expect(try id(String(repeating: "x", count: 64)) == String(repeating: "x", count: 64))
        #expect(try id("11010519491231002X") == nil)
        #expect(try id(String(repeating: "x", count: 100) + "11010519491231002X") == nil)
        #expect(try id(" ") == nil)
    }
}
