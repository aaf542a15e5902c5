import Adapters
import Contracts
import Credit
import Testing

@Suite("Faults of mapping") struct FaultTests {
    private func fault(_ fields: String, _ record: String, _ members: String = "") throws -> Fault {
        let all = try AdaptersTests.record(adapter(#"{"format":"json"}"#, fields: fields, members), record).record.faults
        try #require(all.count == 1)
        return all[0]
    }

    @Test func aValueThatNoTableHas() throws {
        let fault = try fault(#"{"to":"a","from":"KIND","values":{"1":"一","2":"二"}}"#, #"{"KIND":"九"}"#)
        #expect(fault.code == .notInCodeTable)
        #expect(fault.path == "/a")
        #expect(fault.column == "KIND")
        #expect(fault.keyword == "adapter")
        #expect(fault.expected == "1 | 2")
        #expect(fault.value == "九")
        #expect(fault.message.zh.contains("KIND") && fault.message.zh.contains("甲（a）"))
        #expect(fault.message.en.contains("KIND") && fault.message.en.contains("a:"))
    }

    @Test("what was expected is cut to 160 characters")
    func longTables() throws {
        let rows = (0..<100).map { "\"代码\($0)\":\"x\"" }.joined(separator: ",")
        let fault = try fault(#"{"to":"a","from":"X","values":{\#(rows)}}"#, #"{"X":"九"}"#)
        #expect(fault.expected?.count == 160)
    }

    @Test("values of fields that are masked, not public or look like numbers of persons are not told")
    func privacy() throws {
        for field in ["secret", "c"] {
            let fault = try fault(#"{"to":"\#(field)","from":"X","values":{"1":"一"}}"#, #"{"X":"张三"}"#)
            #expect(fault.value == nil)
            #expect(!"\(fault)".contains("张三"))
        }
        for number in ["11010519491231002X", "13800138000", "１３８００１３８０００"] {
            let fault = try fault(#"{"to":"a","from":"X","values":{"1":"一"}}"#, #"{"X":"\#(number)"}"#)
            #expect(fault.value == nil)
            #expect(!"\(fault)".contains(number.prefix(8)))
        }
        #expect(try fault(#"{"to":"a","from":"X","values":{"1":"一"}}"#, #"{"X":"\#(String(repeating: "长", count: 50))"}"#).value?.count == 41)
    }

    @Test("unknown columns: named, at most twenty")
    func unknownColumns() throws {
        let adapter = try adapter(#"{"format":"json"}"#, fields: #"{"to":"a","from":"p/q"}"#, #","ignored":["G","p/h"]"#)
        let some = try record(adapter, #"{"新":1,"G":{"x":1},"p":{"q":"1","h":1,"z":2},"11010519491231002X":1}"#)
        #expect(some.codes == [.unknownField, .unknownField, .unknownField])
        #expect(some.record.faults.map(\.column) == ["新", "p/z", nil])
        #expect(some.record.faults.allSatisfy { $0.path.isEmpty && !$0.message.en.contains("1949") })
        #expect(some.value?["a"] == .string("1"))
        let many = (0..<30).map { "\"n\($0)\":1" }.joined(separator: ",")
        #expect(try record(adapter, "{\(many)}").codes.count == 20)
        let long = String(repeating: "列", count: 100)
        #expect(try record(adapter, "{\"\(long)\":1}").record.faults.first?.column?.count == 64)
        let lenient = try AdaptersTests.adapter(#"{"format":"json"}"#, fields: #"{"to":"a","from":"p/q"}"#, #","others":"ignore""#)
        #expect(try record(lenient, #"{"新":1,"p":{"z":1}}"#).codes == [])
    }

    @Test("all faults of a record at once, and the fields that are right all the same")
    func allAtOnce() throws {
        let adapter = try adapter(
            #"{"format":"json"}"#,
            fields: #"{"to":"a","from":"X","values":{"1":"一"}},{"to":"b","from":"Y","values":{"1":"一"}},{"to":"c","from":"Z"}"#,
            #","operation":{"from":"O","values":{"A":"reported"}},"revision":"R""#)
        let adapted = try record(adapter, #"{"X":"8","Y":"9","Z":"好","O":"?","R":"x","N":1}"#)
        #expect(Set(adapted.codes) == [.notInCodeTable, .unknownOperation, .badHeader, .unknownField])
        #expect(adapted.codes.count == 5)
        #expect(adapted.json == #"{"kind":"企业","code":"c","number":"1","c":"好"}"#)
    }

    @Test("a record that is no object is refused alone")
    func noObject() throws {
        let adapter = try adapter(#"{"format":"json","records":"/d"}"#, fields: #"{"to":"a","from":"X"}"#)
        let all = try records(adapter, #"{"d":[{"X":"1"},"text",[1],{"X":"2"}]}"#)
        #expect(all.map(\.codes) == [[], [.wrongType], [.wrongType], []])
        #expect(all[1].record.faults[0].path == "")
        #expect(String(decoding: all[1].original, as: UTF8.self) == "\"text\"")
        #expect(String(decoding: all[2].original, as: UTF8.self) == "[1]")
    }

    @Test("a message without its records", arguments: [#"{"e":1}"#, #"{"d":"x"}"#, #"{"d":null}"#, "3", "[1]", #"{"d":[]}"#])
    func noRecords(message: String) throws {
        let adapter = try adapter(#"{"format":"json","records":"/d"}"#, fields: #"{"to":"a","from":"X"}"#)
        #expect(faults(adapter, message).map(\.code) == [.noRecords])
    }

    @Test("text that is not JSON", arguments: [("{\"X\":1", FaultCode.notJSON), ("{\"X\":1,\"X\":2}", .duplicateName), ("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", .tooDeep)])
    func notJSON(message: String, code: FaultCode) throws {
        let adapter = try adapter(#"{"format":"json"}"#, fields: #"{"to":"a","from":"X"}"#)
        #expect(faults(adapter, message).map(\.code) == [code])
    }

    @Test func theColumnsOfFields() throws {
        let adapter = try adapter(
            #"{"format":"json"}"#, fields: #"{"to":"a","from":"X"},{"to":"b","binding":"code"},{"to":"b","join":{"of":["Y","Z"],"with":""}}"#)
        #expect(adapter.column(of: "a") == "X")
        #expect(adapter.column(of: "b") == "Y、Z")
        #expect(adapter.column(of: "number") == nil)
        #expect(adapter.column(of: "nothing") == nil)
    }
}
