import Credit
import JSON

/// A rule across the fields of one record (`x-conditions`): what JSON Schema cannot say.
final class Condition: Sendable {
    /// Where a condition that does not hold is told.
    enum Place: Sendable {
        /// At those of the fields that are missing.
        case missing([Int])
        /// At those of the fields that are given.
        case given([Int])
        case field(Int)
    }

    let id: String
    let code: FaultCode
    /// What has to hold for the record.
    let rule: Predicate
    private let place: Place
    /// Whether the value that it is told at may be shown as far as its field allows: nothing is shown of a minor's number.
    let showsValue: Bool
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
        let check: Predicate
        if let names = json["require"]?.arrayValue {
            let slots = try fields(names)
            check = .all(slots.map { .present(slot: $0, true) })
            place = .missing(slots)
        } else if let names = json["forbid"]?.arrayValue {
            let slots = try fields(names)
            check = .all(slots.map { .present(slot: $0, false) })
            place = .given(slots)
        } else if let predicate = json["then"] {
            check = try Predicate(predicate, slot: slot, fail: fail)
            place = .field(try field(json["field"]))
        } else if let names = json["notAfter"]?.arrayValue, names.count == 2 {
            let (first, second) = (try field(names[0]), try field(names[1]))
            check = .notAfter(first, second)
            place = .field(second)
        } else if json["notInFuture"] != nil {
            let slot = try field(json["notInFuture"])
            check = .notInFuture(slot)
            place = .field(slot)
        } else if let pair = json["notYuan"] {
            let (amount, text) = (try field(pair["amount"]), try field(pair["text"]))
            check = .notYuan(amount: amount, text: text)
            place = .field(amount)
        } else if let pair = json["countEquals"] {
            let (count, items) = (try field(pair["count"]), try field(pair["items"]))
            check = .countEquals(count: count, items: items)
            place = .field(count)
        } else if let age = json["minimumAge"] {
            let (number, date) = (try field(age["documentNumber"]), try field(age["date"]))
            guard let years = age["years"]?.intValue, (1...120).contains(years) else {
                throw fail("条件 \(id) 的 years 应为 1 至 120 的整数", "condition \(id): years is a whole number from 1 to 120")
            }
            check = .minimumAge(number: number, date: date, years: UInt8(years))
            place = .field(number)
        } else {
            throw fail("条件 \(id) 没有可用的检查", "condition \(id) has no check")
        }
        showsValue = json["minimumAge"] == nil
        if let predicate = json["when"] {
            rule = .any([.not(try Predicate(predicate, slot: slot, fail: fail)), check])
        } else {
            rule = check
        }
        func bilingual(_ value: JSONValue?) -> Bilingual? {
            guard let zh = value?["zh"]?.stringValue, let en = value?["en"]?.stringValue else { return nil }
            return Bilingual(zh: zh, en: en)
        }
        message = bilingual(json["message"])
        remedy = bilingual(json["remedy"])
    }

    /// The slots that a record for which the condition does not hold is told at.
    func places(_ fields: RecordFields) -> [Int] {
        switch place {
        case .missing(let slots): slots.filter { fields[$0] == nil }
        case .given(let slots): slots.filter { fields[$0] != nil }
        case .field(let slot): [slot]
        }
    }
}
