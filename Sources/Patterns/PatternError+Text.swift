/// The error for human readers, who count characters from 1.
extension PatternError: CustomStringConvertible {
    public var description: String { en }

    /// The error in Chinese.
    public var zh: String {
        "正则表达式第 \(offset + 1) 个字符处：\(kind.zh)" + (name.map { "（\($0)）" } ?? "")
    }

    /// The error in English.
    public var en: String {
        "at character \(offset + 1) of the regular expression: \(kind.en)" + (name.map { " (\($0))" } ?? "")
    }
}

extension PatternError.Kind {
    fileprivate var zh: String {
        switch self {
        case .unbalancedParenthesis: "圆括号不成对"
        case .invalidGroup: "“(?” 之后不是有效的分组写法"
        case .invalidGroupName: "分组名称无效"
        case .duplicateGroupName: "分组名称重复"
        case .unknownGroup: "引用了不存在的分组"
        case .unclosedClass: "字符类缺少右方括号"
        case .invalidClassRange: "字符类中范围的端点不是单个字符"
        case .classRangeOutOfOrder: "字符类中范围的起点大于终点"
        case .nothingToRepeat: "量词之前没有可重复的内容"
        case .invalidQuantifier: "左花括号不构成完整的量词"
        case .repetitionOutOfOrder: "重复次数的下限大于上限"
        case .unescapedBracket: "多余的右括号，须以反斜杠转义"
        case .invalidEscape: "无效的转义"
        case .unknownProperty: "未知的 Unicode 属性"
        case .backReference: "不支持反向引用（无法在线性时间内匹配）"
        case .lookAround: "不支持环视断言（先行或后行）"
        case .tooLarge: "表达式展开后过大"
        case .tooDeep: "分组嵌套过深"
        }
    }

    fileprivate var en: String {
        switch self {
        case .unbalancedParenthesis: "unbalanced parenthesis"
        case .invalidGroup: "\"(?\" does not begin a group"
        case .invalidGroupName: "invalid group name"
        case .duplicateGroupName: "duplicate group name"
        case .unknownGroup: "reference to a group that does not exist"
        case .unclosedClass: "character class without a closing bracket"
        case .invalidClassRange: "class range from or to more than a single character"
        case .classRangeOutOfOrder: "class range out of order"
        case .nothingToRepeat: "nothing to repeat"
        case .invalidQuantifier: "brace that is no complete quantifier"
        case .repetitionOutOfOrder: "repetition range out of order"
        case .unescapedBracket: "closing bracket that needs a backslash"
        case .invalidEscape: "invalid escape"
        case .unknownProperty: "unknown Unicode property"
        case .backReference: "back-references are not supported (they cannot be matched in linear time)"
        case .lookAround: "look-around assertions are not supported"
        case .tooLarge: "the expression is too large"
        case .tooDeep: "groups are nested too deeply"
        }
    }
}
