import Credit
import JSON

/// Which values a field takes, as far as one field alone says it.
public struct ValueShape: Sendable {
    public var types: [String] = []
    public var minLength: Int?
    public var maxLength: Int?
    public var minimum: ExactDecimal?
    public var maximum: ExactDecimal?
    public var decimals: Int?
    public var minItems: Int?
    public var maxItems: Int?
    public var hasUniqueItems = false
    public var format: String?
    public var pattern: String?
    /// The values themselves (`enum`, `const`).
    public var values: [String] = []
    public var codeTable: String?
    public var separator: String?
    public var placeholder: String?

    /// Takes from a schema object what no nearer one has said.
    mutating func take(_ members: JSONObject) {
        if types.isEmpty, let type = members["type"] { types = type.stringValue.map { [$0] } ?? (type.arrayValue ?? []).compactMap(\.stringValue) }
        if minLength == nil { minLength = members["minLength"]?.intValue }
        if maxLength == nil { maxLength = members["maxLength"]?.intValue }
        if minimum == nil { minimum = members["minimum"]?.numberValue }
        if maximum == nil { maximum = members["maximum"]?.numberValue }
        if decimals == nil { decimals = members["multipleOf"]?.numberValue.flatMap(Self.decimals) ?? members["x-decimals"]?.intValue }
        if minItems == nil { minItems = members["minItems"]?.intValue }
        if maxItems == nil { maxItems = members["maxItems"]?.intValue }
        if members["uniqueItems"]?.boolValue == true { hasUniqueItems = true }
        if format == nil { format = members["format"]?.stringValue }
        if pattern == nil { pattern = members["pattern"]?.stringValue }
        if values.isEmpty {
            values = (members["enum"]?.arrayValue ?? members["const"].map { [$0] } ?? []).map { $0.stringValue ?? $0.jsonText }
        }
        if codeTable == nil { codeTable = members["x-codeTable"]?.stringValue }
        if separator == nil { separator = members["x-separator"]?.stringValue }
        if placeholder == nil { placeholder = members["x-placeholder"]?.stringValue }
    }

    /// The decimals that a step of 0.1, 0.01 … allows; nil for other steps.
    private static func decimals(_ step: ExactDecimal) -> Int? {
        let text = step.description
        if text == "1" { return 0 }
        if text.hasPrefix("0."), text.hasSuffix("1"), text.dropFirst(2).dropLast().allSatisfy({ $0 == "0" }) { return text.count - 2 }
        guard let exponent = text.range(of: "1e-").flatMap({ Int(text[$0.upperBound...]) }), text.hasPrefix("1e-") else { return nil }
        return exponent
    }

    // MARK: For people

    /// Type and length: `字符串，1–200 字`.
    public var type: Bilingual {
        var zh = types.map { Words.type($0).zh }.joined(separator: "或")
        var en = types.map { Words.type($0).en }.joined(separator: " or ")
        if zh.isEmpty { (zh, en) = ("任意类型", "any type") }
        func add(_ more: Bilingual) {
            zh += "，" + more.zh
            en += ", " + more.en
        }
        if let length = Self.range(minLength, maxLength) { add(Bilingual(zh: "\(length) 字", en: "\(length) characters")) }
        switch (minimum, maximum) {
        case (let low?, let high?): add(Bilingual(zh: "\(low) 至 \(high)", en: "\(low) to \(high)"))
        case (let low?, nil): add(Bilingual(zh: "不小于 \(low)", en: "at least \(low)"))
        case (nil, let high?): add(Bilingual(zh: "不大于 \(high)", en: "at most \(high)"))
        case (nil, nil): break
        }
        if let decimals, decimals > 0 { add(Bilingual(zh: "至多 \(decimals) 位小数", en: "at most \(decimals) decimals")) }
        if let count = Self.range(minItems, maxItems) { add(Bilingual(zh: "\(count) 项", en: "\(count) items")) }
        if hasUniqueItems { add(Bilingual(zh: "各项不重复", en: "no item twice")) }
        return Bilingual(zh: zh, en: en)
    }

    private static func range(_ low: Int?, _ high: Int?) -> String? {
        switch (low, high) {
        case (let low?, let high?): low == high ? "\(low)" : "\(low)–\(high)"
        case (let low?, nil): "≥ \(low)"
        case (nil, let high?): "≤ \(high)"
        case (nil, nil): nil
        }
    }

    /// What else the value must be, one rule each; the code table apart.
    public var rules: [Bilingual] {
        var rules: [Bilingual] = []
        if let format {
            let name = Words.format(format)
            rules.append(Bilingual(zh: "格式 \(format)（\(name.zh)）", en: "format \(format) (\(name.en))"))
        }
        if let pattern { rules.append(Bilingual(zh: "正则 \(pattern)", en: "pattern \(pattern)")) }
        if values.count == 1 {
            rules.append(Bilingual(zh: "固定为 \(values[0])", en: "always \(values[0])"))
        } else if !values.isEmpty {
            rules.append(Bilingual(zh: "取值：\(values.joined(separator: "、"))", en: "one of: \(values.joined(separator: ", "))"))
        }
        if let separator { rules.append(Bilingual(zh: "多项以“\(separator)”分隔", en: "several items with \"\(separator)\" between them")) }
        if let placeholder { rules.append(Bilingual(zh: "可用占位码 \(placeholder)", en: "or the placeholder \(placeholder)")) }
        return rules
    }
}
