import Contracts
import Credit

/// The first page: all contracts by kind of information.
struct IndexPage {
    let sheets: [ContractSheet]

    static let title = "信枢数据合同"

    /// 行政管理信息: the kinds of the catalogue that are administrative acts.
    private static let acts = ["行政许可", "行政处罚", "行政强制", "行政确认", "行政征收", "行政给付", "行政裁决", "行政补偿", "行政奖励", "行政监督检查"]

    var page: Page {
        var blocks: [Block] = [
            .paragraph([
                .text("数据合同说明每类信用信息由谁依据哪部法律报送、有哪些字段、怎样检查。没有法律依据的数据不归集。"),
                .text("字段、代码表和错误代码以本目录为准；样例单位和人员均为虚构。"),
            ]),
            .list([
                [.page("代码表", PageNames.codeTables, anchor: nil), .text("：字段的允许取值及起止日期")],
                [.page("错误代码", PageNames.errorCodes, anchor: nil), .text("：回执、死信和 credithub check 中的代码及处理办法")],
                [.page("术语与格式", PageNames.vocabulary, anchor: nil), .text("：类型、格式、公开范围、脱敏、消息头")],
            ]),
        ]
        for group in groups {
            blocks.append(.heading(2, group.title, id: nil))
            blocks.append(.table(Table(columns: ["合同", "名称", "状态", "公开范围", "主体", "标准", "启用"], rows: group.sheets.map(row))))
        }
        return Page(name: PageNames.index, title: Self.title, blocks: blocks)
    }

    private func row(_ sheet: ContractSheet) -> Table.Row {
        Table.Row(cells: [
            [.page(sheet.reference.description, PageNames.contract(sheet.reference), anchor: nil)], [.text(sheet.title)],
            [.text(Words.status(sheet.info.status).zh)], [.text(sheet.info.disclosure.map { Words.disclosure($0).zh } ?? "")],
            [.text(Words.join(sheet.contract.subjectKinds.map(Words.subject)).zh)], [.text(Words.standard(sheet.info).zh)],
            [.text(sheet.info.effectiveFrom?.description ?? "")],
        ])
    }

    /// National kinds in the order in which the catalogue of contracts has them, then the local ones.
    private var groups: [(title: String, sheets: [ContractSheet])] {
        var groups: [(title: String, sheets: [ContractSheet])] = []
        for sheet in sheets {
            let title = Self.group(sheet.info.catalogueItem)
            if let index = groups.firstIndex(where: { $0.title == title }) {
                groups[index].sheets.append(sheet)
            } else {
                groups.append((title, [sheet]))
            }
        }
        return groups.filter { !$0.title.hasPrefix(Self.local) } + groups.filter { $0.title.hasPrefix(Self.local) }
    }

    private static let local = "地方补充目录"

    private static func group(_ item: String) -> String {
        if item.hasPrefix(local) { return local }
        let kind = item.split(separator: ":", maxSplits: 1).last.map(String.init)?.trimmingPrefix(" ").description ?? item
        if acts.contains(where: { kind.hasPrefix($0) }) { return "行政管理信息" }
        return kind.hasPrefix("所涉信息的") ? "异议与信用修复" : kind
    }
}
