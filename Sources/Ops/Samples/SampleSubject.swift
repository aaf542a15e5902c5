import Credit

/// Who a sample record is about: a function of kind and index, so that a subject keeps its name and numbers.
struct SampleSubject: Sendable {
    enum Kind: Sendable {
        case organisation
        case soleTrader
        case person
    }

    let kind: Kind
    let name: String
    /// 统一社会信用代码; of a sole trader perhaps the placeholder; nil for a person.
    let code: String?
    /// 工商注册号 of a sole trader without a code.
    let registration: String?
    let representative: String?
    /// 公民身份号码 of a person.
    let residentID: String?

    /// Number of subjects of each kind.
    static let population = 4000

    init(kind: Kind, index: Int) {
        self.kind = kind
        let word = Self.first[index % Self.first.count] + Self.second[index / Self.first.count % Self.second.count]
        let number = samplePadded(index, 4)
        switch kind {
        case .organisation:
            name = "云岭示例\(word)\(number)\(Self.trades[index % Self.trades.count])有限公司"
            code = SampleNumbers.socialCreditCode(prefix: "91", body: "MA5" + samplePadded(index, 5))
            registration = nil
            representative = Self.personName(index &* 7 + 3)
            residentID = nil
        case .soleTrader:
            name = "云岭县示例\(word)\(number)\(Self.shops[index % Self.shops.count])"
            let hasCode = index % 8 != 0
            code = hasCode
                ? SampleNumbers.socialCreditCode(prefix: "92", body: "MA6" + samplePadded(index, 5)) : SampleNumbers.placeholder
            registration = hasCode ? nil : SampleNumbers.registrationNumber(index)
            representative = Self.personName(index &* 11 + 5)
            residentID = nil
        case .person:
            name = Self.personName(index)
            code = nil
            registration = nil
            representative = nil
            let born = CivilDate(days: -3653 + index * 4)
            residentID = SampleNumbers.residentID(born: born, sequence: 1 + index % 998)
        }
    }

    var category: String {
        switch kind {
        case .organisation: "法人及非法人组织"
        case .soleTrader: "个体工商户"
        case .person: "自然人"
        }
    }

    /// Syllables that are no family names, so that a name is nobody's.
    private static func personName(_ index: Int) -> String {
        family[index % family.count] + given[index / family.count % given.count]
            + given[index / (family.count * given.count) % given.count]
    }

    private static let first = [
        "青禾", "远川", "明溪", "安澜", "云杉",
        "石桥", "长汀", "秋水", "新竹", "白鹭", "东篱", "望山", "千叶",
        "晨光", "松涛", "银杏", "清泉", "朝霞", "金穗", "碧波",
    ]
    private static let second = ["恒", "瑞", "达", "和", "隆", "康", "嘉", "信", "宏", "泰"]
    private static let trades = [
        "食品", "商贸", "建材", "矿业", "化工", "机械", "物流", "餐饮管理", "医疗器械", "农业科技", "建筑工程", "环保科技",
    ]
    private static let shops = ["小吃店", "百货店", "五金店", "水果店", "美发店", "修理部", "药材铺", "早餐店"]
    private static let family = ["例", "样", "拟", "虚", "试", "佚", "岭", "示"]
    private static let given = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "甲", "乙", "丙", "丁", "戊", "己"]
}
