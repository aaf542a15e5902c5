import Credit

/// Receipts as rows of a table: one for each receipt, and one for each fault of a refused one.
public struct ReceiptSheet {
    private let language: Language

    public init(_ language: Language) {
        self.language = language
    }

    /// All that a receipt says, as CSV.
    public func spreadsheet(_ receipts: [ShownReceipt]) -> [UInt8] {
        var text = SpreadsheetText(header: Self.columns.map { $0.text(language) })
        for receipt in receipts {
            for fault in faults(of: receipt) {
                text.add([
                    receipt.event, ReceiptWords.status(receipt.status, language), ReceiptWords.stage(receipt.stage, language),
                    receipt.operation.map { ReceiptWords.operation($0, language) } ?? "", receipt.record ?? "",
                    receipt.contract ?? "", receipt.sender.id ?? "", receipt.sender.row ?? "", fault?.code ?? "",
                    fault?.path ?? "", fault?.column ?? "", fault?.message.text(language) ?? "",
                    fault?.remedy.text(language) ?? "", receipt.original ?? "", receipt.platform ?? "", receipt.origin, receipt.time,
                ])
            }
        }
        return text.bytes
    }

    /// What fits into a terminal.
    public func lines(_ receipts: [ShownReceipt]) -> [String] {
        var table = TextTable(
            header: language == .zh
                ? ["时间", "事件", "行", "结果", "环节", "代码", "字段", "说明"]
                : ["time", "event", "row", "status", "stage", "code", "field", "message"])
        for receipt in receipts {
            for fault in faults(of: receipt) {
                table.add(
                    [
                        String(receipt.time.dropFirst(5).prefix(14)), receipt.event, receipt.sender.row ?? receipt.sender.id ?? "",
                        ReceiptWords.status(receipt.status, language), ReceiptWords.stage(receipt.stage, language), fault?.code ?? "",
                        fault?.column ?? fault?.path ?? "", fault?.message.text(language) ?? note(receipt),
                    ].map(\.printable))
            }
        }
        return table.lines(indent: "")
    }

    private func faults(of receipt: ShownReceipt) -> [ShownReceipt.Fault?] {
        receipt.faults.isEmpty ? [nil] : receipt.faults
    }

    /// What there is to say of a receipt without faults.
    private func note(_ receipt: ShownReceipt) -> String {
        [receipt.operation.map { ReceiptWords.operation($0, language) }, receipt.platform].compactMap { $0 }.joined(separator: " ")
    }

    private static let columns = [
        Bilingual(zh: "事件", en: "event"), Bilingual(zh: "结果", en: "status"), Bilingual(zh: "环节", en: "stage"),
        Bilingual(zh: "操作", en: "operation"), Bilingual(zh: "记录标识", en: "record id"), Bilingual(zh: "数据合同", en: "contract"),
        Bilingual(zh: "报送方编号", en: "sender's id"), Bilingual(zh: "报送方行号", en: "sender's row"), Bilingual(zh: "错误代码", en: "code"),
        Bilingual(zh: "字段", en: "path"), Bilingual(zh: "报送方列名", en: "column"), Bilingual(zh: "说明", en: "message"),
        Bilingual(zh: "处理办法", en: "remedy"), Bilingual(zh: "原事件", en: "original event"), Bilingual(zh: "平台", en: "platform"),
        Bilingual(zh: "报送位置", en: "place"), Bilingual(zh: "时间", en: "time"),
    ]
}
