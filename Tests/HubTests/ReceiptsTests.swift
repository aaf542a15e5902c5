import Credit
import JSON
import Ops
import Testing

/// Receipts for people: which are chosen, and how they are written.
@Suite struct ReceiptsTests {
    private static let time = Timestamp(milliseconds: 1_790_000_000_000)

    private static func shown(_ receipt: Receipt, after seconds: Int64 = 0) throws -> ShownReceipt {
        var writer = JSONWriter(capacity: 512)
        receipt.write(to: &writer)
        return try #require(ShownReceipt(writer.bytes, writtenAt: Timestamp(milliseconds: time.milliseconds + seconds * 1000)))
    }

    private static func receipt(_ event: String, _ status: Receipt.Status, _ stage: Receipt.Stage, record: Int32? = nil) -> Receipt {
        Receipt(
            event: event, status: status, stage: stage, operation: stage == .upstream ? "ADD" : "reported",
            recordID: Identifier128(high: 1, low: 2), contract: "administrative-penalty@2",
            origin: Origin(topic: "dept.court.administrative-penalty", partition: 1, offset: 42, record: record), time: time)
    }

    /// One of each kind, with texts that are hard to write.
    private static func samples() throws -> [ShownReceipt] {
        var refused = receipt("=1+1", .rejected, .ingest, record: 7)
        refused.recordID = nil
        refused.sender = Sender(id: "A,1", row: "-3")
        refused.faults = [
            Fault(
                .missing, path: "/CF_JDRQ", column: "@日期", message: Bilingual(zh: "缺少\"日期\"", en: "no \"date\""),
                remedy: Bilingual(zh: "请补充", en: "add it")),
            Fault(.wrongType, path: "/CF_NR_FK", message: Bilingual(zh: "第一行\n第二行", en: "one\ntwo"), remedy: Bilingual(zh: "+请改正", en: "+correct it")),
        ]
        var duplicate = receipt("e-2", .duplicate, .ledger)
        duplicate.original = Receipt.Original(event: "e-1", contract: "administrative-penalty@2", revision: 1, time: time)
        var delivered = receipt("e-1", .delivered, .upstream)
        delivered.platform = "city"
        return try [shown(refused), shown(duplicate, after: 1), shown(delivered, after: 2)]
    }

    private static let id = "00000000000000010000000000000002"
    private static let place = "dept.court.administrative-penalty/1/42"
    private static let moment = "2026-09-21T22:13:20.000+08:00"

    /// As a string, which shows a difference better.
    private static func text(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(Array(text.utf8) == bytes)
        return text
    }

    @Test("The spreadsheet in Chinese, byte for byte")
    func chinese() throws {
        let expected = [
            "事件,结果,环节,操作,记录标识,数据合同,报送方编号,报送方行号,错误代码,字段,报送方列名,说明,处理办法,原事件,平台,报送位置,时间",
            "'=1+1,拒绝 (rejected),接入校验 (ingest),报送 (reported),,administrative-penalty@2,\"A,1\",'-3,CH2001,/CF_JDRQ,'@日期,\"缺少\"\"日期\"\"\",请补充,,,\(Self.place)#7,\(Self.moment)",
            "'=1+1,拒绝 (rejected),接入校验 (ingest),报送 (reported),,administrative-penalty@2,\"A,1\",'-3,CH2002,/CF_NR_FK,,\"第一行\n第二行\",'+请改正,,,\(Self.place)#7,\(Self.moment)",
            "e-2,重复 (duplicate),台账 (ledger),报送 (reported),\(Self.id),administrative-penalty@2,,,,,,,,e-1,,\(Self.place),\(Self.moment)",
            "e-1,已上报 (delivered),上报 (upstream),新增 (ADD),\(Self.id),administrative-penalty@2,,,,,,,,,city,\(Self.place),\(Self.moment)",
        ].map { "\($0)\r\n" }.joined()
        #expect(Self.text(ReceiptSheet(.zh).spreadsheet(try Self.samples())) == "\u{feff}" + expected)
    }

