import Contracts
import Credit

/// The page on the words of contracts: formats, keywords, disclosure, masks, headers.
enum VocabularyPage {
    static var page: Page {
        Page(
            name: PageNames.vocabulary, title: "术语与格式",
            blocks: types + formats + keywords + disclosure + headers + certainty)
    }

    private static func table(_ columns: [String], _ rows: [[[Inline]]]) -> Block {
        .table(Table(columns: columns, rows: rows.map { Table.Row(cells: $0) }))
    }

    private static var types: [Block] {
        [
            .heading(2, "类型", id: "types"),
            .paragraph([
                .text("一条消息是一条 UTF-8 编码的 JSON 记录（无 BOM）。金额为数字，不加引号；其余一般为字符串。长度按字符计，一个汉字为一个字符。"),
                .text("没有内容的选填字段请省略，不要填空字符串或 null。合同以外的字段会被拒收。"),
            ]),
            .paragraph([.text("合同是 JSON Schema 2020-12，可用任何通用校验器检查；下列格式和 x- 关键字是信枢的扩充，其他校验器会忽略它们。")]),
        ]
    }

    private static var formats: [Block] {
        [
            .heading(2, "格式（format）", id: "formats"),
            .table(Table(columns: ["格式", "含义", "不符时"], rows: Words.formats.map { format in
                Table.Row(
                    id: "format-\(format.name)",
                    cells: [[.code(format.name)], [.text(format.text.zh)], [.page(format.code.rawValue, PageNames.errorCodes, anchor: format.code.rawValue)]])
            })),
        ]
    }

    private static var keywords: [Block] {
        [
            .heading(2, "关键字", id: "keywords"),
            table(["关键字", "含义"], [
                [[.code("x-contract")], [.text("合同自述：法律依据、目录项、标准、公开范围、期限、报送时限")]],
                [[.code("x-subject")], [.text("从哪些字段得知主体及其类别")]],
                [[.code("x-identity")], [.text("记录标识由哪些字段组成：文书号、主体、机关三者合一，单凭文书号不唯一")]],
                [[.code("x-operations")], [.text("可用的操作及各自的模式")]],
                [[.code("x-codeTable")], [.text("取值须在代码表内，按当天日期检查")]],
                [[.code("x-separator")], [.text("一个值含多项时的分隔符（全角“；”等同于“;”）；逐项检查代码表")]],
                [[.code("x-decimals")], [.text("至多几位小数")]],
                [[.code("x-placeholder")], [.text("允许不合格式的占位码")]],
                [[.code("x-conditions")], [.text("跨字段条件，附提示和处理办法")]],
                [[.code("x-disclosure")], [.text("字段的公开范围")]],
                [[.code("x-mask")], [.text("脱敏：回执、死信说明和日志中只显示首尾几个字符")]],
            ]),
            .paragraph([.text("完整说明见 "), .code("contracts/VOCABULARY.md"), .text("。")]),
        ]
    }

    private static var disclosure: [Block] {
        let meanings: [Disclosure: String] = [
            .public: "可向社会公开", .government: "在政务部门之间共享，不公开", .authorised: "经本人授权方可查询；证件号码一律属于此类",
        ]
        return [
            .heading(2, "公开范围", id: "disclosure"),
            table(["公开范围", "写法", "含义"], Disclosure.allCases.map { [[.text($0.title)], [.code($0.rawValue)], [.text(meanings[$0] ?? "")]] }),
            .paragraph([.text("字段的公开范围不会宽于合同的公开范围。脱敏只影响回执、死信说明和日志中的显示，不影响报送内容。")]),
        ]
    }

    private static var headers: [Block] {
        [
            .heading(2, "消息头", id: "headers"),
            .paragraph([.text("CloudEvents 1.0 的 Kafka 绑定（二进制模式）。可以全部省略，此时按主题的绑定处理。")]),
            table(["消息头", "省略时", "规则"], [
                [[.code("ce_id")], [.text("主题/分区/偏移")], [.text("自定，不重复；1 至 128 个可见 ASCII 字符，不得含证件号码")]],
                [[.code("ce_source")], [.text("主题所属部门")], [.text("如填写须为该部门代号")]],
                [[.code("ce_type")], [.text("合同的默认操作")], [.code("cn.credit.<记录>.<操作>")]],
                [[.code("ce_dataschema")], [.text("绑定的第一个合同")], [.code("<合同>@<版本>")]],
                [[.code("ce_revision")], [.text("已有版本加一")], [.text("从 1 起的整数；不比已有版本新的不采用")]],
                [[.code("ce_time"), .text("、"), .code("traceparent")], [], [.text("原样传递")]],
            ]),
        ]
    }

    private static var certainty: [Block] {
        [
            .heading(2, "把握程度", id: "certainty"),
            .paragraph([.text("说明栏方括号中的标记表示该规定有多大把握，请以当地规定为准。说明栏开头的 C200 表示标准中长度为 200 个字符的文本。")]),
            table(["标记", "含义"], Words.certainties.map { [[.code($0.mark)], [.text($0.text.zh)]] }),
        ]
    }
}
