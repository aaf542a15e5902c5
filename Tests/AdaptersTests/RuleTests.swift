import Adapters
import Contracts
import Credit
import Testing

@Suite("Sources and steps") struct RuleTests {
    /// What the rules make of a record: `a` (or `amount`) as JSON, or the codes of the faults.
    private func result(_ rules: String, _ record: String, tables: String = "") throws -> String {
        let adapter = try adapter(#"{"format":"json"}"#, fields: rules, #","others":"ignore""# + tables)
        let adapted = try AdaptersTests.record(adapter, record)
        if !adapted.codes.isEmpty { return adapted.codes.map(\.rawValue).joined(separator: " ") }
        let value = adapted.value
        return (value?["a"] ?? value?["amount"] ?? value?["flag"] ?? value?["list"])?.jsonText ?? "nothing"
    }

    @Test("each source", arguments: [
        (#""from":"X""#, #"{"X":" 　一 \t"}"#, #""一""#),
        (#""from":"X""#, #"{"X":"  "}"#, "nothing"),
        (#""from":"X""#, #"{"X":null}"#, "nothing"),
        (#""from":"X""#, #"{}"#, "nothing"),
        (#""from":"X""#, #"{"X":12.50}"#, #""12.50""#),
        (#""from":"X""#, #"{"X":true}"#, #""true""#),
        (#""from":"X""#, #"{"X":"a\u4e91\n\"b"}"#, #""a云\n\"b""#),
        (#""from":"X""#, #"{"X":{"Y":1}}"#, "CH2002"),
        (#""from":"X""#, #"{"X":[]}"#, "CH2002"),
        (#""from":"p/q/r""#, #"{"p":{"q":{"r":"深"},"s":1}}"#, #""深""#),
        (#""from":"p/q""#, #"{"p":null}"#, "nothing"),
        (#""from":"p/q""#, #"{"p":"x"}"#, "CH2002"),
        (#""firstOf":["X","Y"]"#, #"{"X":"","Y":"二"}"#, #""二""#),
        (#""firstOf":["X","Y"]"#, #"{"Y":"二","X":"一"}"#, #""一""#),
        (#""firstOf":["X","Y"]"#, #"{"Z":"二"}"#, "nothing"),
        (#""join":{"of":["X","Y","Z"],"with":"、"}"#, #"{"X":"一","Z":" 三 "}"#, #""一、三""#),
        (#""join":{"of":["X","Y"],"with":""}"#, #"{"Z":"三"}"#, "nothing"),
        (#""text":"云罚〔{X}〕{Y}号""#, #"{"X":2025,"Y":"7"}"#, #""云罚〔2025〕7号""#),
        (#""text":"云罚〔{X}〕{Y}号""#, #"{"X":2025}"#, "nothing"),
        (#""text":"{X}""#, #"{"X":{}}"#, "CH2002"),
        (#""value":"固定""#, #"{}"#, #""固定""#),
        (#""binding":"code""#, #"{}"#, #""11990100MB9901024C""#),
        (#""binding":"name""#, #"{}"#, #""云岭县某局""#),
        (#""binding":"region""#, #"{}"#, #""990100""#),
        (#""binding":"party""#, #"{}"#, #""office""#),
    ])
    func sources(source: String, record: String, expected: String) throws {
        #expect(try result(#"{"to":"a",\#(source)}"#, record) == expected)
    }

    @Test("fixed numbers and booleans, and structures as they are")
    func literals() throws {
        #expect(try result(#"{"to":"amount","value":1.50}"#, "{}") == "1.5")
        #expect(try result(#"{"to":"flag","value":true}"#, "{}") == "true")
        #expect(try result(#"{"to":"flag","from":"X"}"#, #"{"X":"false"}"#) == "false")
        #expect(try result(#"{"to":"flag","from":"X"}"#, #"{"X":"否"}"#) == #""否""#)
        #expect(try result(#"{"to":"list","from":"X"}"#, #"{"X":["一", "二"]}"#) == #"["一","二"]"#)
        #expect(try result(#"{"to":"list","from":"X"}"#, #"{"X":"一"}"#) == #""一""#)
    }

    @Test("each step", arguments: [
        (#""clean":["halfwidth"]"#, "（ＡＢＣ）１２３！～　x", "(ABC)123!~ x"),
        (#""clean":["blanks"]"#, "a 　b\u{00A0}\tc", "abc"),
        (#""clean":["hyphens"]"#, "-1-2－", "12－"),
        (#""clean":["halfwidth","hyphens"]"#, "1－2", "12"),
        (#""clean":["hyphens"]"#, "---", "nothing"),
        (#""clean":["upper"]"#, "abzé云", "ABZé云"),
        (#""split":{"at":"至","item":0}"#, "2025-01-01 至 2025-12-31", "2025-01-01"),
        (#""split":{"at":"至","item":1}"#, "2025-01-01 至 2025-12-31", "2025-12-31"),
        (#""split":{"at":"至","item":2}"#, "2025-01-01 至 2025-12-31", "nothing"),
        (#""split":{"at":"->","item":1}"#, "-->->-", "nothing"),
        (#""split":{"at":",","item":1}"#, "a,,b", "nothing"),
        (#""items":{"at":",","with":";"}"#, " 一, 二,,三,", "一;二;三"),
        (#""items":{"at":"，","with":""}"#, "一，二", "一二"),
        (#""items":{"at":",","with":";"},"values":{"1":"警告","2":"罚款"}"#, "1,2", "警告;罚款"),
        (#""items":{"at":",","with":";"},"values":{"1":"警告","2":null}"#, "2,1,2", "警告"),
        (#""items":{"at":",","with":";"},"values":{"1":null}"#, "1", "nothing"),
        (#""items":{"at":",","with":";"},"values":{"1":"警告"}"#, "1,9", "CH2004"),
        (#""items":{"at":",","with":";"},"dates":["yyyyMMdd"]"#, "20250101,20250102", "2025-01-01;2025-01-02"),
        (#""values":{"1":"警告"}"#, "1", "警告"),
        (#""values":{"1":null}"#, "1", "nothing"),
        (#""values":{"1":"警告"}"#, "2", "CH2004"),
        (#""values":"t""#, "甲", "乙"),
        (#""values":{"1":"警告"},"otherwise":"refuse""#, "2", "CH2004"),
        (#""values":{"1":"警告"},"otherwise":"keep""#, "2", "2"),
        (#""values":{"1":"警告"},"otherwise":{"value":"其他-{}"}"#, "没收", "其他-没收"),
        (#""values":{"1":"警告"},"otherwise":{"value":"{}/{}"}"#, "x", "x/x"),
        (#""values":{"1":"警告"},"otherwise":{"value":"其他"}"#, "x", "其他"),
        (#""values":{"1":"20250203"},"dates":["yyyyMMdd"]"#, "1", "2025-02-03"),
        (#""dates":["yyyyMMdd"]"#, "20250230", "20250230"),
        (#""dates":["yyyyMMdd"]"#, "202502011", "202502011"),
        (#""dates":["yyyy-MM-dd HH:mm:ss"]"#, "2025-02-01 23:59:59", "2025-02-01"),
        (#""dates":["yyyy-MM-dd HH:mm:ss"]"#, "2025-02-01 24:00:00", "2025-02-01 24:00:00"),
        (#""dates":["yyyy年M月d日"]"#, "2025年2月1日", "2025-02-01"),
        (#""dates":["yyyy年M月d日"]"#, "2025年12月31日", "2025-12-31"),
        (#""dates":["yyyy-MM-dd"]"#, "2025-2-01", "2025-2-01"),
        (#""dates":["dd.MM.yyyyTHH:mm"]"#, "01.02.2025T08:30", "2025-02-01"),
        (#""dates":["yyyy/M/d","yyyyMMdd"]"#, "20250201", "2025-02-01"),
        (#""dates":["epochSeconds"]"#, "1735660800", "2025-01-01"),
        (#""dates":["epochSeconds"]"#, "1735660799", "2024-12-31"),
        (#""dates":["epochMilliseconds"]"#, "1735660800000", "2025-01-01"),
        (#""dates":["epochMilliseconds"]"#, "-1", "1970-01-01"),
        (#""dates":["epochMilliseconds"]"#, "9999999999999999", "9999999999999999"),
        (#""dates":["epochMilliseconds"]"#, "1.5", "1.5"),
    ])
    func steps(step: String, value: String, expected: String) throws {
        let record = #"{"X":\#(JSONText(value))}"#
        let result = try result(#"{"to":"a","from":"X",\#(step)}"#, record, tables: #","tables":{"t":{"甲":"乙"}}"#)
        #expect(result == (expected == "nothing" || expected.hasPrefix("CH") ? expected : JSONText(expected)))
    }

    private func JSONText(_ text: String) -> String { "\"\(text.replacing("\t", with: "\\t"))\"" }

    @Test("numbers of number fields, and units", arguments: [
        ("", "12.50", "12.5"), ("", "1,234,567.8", "1234567.8"), ("", "1,23", "\"1,23\""), ("", "1234,567", "\"1234,567\""),
        ("", "0,123", "\"0,123\""), ("", "+007.10", "7.1"), ("", "-.5", "-0.5"), ("", "5.", "\"5.\""), ("", ".", "\".\""), ("", "0", "0"),
        ("", "00", "0"), ("", "-0", "0"), ("", "1.5E4", "15000"), ("", "1e", "\"1e\""), ("", "三", "\"三\""), ("", "5元", "\"5元\""),
        ("", "１", "\"１\""), (#","clean":["halfwidth"]"#, "１", "1"),
        ("", "123456789012345678901234.5", "123456789012345678901234.5"),
        (#","unit":"元→万元""#, "2000", "0.2"), (#","unit":"元→万元""#, "1,234.56", "0.123456"), (#","unit":"元→万元""#, "1e4", "1"),
        (#","unit":"万元→元""#, "0.2", "2000"), (#","unit":"分→元""#, "150", "1.5"), (#","unit":"分→万元""#, "1", "0.000001"),
        (#","unit":"千元→万元""#, "25", "2.5"), (#","unit":"亿元→万元""#, "1.00005", "10000.5"), (#","unit":"元→万元""#, "无", "\"无\""),
        (#","number":true"#, "1", "1"), (#","values":{"甲":"3"}"#, "甲", "3"),
    ])
    func numbers(step: String, value: String, expected: String) throws {
        #expect(try result(#"{"to":"amount","from":"X"\#(step)}"#, #"{"X":"\#(value)"}"#) == expected)
    }

    @Test func aJSONNumberIsANumber() throws {
        #expect(try result(#"{"to":"amount","from":"X","unit":"元→万元"}"#, #"{"X":2.5e3}"#) == "0.25")
        #expect(try result(#"{"to":"a","from":"X","values":{"2":"罚款"}}"#, #"{"X":2}"#) == #""罚款""#)
        #expect(try result(#"{"to":"a","from":"X","dates":["epochMilliseconds"]}"#, #"{"X":1735660800000}"#) == #""2025-01-01""#)
    }

    @Test("when, and the first rule that gives a value", arguments: [
        (#"{"column":"T","is":["1","2"]}"#, #"{"T":"2"}"#, true), (#"{"column":"T","is":["1","2"]}"#, #"{"T":"3"}"#, false),
        (#"{"column":"T","is":["1"]}"#, #"{}"#, false), (#"{"column":"T","is":["1"],"not":true}"#, #"{}"#, true),
        (#"{"column":"T","present":true}"#, #"{"T":" "}"#, false), (#"{"column":"T","present":true}"#, #"{"T":0}"#, true),
        (#"{"column":"T","present":true,"not":true}"#, #"{}"#, true), (#"{"column":"T","startsWith":["92","93"]}"#, #"{"T":"9301"}"#, true),
        (#"{"column":"T","startsWith":["92"],"not":true}"#, #"{"T":"9201"}"#, false),
    ])
    func conditions(when: String, record: String, holds: Bool) throws {
        let rules = #"{"to":"a","value":"是","when":\#(when)},{"to":"a","from":"Z"},{"to":"a","value":"否"}"#
        #expect(try result(rules, record) == (holds ? #""是""# : #""否""#))
    }

    @Test func aRefusedValueIsNotReplacedByTheNextRule() throws {
        #expect(try result(#"{"to":"a","from":"X","values":{"1":"一"}},{"to":"a","value":"否"}"#, #"{"X":"2"}"#) == "CH2004")
        #expect(try result(#"{"to":"a","from":"X","values":{"1":null}},{"to":"a","value":"否"}"#, #"{"X":"1"}"#) == #""否""#)
    }

    @Test("texts that stand for nothing")
    func emptyTexts() throws {
        let adapter = try adapter(#"{"format":"json","empty":["NULL","/"]}"#, fields: #"{"to":"a","from":"X"},{"to":"b","from":"Y"},{"to":"c","from":"Z"}"#)
        #expect(try record(adapter, #"{"X":" NULL ","Y":"/","Z":"//"}"#).json == #"{"kind":"企业","code":"c","number":"1","c":"//"}"#)
    }
}