    @Test("The spreadsheet in English, byte for byte")
    func english() throws {
        let expected = [
            "event,status,stage,operation,record id,contract,sender's id,sender's row,code,path,column,message,remedy,original event,platform,place,time",
            "'=1+1,rejected,ingest,reported,,administrative-penalty@2,\"A,1\",'-3,CH2001,/CF_JDRQ,'@日期,\"no \"\"date\"\"\",add it,,,\(Self.place)#7,\(Self.moment)",
            "'=1+1,rejected,ingest,reported,,administrative-penalty@2,\"A,1\",'-3,CH2002,/CF_NR_FK,,\"one\ntwo\",'+correct it,,,\(Self.place)#7,\(Self.moment)",
            "e-2,duplicate,ledger,reported,\(Self.id),administrative-penalty@2,,,,,,,,e-1,,\(Self.place),\(Self.moment)",
            "e-1,delivered,upstream,ADD,\(Self.id),administrative-penalty@2,,,,,,,,,city,\(Self.place),\(Self.moment)",
        ].map { "\($0)\r\n" }.joined()
        #expect(Self.text(ReceiptSheet(.en).spreadsheet(try Self.samples())) == "\u{feff}" + expected)
    }

    @Test("A cell that a spreadsheet would run gets an apostrophe", arguments: ["=A1", "+1", "-1", "@x", "\tx", "\rx"])
    func formulas(_ text: String) {
        var sheet = SpreadsheetText(header: ["h"])
        sheet.add([text, "x\(text)"])
        let line = String(decoding: sheet.bytes, as: UTF8.self).split(separator: "h\r\n")[1]
        #expect(line.hasPrefix("'\(text)") || line.hasPrefix("\"'\(text)"))
        #expect(!line.contains("'x"))
    }

    @Test("Every status has a word, and the code stands behind it")
    func words() {
        for status in ReceiptWords.allStatuses {
            #expect(Receipt.Status(rawValue: status) != nil)
            let word = ReceiptWords.status(status, .zh)
            #expect(word.hasSuffix(" (\(status))"))
            #expect(ReceiptWords.status(status, .en) == status)
        }
        #expect(ReceiptWords.status("refused-above", .zh) == "refused-above")
    }

    @Test("A terminal is not told to do what a receipt says")
    func terminal() throws {
        var receipt = Self.receipt("e-1", .rejected, .ingest)
        receipt.faults = [Fault(.missing, path: "/\u{1b}[2J", message: Bilingual(zh: "一", en: "one\u{7}"))]
        let text = ReceiptSheet(.en).lines([try Self.shown(receipt)]).joined()
        #expect(!text.contains("\u{1b}"))
        #expect(!text.contains("\u{7}"))
    }

    @Test("Latest is the last of each event, and the status asks for that")
    func query() throws {
        let all = try [
            Self.shown(Self.receipt("a", .received, .ingest)), Self.shown(Self.receipt("b", .received, .ingest), after: 1),
            Self.shown(Self.receipt("a", .accepted, .ledger), after: 2), Self.shown(Self.receipt("b", .rejected, .ledger), after: 3),
            Self.shown(Self.receipt("a", .delivered, .upstream), after: 4),
        ]
        func select(_ change: (inout ReceiptQuery) -> Void) -> [String] {
            var query = ReceiptQuery()
            change(&query)
            return query.select(all).map { "\($0.event) \($0.status)" }
        }
        #expect(select { _ in } == ["a received", "b received", "a accepted", "b rejected", "a delivered"])
        #expect(select { $0.isLatestOnly = true } == ["b rejected", "a delivered"])
        #expect(select { ($0.isLatestOnly, $0.status) = (true, "accepted") } == [])
        #expect(select { $0.status = "accepted" } == ["a accepted"])
        #expect(select { $0.event = "b" } == ["b received", "b rejected"])
        func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: Self.time.milliseconds + seconds * 1000) }
        #expect(select { ($0.since, $0.until) = (moment(1), moment(3)) } == ["b received", "a accepted"])
    }

    @Test("Moments are spans or days in China")
    func moments() throws {
        let now = Self.time
        #expect(try TimeWord.beginning("7d", option: "since", now: now).milliseconds == now.milliseconds - 7 * 86_400_000)
        #expect(try TimeWord.beginning("2026-09-21", option: "since", now: now).description == "2026-09-21T00:00:00.000+08:00")
        #expect(try TimeWord.end("2026-09-21", option: "until", now: Timestamp(milliseconds: 0)).description == "2026-09-22T00:00:00.000+08:00")
        for text in ["", "d", "7", "7w", "-1d", "2026-02-30"] {
            #expect(throws: (any Error).self) { try TimeWord.beginning(text, option: "since", now: now) }
        }
    }
}
