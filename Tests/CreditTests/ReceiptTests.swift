import Credit
import JSON
import Testing

@Suite("Receipts as JSON") struct ReceiptTests {
    private let origin = Origin(topic: "dept.market-regulation.penalty", partition: 3, offset: 42)
    private let time = Timestamp(milliseconds: 1_795_224_600_123)

    private func written(_ receipt: Receipt) throws -> JSONValue {
        try json { receipt.write(to: &$0) }
    }

    @Test func aRejectionHasTheFixedMembers() throws {
        let fault = Fault(
            .invalidDate, path: "/CF_JDRQ", keyword: "format", expected: "standard-date", value: "2026-13-01",
            message: Bilingual(zh: "处罚决定日期：日期不合法", en: "CF_JDRQ: not a date"))
        let receipt = try written(
            Receipt(
                event: "e-1", status: .rejected, stage: .ingest, operation: "reported", recordID: identifier(7),
                contract: "administrative-penalty@2", faults: [fault, Fault(.missing, path: "/CF_WSH")], origin: origin,
                time: time))
        #expect(receipt["event"] == .string("e-1"))
        #expect(receipt["status"] == .string("rejected"))
        #expect(receipt["stage"] == .string("ingest"))
        #expect(receipt["record"] == .string(identifier(7).description))
        #expect(receipt["contract"] == .string("administrative-penalty@2"))
        #expect(receipt["operation"] == .string("reported"))
        #expect(receipt["time"] == .string("2026-11-21T09:30:00.123+08:00"))
        #expect(receipt["source"]?["topic"] == .string("dept.market-regulation.penalty"))
        #expect(receipt["source"]?["partition"]?.intValue == 3)
        #expect(receipt["source"]?["offset"]?.intValue == 42)

        let errors = try #require(receipt["errors"]?.arrayValue)
        #expect(errors.count == 2)
        #expect(errors[0]["code"] == .string("CH2003"))
        #expect(errors[0]["path"] == .string("/CF_JDRQ"))
        #expect(errors[0]["message"]?["zh"] == .string("处罚决定日期：日期不合法"))
        #expect(errors[0]["message"]?["en"] == .string("CF_JDRQ: not a date"))
        #expect(errors[0]["remedy"]?["zh"] == .string(FaultCode.invalidDate.remedy.zh))
        #expect(errors[0]["remedy"]?["en"] == .string(FaultCode.invalidDate.remedy.en))
        #expect(errors[0]["keyword"] == .string("format"))
        #expect(errors[0]["expected"] == .string("standard-date"))
        #expect(errors[0]["value"] == .string("2026-13-01"))
        #expect(errors[1]["code"] == .string("CH2001"))
        for absent in ["keyword", "expected", "value"] { #expect(errors[1][absent] == nil) }
    }

    @Test func anAcceptanceHasAnEmptyListOfErrorsAndLeavesOutWhatIsNotKnown() throws {
        let receipt = try written(Receipt(event: "e-2", status: .accepted, stage: .ledger, origin: origin, time: time))
        #expect(receipt["errors"] == .array([]))
        #expect(receipt.objectValue?.names.sorted() == ["errors", "event", "source", "stage", "status", "time"])
    }

    @Test func aDuplicateNamesTheEventThatWasTaken() throws {
        let receipt = try written(
            Receipt(
                event: "e-3", status: .duplicate, stage: .ledger, origin: origin, time: time,
                original: Receipt.Original(event: "e-1", contract: "administrative-penalty@2", revision: 3, time: Timestamp(milliseconds: 0))))
        #expect(receipt["original"]?["event"] == .string("e-1"))
        #expect(receipt["original"]?["status"] == .string("accepted"))
        #expect(receipt["original"]?["contract"] == .string("administrative-penalty@2"))
        #expect(receipt["original"]?["revision"]?.intValue == 3)
        #expect(receipt["original"]?["time"] == .string("1970-01-01T08:00:00.000+08:00"))
    }

    @Test func aDeliveryNamesItsPlatform() throws {
        let receipt = try written(
            Receipt(event: "e-4", status: .delivered, stage: .upstream, origin: origin, time: time, platform: "province"))
        #expect(receipt["platform"] == .string("province"))
        #expect(receipt["stage"] == .string("upstream"))
    }

    @Test func whatASenderWroteCannotBreakTheJSON() throws {
        let hostile = "\"},{\"\\\u{0}\n\u{1F600}"
        let receipt = try written(
            Receipt(
                event: hostile, status: .rejected, stage: .ingest, contract: hostile,
                faults: [Fault(.unknownField, path: hostile, value: hostile)],
                origin: Origin(topic: hostile, partition: 0, offset: .max), time: time))
        #expect(receipt["event"] == .string(hostile))
        #expect(receipt["source"]?["topic"] == .string(hostile))
        #expect(receipt["source"]?["offset"]?.intValue == Int.max)
        #expect(receipt["errors"]?.arrayValue?.first?["value"] == .string(hostile))
    }

    /// Departments keep receipts: the bytes are fixed, not only what they say.
    @Test func theBytesOfAReceipt() {
        var writer = JSONWriter()
        Receipt(
            event: "e-1", status: .duplicate, stage: .ledger, operation: "reported", recordID: identifier(0xabc),
            contract: "administrative-penalty@2", origin: origin, time: time, sender: Sender(id: "LSH-7", row: nil),
            original: Receipt.Original(
                event: "e-0", contract: "administrative-penalty@2", revision: 2, time: Timestamp(milliseconds: 0))
        ).write(to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == #"{"event":"e-1","status":"duplicate","stage":"ledger","record":""#
                + identifier(0xabc).description + #"","contract":"administrative-penalty@2","operation":"reported","errors":[],"#
                + #""original":{"event":"e-0","status":"accepted","contract":"administrative-penalty@2","revision":2,"#
                + #""time":"1970-01-01T08:00:00.000+08:00"},"sender":{"id":"LSH-7"},"#
                + #""source":{"topic":"dept.market-regulation.penalty","partition":3,"offset":42},"#
                + #""time":"2026-11-21T09:30:00.123+08:00"}"#)
    }

    /// The receipt of a record that ingest took is put together from prepared pieces: it must be the same, byte for byte.
    @Test(arguments: [(0, 0, nil), (3, 42, nil), (10, 1_234_567_890_123, 0), (99, 9, 9_999)] as [(Int32, Int64, Int32?)])
    func aReceivedReceiptHasTheSameBytes(_ partition: Int32, _ offset: Int64, _ record: Int32?) {
        let topic = "dept.market-regulation.administrative-penalty"
        let event = record.map { "amr-2025-000101#\($0)" } ?? "dept/x'&<>~"
        var writer = JSONWriter()
        Receipt(
            event: event, status: .received, stage: .ingest, operation: "reported", recordID: identifier(0xabc),
            contract: "administrative-penalty@2",
            origin: Origin(topic: topic, partition: partition, offset: offset, record: record), time: time
        ).write(to: &writer)
        var out: [UInt8] = []
        var moment: [UInt8] = []
        time.append(to: &moment)
        Array(event.utf8).withUnsafeBytes { event in
            #expect(ReceivedReceipt.takes(event: event))
            ReceivedReceipt(topic: topic, contract: "administrative-penalty@2", operation: "reported").append(
                to: &out, event: event, recordID: identifier(0xabc), partition: partition, offset: offset, record: record, time: moment)
        }
        #expect(String(decoding: out, as: UTF8.self) == String(decoding: writer.bytes, as: UTF8.self))
    }

    @Test(arguments: ["a\"b", "a\\b", "ä", "a\u{7f}", "a\n"]) func anIdThatNeedsEscapesIsNotTakenAsItIs(_ id: String) {
        Array(id.utf8).withUnsafeBytes { #expect(!ReceivedReceipt.takes(event: $0)) }
    }
}
