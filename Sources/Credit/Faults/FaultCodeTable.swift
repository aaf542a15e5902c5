/// The table of fault codes for people.
public enum FaultCodeTable {
    /// The content of `contracts/ERROR-CODES.md`.
    public static var markdown: String {
        var text = """
            # 错误代码 · Error codes

            回执、死信和 `credithub check` 使用同一套代码。代码含义固定，不会改作他用。
            Receipts, dead letters and `credithub check` use the same codes. A code never changes its meaning.
            This file is what `credithub codes --markdown` prints; a test compares the two.

            CH1xxx 解码 decoding · CH2xxx 数据合同 contract · CH3xxx 身份与来源 identity and provenance ·
            CH4xxx 台账 ledger · CH5xxx 上报 upstream · CH9xxx 内部 internal

            | 代码 code | 含义 | meaning | 处理办法 | remedy |
            |---|---|---|---|---|

            """
        for code in FaultCode.allCases {
            text += "| \(code.rawValue) | \(code.title.zh) | \(code.title.en) | \(code.remedy.zh) | \(code.remedy.en) |\n"
        }
        return text
    }
}
