import Foundation
import Glibc
import JSON
import TestSupport
import Testing

/// `credithub publish` up to the point where it would send something.
@Suite struct PublishCommandTests {
    // MARK: Means

    /// The fields of a good penalty, in the order of the files.
    static let penalty: [(code: String, title: String, value: String)] = [
        ("CF_XDR_MC", "行政相对人名称", "云岭示例食品有限公司"), ("CF_XDR_LB", "行政相对人类别", "法人及非法人组织"),
        ("CF_XDR_SHXYM", "行政相对人代码_1(统一社会信用代码)", "91990100MA1YL00123"), ("CF_FRDB", "法定代表人", "示例一"),
        ("CF_WSH", "行政处罚决定书文号", "云市监罚〔2025〕101号"), ("CF_WFXW", "违法行为类型", "经营标签不符合规定的食品"),
        ("CF_SY", "违法事实", "2025年5月12日检查发现，当事人销售的糕点标签未标明生产日期，货值金额320元。"),
        ("CF_YJ", "处罚依据", "《中华人民共和国食品安全法》第一百二十五条第一款第二项"), ("CF_CFLB", "处罚类别", "罚款;没收非法财物"),
        ("CF_NR", "处罚内容", "1.没收违法经营的食品12盒，货值320元；2.罚款5000元。"), ("CF_NR_FK", "罚款金额(万元)", "0.5"),
        ("CF_NR_WFFF", "没收违法所得、没收非法财物的金额(万元)", "0.032"), ("CF_JDRQ", "处罚决定日期", "2025-06-10"),
        ("CF_YXQ", "处罚有效期", "2026-06-10"), ("CF_GSJZQ", "公示截止期", "2026-06-10"), ("CF_CFJG", "处罚机关", "云岭县市场监督管理局"),
        ("CF_CFJGDM", "处罚机关统一社会信用代码", "11990100MB9901016H"), ("CF_SJLY", "数据来源单位", "云岭县市场监督管理局"),
        ("CF_SJLYDM", "数据来源单位统一社会信用代码", "11990100MB9901016H"),
    ]

    /// A penalty with a number of its own, and some fields changed.
    static func row(_ number: Int, _ changes: [String: String] = [:]) -> [String] {
        penalty.map { changes[$0.code] ?? ($0.code == "CF_WSH" ? "云市监罚〔2025〕\(number)号" : $0.value) }
    }

    static func line(_ cells: [String], _ separator: String = ",") -> String {
        cells.map { cell in
            cell.contains { $0 == "\"" || $0 == "\n" || $0.description == separator } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
        }.joined(separator: separator)
    }

    static func csv(_ rows: [[String]], separator: String = ",", titles: Bool = false) -> String {
        ([penalty.map { titles ? $0.title : $0.code }] + rows).map { line($0, separator) }.joined(separator: "\r\n") + "\r\n"
    }

    static func object(_ row: [String], titles: Bool = false) -> String {
        let members = zip(penalty, row).map { field, value in
            let isNumber = field.code == "CF_NR_FK" || field.code == "CF_NR_WFFF"
            return "\"\(titles ? field.title : field.code)\":" + (isNumber ? value : "\"\(value)\"")
        }
        return "{\(members.joined(separator: ","))}"
    }

    static func xml(_ rows: [[String]]) -> String {
        let records = rows.map { row in
            "<ROW>\n" + zip(penalty, row).map { "<\($0.code)>\($1)</\($0.code)>\n" }.joined() + "</ROW>\n"
        }
        return "<?xml version=\"1.0\"?>\n<ROWS>\n\(records.joined())</ROWS>\n"
    }

