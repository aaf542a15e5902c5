import Credit

/// The page of fault codes.
enum ErrorCodePage {
    private static let groups = [
        ("CH1", "解码与消息头"), ("CH2", "数据合同"), ("CH3", "身份与来源"), ("CH4", "台账"), ("CH5", "上报"), ("CH9", "内部"),
    ]

    static var page: Page {
        var blocks: [Block] = [
            .paragraph([.text("回执、死信和 "), .code("credithub check"), .text(" 使用同一套代码。代码含义固定，不会改作他用。")])
        ]
        var left = FaultCode.allCases
        for (prefix, title) in groups {
            let codes = left.filter { $0.rawValue.hasPrefix(prefix) }
            left.removeAll { $0.rawValue.hasPrefix(prefix) }
            if !codes.isEmpty { blocks += section("\(prefix)xxx \(title)", codes) }
        }
        if !left.isEmpty { blocks += section("其他", left) }
        return Page(name: PageNames.errorCodes, title: "错误代码", blocks: blocks)
    }

    private static func section(_ title: String, _ codes: [FaultCode]) -> [Block] {
        [
            .heading(2, title, id: nil),
            .table(Table(columns: ["代码", "含义", "处理办法", "英文"], rows: codes.map { code in
                Table.Row(
                    id: code.rawValue,
                    cells: [
                        [.code(code.rawValue)], [.text(code.title.zh)], [.text(code.remedy.zh)],
                        [.english(code.title.en), .lineBreak, .english(code.remedy.en)],
                    ])
            })),
        ]
    }
}
