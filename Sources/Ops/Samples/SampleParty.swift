/// What a sample department is called and decides.
///
/// Names and codes are those of the bindings in `topics/departments/*.json`: change both together, since the hub refuses
/// a decision of an authority that its party may not speak for.
struct SampleParty: Sendable {
    let id: String
    let name: String
    let code: String
    /// What its document numbers begin with, for penalties, permits and list decisions.
    let penaltyMark: String
    let permitMark: String
    let listMark: String
    let penalties: [Penalty]
    let permits: [Permit]
    let list: List

    struct Penalty: Sendable {
        let violation: String
        let facts: String
        let basis: String
        /// 处罚类别 besides 罚款, in the order of the content.
        var kinds: [String] = []
        /// 暂扣或吊销证照名称.
        var licence: String?
        /// Whether natural persons commit it.
        var byPersons = true
    }

    struct Permit: Sendable {
        let title: String
        let certificate: String
        let kind: String
        let content: String
        let forPersons: Bool
    }

    struct List: Sendable {
        let name: String
        /// Its code in the table of lists.
        let code: String
        let basis: String
        let reason: String
        let exitBasis: String
        let days: Int
    }

    static func named(_ id: String) -> SampleParty {
        guard let party = all.first(where: { $0.id == id }) else {
            preconditionFailure("there are no samples of the party \(id): only of \(all.map(\.id))")
        }
        return party
    }

    static let creditOffice = (id: "credit-office", name: "云岭县社会信用体系建设办公室")

    static let all = [marketRegulation, emergencyManagement, court]

    private static let marketRegulation = SampleParty(
        id: "market-regulation", name: "云岭县市场监督管理局", code: "11990100MB9901016H",
        penaltyMark: "云市监罚", permitMark: "云市监许", listMark: "云市监失信",
        penalties: [
            Penalty(
                violation: "经营标签不符合规定的食品",
                facts: "执法人员检查发现，当事人销售的预包装食品未标明生产日期，货架上共12盒。",
                basis: "《中华人民共和国食品安全法》第一百二十五条第一款第二项", kinds: ["没收违法所得"]),
            Penalty(
                violation: "未明码标价",
                facts: "经检查，当事人经营场所内部分商品未标明价格，经责令改正后仍未改正。",
                basis: "《中华人民共和国价格法》第四十二条", kinds: ["警告"]),
            Penalty(
                violation: "使用未经检定的计量器具",
                facts: "当事人在经营活动中使用的电子秤超过检定周期，未申请检定。",
                basis: "《中华人民共和国计量法实施细则》第四十三条"),
            Penalty(
                violation: "发布虚假广告",
                facts: "当事人在其网店页面宣传商品获得并不存在的奖项，广告费用可以查清。",
                basis: "《中华人民共和国广告法》第五十五条第一款", kinds: ["没收违法所得", "没收非法财物"], byPersons: false),
        ],
        permits: [
            Permit(
                title: "食品经营许可决定书", certificate: "食品经营许可证", kind: "普通",
                content: "预包装食品销售，散装食品销售", forPersons: false),
            Permit(
                title: "准予登记通知书", certificate: "营业执照", kind: "登记",
                content: "经营范围变更登记", forPersons: false),
            Permit(
                title: "特种设备作业人员资格许可决定书", certificate: "特种设备安全管理和作业人员证", kind: "认可",
                content: "叉车司机(N1)", forPersons: true),
        ],
        list: List(
            name: "市场监管严重违法失信名单", code: "market-regulation-serious", basis: "《市场监督管理严重违法失信名单管理办法》(市场监管总局令第44号)第五条",
            reason: "生产经营不符合食品安全标准的食品，受到较重行政处罚，性质恶劣、情节严重。",
            exitBasis: "《市场监督管理信用修复管理办法》(市场监管总局令第107号)", days: 1095))

    private static let emergencyManagement = SampleParty(
        id: "emergency-management", name: "云岭县应急管理局", code: "11990100MB9901024C",
        penaltyMark: "云应急罚", permitMark: "云应急许", listMark: "云应急失信",
        penalties: [
            Penalty(
                violation: "未按规定对从业人员进行安全生产教育和培训",
                facts: "检查发现，当事人新上岗的三名作业人员未经安全生产教育和培训即上岗作业。",
                basis: "《中华人民共和国安全生产法》第九十七条第三项", byPersons: false),
            Penalty(
                violation: "未如实记录隐患排查治理情况",
                facts: "检查发现，当事人未如实记录事故隐患排查治理情况，也未向从业人员通报。",
                basis: "《中华人民共和国安全生产法》第九十七条第五项", kinds: ["警告"]),
            Penalty(
                violation: "未取得资格证书上岗作业",
                facts: "检查发现，作业现场的低压电工作业由不具备相应资格的人员进行。",
                basis: "《中华人民共和国安全生产法》第九十七条第七项", kinds: ["暂扣许可证件"], licence: "安全生产许可证"),
        ],
        permits: [
            Permit(
                title: "危险化学品经营许可决定书", certificate: "危险化学品经营许可证", kind: "普通",
                content: "氧气(压缩的)，不带储存设施经营", forPersons: false),
            Permit(
                title: "烟花爆竹经营(零售)许可决定书", certificate: "烟花爆竹经营(零售)许可证", kind: "普通",
                content: "烟花爆竹零售，C级、D级", forPersons: false),
            Permit(
                title: "特种作业操作资格许可决定书", certificate: "特种作业操作证", kind: "认可",
                content: "低压电工作业", forPersons: true),
        ],
        list: List(
            name: "安全生产严重失信主体名单", code: "work-safety", basis: "《安全生产严重失信主体名单管理办法》(应急管理部令第11号)第六条",
            reason: "发生生产安全事故后未按规定报告，受到行政处罚。",
            exitBasis: "《安全生产严重失信主体名单管理办法》(应急管理部令第11号)", days: 1095))

    private static let court = SampleParty(
        id: "court", name: "云岭县人民法院", code: "11990100MB99010327",
        penaltyMark: "云法罚", permitMark: "云法许", listMark: "云法执失信",
        penalties: [
            Penalty(
                violation: "拒不协助执行",
                facts: "当事人收到协助执行通知书后，无正当理由未在规定期限内协助查询和划拨。",
                basis: "《中华人民共和国民事诉讼法》第一百一十七条"),
            Penalty(
                violation: "拒不报告财产状况",
                facts: "当事人收到报告财产令后，在规定期限内既不履行义务，也未如实报告当前财产状况。",
                basis: "《中华人民共和国民事诉讼法》第二百五十二条"),
        ],
        permits: [],
        list: List(
            name: "失信被执行人名单", code: "judgment-defaulter", basis: "《最高人民法院关于公布失信被执行人名单信息的若干规定》第一条第一项",
            reason: "有履行能力而拒不履行生效法律文书确定的义务。",
            exitBasis: "《最高人民法院关于公布失信被执行人名单信息的若干规定》第十条", days: 730))
}
