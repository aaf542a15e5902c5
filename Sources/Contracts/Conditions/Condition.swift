import Credit
import JSON

/// A rule across the fields of one record (`x-conditions`): what JSON Schema cannot say.
final class Condition: Sendable {
    enum Check: Sendable {
        case require([Int])
        case forbid([Int])
        case then(Predicate, shownAt: Int)
        /// The first date is not after the second.
        case notAfter(Int, Int)
        case notInFuture(Int)
        /// The amount, in 万元, is not the very number of yuan that the text names.
        case notYuan(amount: Int, text: Int)
        /// The number is that of the array's items.
        case countEquals(count: Int, items: Int)
    }

    let id: String
    let code: FaultCode
    let when: Predicate?
    let check: Check
    let message: Bilingual?
    let remedy: Bilingual?

    init(_ json: JSONValue, slot: (String) -> Int?, fail: (String, String) -> ContractLoadError) throws(ContractLoadError) {
        guard let id = json["id"]?.stringValue, let codeText = json["code"]?.stringValue,
            let code = FaultCode(rawValue: codeText)
        else { throw fail("条件缺少 id 或有效的 code", "a condition needs an id and a known code") }
        func field(_ value: JSONValue?) throws(ContractLoadError) -> Int {
            guard let name = value?.stringValue, let found = slot(name) else {
                throw fail(
                    "条件 \(id) 的字段 \(value?.jsonText ?? "") 不在合同中",
                    "condition \(id): the field \(value?.jsonText ?? "") is not in the contract")
            }
            return found
        }
        func fields(_ values: [JSONValue]) throws(ContractLoadError) -> [Int] {
            var slots: [Int] = []
            for value in values { slots.append(try field(value)) }
            return slots
        }
        self.id = id
        self.code = code
        if let predicate = json["when"] {
            when = try Predicate(predicate, slot: slot, fail: fail)
        } else {
            when = nil
        }
        if let names = json["require"]?.arrayValue {
            check = .require(try fields(names))
        } else if let names = json["forbid"]?.arrayValue {
            check = .forbid(try fields(names))
        } else if let predicate = json["then"] {
            check = .then(try Predicate(predicate, slot: slot, fail: fail), shownAt: try field(json["field"]))
        } else if let names = json["notAfter"]?.arrayValue, names.count == 2 {
            check = .notAfter(try field(names[0]), try field(names[1]))
        } else if json["notInFuture"] != nil {
            check = .notInFuture(try field(json["notInFuture"]))
        } else if let pair = json["notYuan"] {
            check = .notYuan(amount: try field(pair["amount"]), text: try field(pair["text"]))
        } else if let pair = json["countEquals"] {
            check = .countEquals(count: try field(pair["count"]), items: try field(pair["items"]))
        } else {
            throw fail("条件 \(id) 没有可用的检查", "condition \(id) has no check")
        }
        func bilingual(_ value: JSONValue?) -> Bilingual? {
            guard let zh = value?["zh"]?.stringValue, let en = value?["en"]?.stringValue else { return nil }
            return Bilingual(zh: zh, en: en)
        }
        message = bilingual(json["message"])
        remedy = bilingual(json["remedy"])
    }

    /// Whether the condition holds.
    func holds(_ fields: RecordFields, today: CivilDate) -> Bool {
        if let when, !when.holds(fields) { return true }
        switch check {
        case .require(let slots): return slots.allSatisfy { fields[$0] != nil }
        case .forbid(let slots): return slots.allSatisfy { fields[$0] == nil }
        default: return failures(fields, today: today).isEmpty
        }
    }

    /// The slots at which the condition fails; empty when it holds.
    func failures(_ fields: RecordFields, today: CivilDate) -> [Int] {
        if let when, !when.holds(fields) { return [] }
        switch check {
        case .require(let slots):
            return slots.filter { fields[$0] == nil }
        case .forbid(let slots):
            return slots.filter { fields[$0] != nil }
        case .then(let predicate, let slot):
            return predicate.holds(fields) ? [] : [slot]
        case .notAfter(let first, let second):
            guard let a = date(fields, first), let b = date(fields, second) else { return [] }
            return a <= b ? [] : [second]
        case .notInFuture(let slot):
            guard let day = date(fields, slot) else { return [] }
            return day <= today ? [] : [slot]
        case .notYuan(let amount, let text):
            guard let view = fields[amount], view.kind == .number, let number = ExactDecimal(jsonNumber: view.rawBytes),
                !number.isZero
            else { return [] }
            let isYuan = fields.withText(text) { namesYuan($0, equalTo: number) } ?? false
            return isYuan ? [amount] : []
        case .countEquals(let count, let items):
            guard let view = fields[count], let list = fields[items], list.kind == .array, view.kind == .number else { return [] }
            return view.intValue == list.count ? [] : [count]
        }
    }

    private func date(_ fields: RecordFields, _ slot: Int) -> CivilDate? {
        fields.withText(slot) { CivilDate(standard: $0) } ?? nil
    }
}

/// Whether the text names "N元" where N is the number, and does not name "N万元".
private func namesYuan(_ text: UnsafeRawBufferPointer, equalTo number: ExactDecimal) -> Bool {
    let yuan: [UInt8] = Array("元".utf8)
    var i = 0
    var found = false
    while i < text.count {
        guard text[i] >= 0x30, text[i] <= 0x39 else {
            i += 1
            continue
        }
        let start = i
        while i < text.count, (text[i] >= 0x30 && text[i] <= 0x39) || text[i] == UInt8(ascii: ".") || text[i] == UInt8(ascii: ",") {
            i += 1
        }
        let digits = text[start..<i].filter { $0 != UInt8(ascii: ",") }
        guard let named = digits.withUnsafeBytes({ ExactDecimal(jsonNumber: $0) }), named == number else { continue }
        let rest = UnsafeRawBufferPointer(rebasing: text[i...])
        if rest.starts(with: yuan) { found = true } else if rest.starts(with: "万元".utf8) { return false }
    }
    return found
}