    static func gb18030(_ text: String) -> Data {
        let handle = iconv_open("GB18030", "UTF-8")
        defer { iconv_close(handle) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 2)
        var left = input.count
        var free = output.count
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var from = input.baseAddress
                var to = output.baseAddress
                _ = iconv(handle, &from, &left, &to, &free)
            }
        }
        return Data(output.prefix(output.count - free).map { UInt8(bitPattern: $0) })
    }

    private static let good = [row(101), row(102), row(103)]

    private func publish(_ file: String, _ more: [String] = []) throws -> Program.Result {
        try Program.run(
            ["publish", "--party", "market-regulation", "--record", "administrative-penalty", "--dry-run", "--today", "2026-11-21", file] + more)
    }

    /// The lines of JSON behind a dry run: one for each record, and the summary.
    private func outcomes(_ content: String, named name: String, _ more: [String] = []) throws -> (status: Int32, records: [JSONValue], summary: JSONValue) {
        let file = try TemporaryFile(content, named: name)
        let result = try publish(file.path, ["--json"] + more)
        let lines = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        let summary = try #require(lines.last?["summary"], "\(result.errors)")
        return (result.status, lines.dropLast(), summary)
    }

    private func codes(_ record: JSONValue) -> [String] {
        (record["errors"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
    }

    // MARK: Forms of files

    @Test(arguments: ["codes.csv", "titles.csv", "lines.jsonl", "lines.json", "lines.ndjson", "array.json", "titles.json", "rows.xml"])
    func everyFormIsRead(_ name: String) throws {
        let rows = Self.good
        let content: String
        let lines: [Int]
        switch name {
        case "codes.csv": (content, lines) = (Self.csv(rows), [2, 3, 4])
        case "titles.csv": (content, lines) = ("\u{feff}" + Self.csv(rows, titles: true), [2, 3, 4])
        case "array.json": (content, lines) = ("[\n" + rows.map { Self.object($0) }.joined(separator: ",\n\n") + "]", [2, 4, 6])
        case "titles.json": (content, lines) = ("[" + rows.map { Self.object($0, titles: true) }.joined(separator: ",\n") + "]", [1, 2, 3])
        case "rows.xml": (content, lines) = (Self.xml(rows), [3, 24, 45])
        default: (content, lines) = (rows.map { Self.object($0) }.joined(separator: "\n") + "\n", [1, 2, 3])
        }
        let result = try outcomes(content, named: name)
        #expect(result.status == 0)
        #expect(result.records.map { $0["status"]?.stringValue } == ["valid", "valid", "valid"], "\(result.records.map(codes))")
        #expect(result.records.map { $0["line"]?.intValue } == lines)
        #expect(result.summary["valid"]?.intValue == 3)
        #expect(result.summary["refused"]?.intValue == 0)
    }

    @Test func oneObjectIsOneRecord() throws {
        let spread = Self.object(Self.row(101)).replacing(",\"", with: ",\n\"")
        let result = try outcomes(spread, named: "one.json")
        #expect(result.status == 0)
        #expect(result.records.count == 1)
    }

    @Test func whatExcelSavesInChineseIsRead() throws {
        let file = try TemporaryFile("", named: "excel.csv")
        try Self.gb18030(Self.csv(Self.good, titles: true)).write(to: URL(fileURLWithPath: file.path))
        for encoding in [[], ["--encoding", "GB18030"], ["--encoding", "auto"]] {
            let result = try publish(file.path, encoding)
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            #expect(result.output == "3 records: 3 good, not published\n")
        }
        let wrong = try publish(file.path, ["--encoding", "UTF-8"])
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("line 1"))
        #expect(wrong.errors.split(separator: "\n").count == 1)
    }

    @Test func bytesOfNoEncodingAreToldWithTheirLine() throws {
        let file = try TemporaryFile("", named: "bytes.csv")
        var bytes = Array(Self.csv(Self.good).utf8)
        let second = try #require(bytes.firstIndex(of: 0x0a)) + 3
        bytes.insert(contentsOf: [0xff, 0xff], at: second)
        try Data(bytes).write(to: URL(fileURLWithPath: file.path))
        let result = try publish(file.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("line 2"))
    }

    @Test func otherSeparators() throws {
        for (separator, word) in [(";", ";"), ("|", "|"), ("\t", "tab")] {
            // The penalty's kinds hold a semicolon, which then has to be quoted.
            let result = try outcomes(Self.csv(Self.good, separator: separator), named: "x.csv", ["--separator", word])
            #expect(result.status == 0, "\(word)")
        }
        let file = try TemporaryFile(Self.csv(Self.good, separator: "|"), named: "x.csv")
        let result = try publish(file.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("--separator"))
    }

    @Test func theFormatCanBeNamed() throws {
        let file = try TemporaryFile(Self.csv(Self.good), named: "data.txt")
        let unnamed = try publish(file.path)
        #expect(unnamed.status == 2)
        #expect(unnamed.errors.contains("--format"))
        #expect(try publish(file.path, ["--format", "csv"]).status == 0)
    }

    // MARK: Lines

    @Test func faultsStandAtTheirLines() throws {
        let rows = [Self.row(101), Self.row(102, ["CF_CFJGDM": "11990100MB99010160"]), Self.row(103, ["CF_NR_FK": "abc", "CF_JDRQ": ""])]
        let result = try outcomes(Self.csv(rows, titles: true), named: "bad.csv")
        #expect(result.status == 1)
        #expect(result.records.map { $0["status"]?.stringValue } == ["valid", "refused", "refused"])
        #expect(result.records.map { $0["line"]?.intValue } == [2, 3, 4])
        #expect(Set(codes(result.records[1])) == ["CH2010", "CH3003"])
        #expect(codes(result.records[2]).sorted() == ["CH2001", "CH2002"])
        let columns = (result.records[2]["errors"]?.arrayValue ?? []).compactMap { $0["column"]?.stringValue }
        #expect(Set(columns) == ["罚款金额(万元)", "处罚决定日期"])

        let file = try TemporaryFile(Self.csv(rows, titles: true), named: "bad.csv")
        let shown = try publish(file.path, ["--lang", "zh"])
        #expect(shown.status == 1)
        #expect(shown.output.contains(" 3  CH2010  处罚机关统一社会信用代码"))
        #expect(shown.output.contains(" 4  CH2001  处罚决定日期"))
        #expect(shown.output.hasSuffix("共 3 条记录：检查不合格 2，合格未发布 1\n"))
    }

    @Test func oneNotNamedInItsLineSpoilsNoOther() throws {
        // A cell of three lines, then a line whose quotes are wrong, then a good one.
        let long = Self.row(101, ["CF_SY": "一\n二\n\"三\""])
        let broken = "\"open,\(Self.line(Self.row(102)))"
        let content = [Self.line(Self.penalty.map(\.code)), Self.line(long), broken, Self.line(Self.row(103)), ",,,", ""].joined(separator: "\n")
        let result = try outcomes(content, named: "long.csv")
        #expect(result.records.map { $0["line"]?.intValue } == [2, 5, 6])
        #expect(codes(result.records[1]) == ["CH1012"])
        #expect(codes(result.records[2]) == [])
    }

    @Test func tooFewColumnsAreOneFault() throws {
        let short = Self.row(102).dropLast(2)
        let result = try outcomes(Self.csv([Self.row(101), Array(short)]), named: "short.csv")
        #expect(result.status == 1)
        #expect(codes(result.records[0]) == [])
        #expect(codes(result.records[1]) == ["CH1013"])
    }

    @Test func brokenJSONLinesAreFaultsOfTheirLines() throws {
        let object = Self.object(Self.row(101))
        let result = try outcomes("\(object)\n\n\(object.dropLast(9))\n[]\n", named: "x.jsonl")
        #expect(result.records.map { $0["line"]?.intValue } == [1, 3, 4])
        #expect(result.records.map(codes) == [[], ["CH1003"], ["CH2002"]])
        let file = try TemporaryFile(String(object.dropLast(9)), named: "x.json")
        let document = try publish(file.path)
        #expect(document.status == 2)
        #expect(document.errors.contains("line 1"))
    }

    @Test func recordsOfOneLineHaveEventsOfTheirOwn() throws {
        let result = try outcomes("[" + Self.good.map { Self.object($0) }.joined(separator: ",") + "]", named: "x.json")
        let events = result.records.compactMap { $0["event"]?.stringValue }
        #expect(Set(events).count == 3)
        #expect(events[0].hasSuffix("-1"))
        #expect(events[2].hasSuffix("-1.3"))
    }

    @Test func theSameFileHasTheSameEvents() throws {
        func events(_ content: String) throws -> [String] {
            try outcomes(content, named: "x.csv").records.compactMap { $0["event"]?.stringValue }
        }
        let first = try events(Self.csv(Self.good))
        #expect(first == (try events(Self.csv(Self.good))))
        #expect(Set(first).isDisjoint(with: try events(Self.csv(Self.good.reversed()))))
        // 12 digits of the file's SHA-256, and the line.
        let mark = try #require(first.first?.split(separator: "-").first)
        #expect(mark.count == 12)
        #expect(first == ["\(mark)-2", "\(mark)-3", "\(mark)-4"])
    }

    @Test func noMoreThanTwoHundredFaultsAreShown() throws {
        let rows = (0..<250).map { Self.row($0, ["CF_JDRQ": "2025-13-01"]) }
        let file = try TemporaryFile(Self.csv(rows), named: "many.csv")
        let result = try publish(file.path)
        #expect(result.status == 1)
        #expect(result.output.split(separator: "\n").count == 2 + 200 + 2)
        #expect(result.output.contains("and 50 more, 250 in all"))
    }

    // MARK: Columns

    @Test func unknownColumnsAreToldAtTheFirstLineWithTheNearest() throws {
        let content = Self.csv(Self.good).replacing("CF_WSH,", with: "CF_WSHH,").replacing("CF_XDR_MC,", with: "相对人名称,")
        let file = try TemporaryFile(content, named: "unknown.csv")
        let result = try publish(file.path, ["--valid-only"])
        #expect(result.status == 2)
        #expect(result.errors.contains("line 1"))
        #expect(result.errors.contains("CF_WSH (行政处罚决定书文号)"))
        #expect(result.errors.contains("CF_XDR_MC (行政相对人名称)"))
        #expect(result.errors.contains("nothing is published"))
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.output == "")
    }

    @Test func aColumnTwiceIsTold() throws {
        let header = Self.csv([]).replacing("CF_FRDB,", with: "行政处罚决定书文号,")
        let file = try TemporaryFile(header + Self.line(Self.row(1)) + "\n", named: "twice.csv")
        let result = try publish(file.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("twice"))
    }

    // MARK: Operations and contracts

    @Test func operationAndContractAreHeldAgainstTheBinding() throws {
        let file = try TemporaryFile(Self.csv(Self.good), named: "x.csv")
        #expect(try publish(file.path, ["--operation", "corrected"]).status == 0)
        let withdrawal = try publish(file.path, ["--operation", "withdrawn"])
        #expect(withdrawal.status == 1)
        // By the contract's own form too, where no column says what belongs to which operation.
        let full = try outcomes(Self.object(Self.row(101)), named: "full.json", ["--operation", "withdrawn"])
        #expect(full.records.first?["operation"]?.stringValue == "withdrawn")
        #expect(codes(full.records[0]).contains("CH2007"))
        let burned = try publish(file.path, ["--operation", "burned"])
        #expect(burned.status == 2)
        #expect(burned.errors.contains("reported, corrected, withdrawn"))
        let old = try publish(file.path, ["--contract", "administrative-penalty@1"])
        #expect(old.status == 2)
        #expect(old.errors.contains("administrative-penalty@2"))
        let adapter = try publish(file.path, ["--adapter", "no-such"])
        #expect(adapter.status == 2)
        #expect(adapter.errors.contains("no-such"))
    }

    // MARK: Errors

    @Test func whatHoldsNothingIsTwo() throws {
        let header = Self.csv([])
        for (name, content) in [
            ("a.csv", ""), ("b.csv", "\n\n"), ("c.csv", header), ("d.csv", header + ",,,\n"), ("e.json", "[]"), ("f.jsonl", "\n \n"), ("g.json", "  "),
            ("h.xml", "<ROWS></ROWS>"), ("i.xml", "<ROWS><ROW>"),
        ] {
            let file = try TemporaryFile(content, named: name)
            let result = try publish(file.path)
            #expect(result.status == 2, "\(name): \(result.output)")
            #expect(result.errors.split(separator: "\n").count == 1, "\(name): \(result.errors)")
        }
    }

    @Test func wrongUseIsOneSentence() throws {
        let file = try TemporaryFile(Self.csv(Self.good), named: "x.csv")
        let named = ["--party", "market-regulation", "--record", "administrative-penalty"]
        for words in [
            [file.path], named, named + [file.path, file.path], ["--party", "nobody", "--record", "administrative-penalty", file.path],
            ["--party", "credit-office", "--record", "administrative-penalty", file.path], named + ["/nonexistent.csv"],
            named + [file.path, "--encoding", "latin1"], named + [file.path, "--format", "xls"], named + [file.path, "--separator", "x"],
            named + [file.path, "--timeout", "0"], named + [file.path, "--adapter", "a", "--contract", "administrative-penalty@2"],
        ] {
            let result = try Program.run(["publish", "--dry-run"] + words)
            #expect(result.status == 2, "\(words)")
            #expect(result.errors.hasPrefix("credithub: "))
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        }
        let unconnected = try Program.run(["publish"] + named + [file.path])
        #expect(unconnected.status == 2)
        #expect(unconnected.errors.contains("--bootstrap"))
    }

    @Test func aFileThatIsTooLongIsRefused() throws {
        let file = try TemporaryFile("", named: "long.csv")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.truncate(atOffset: (64 << 20) + 1)
        try handle.close()
        let result = try publish(file.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("64 MiB"))
    }

    @Test func noPersonalDataIsShown() throws {
        let number = "11010519491231002X"
        let person = ["CF_XDR_LB": "自然人", "CF_XDR_SHXYM": number, "CF_FRDB": number, "CF_WSH": number]
        let file = try TemporaryFile(Self.csv([Self.row(1, person)]), named: "person.csv")
        let shifted = try TemporaryFile("\(number),\(Self.csv([Self.row(1, person)]))", named: "shifted.csv")
        let bare = try TemporaryFile(Self.line(Self.row(1, person)) + "\n" + Self.line(Self.row(2)), named: "bare.csv")
        for (path, status) in [(file.path, Int32(1)), (shifted.path, 2), (bare.path, 2)] {
            for more in [[], ["--json"]] {
                let result = try publish(path, more)
                #expect(result.status == status)
                #expect(!(result.output + result.errors).contains(number))
                #expect(!(result.output + result.errors).contains("19491231"))
                #expect(!(result.output + result.errors).contains("云岭示例食品有限公司"))
            }
        }
    }
}
