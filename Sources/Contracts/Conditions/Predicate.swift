import Credit
import JSON

/// A test on the fields of one record, as `x-conditions` writes it. ``ConditionProgram`` runs it.
indirect enum Predicate: Sendable {
    /// The field is one of the values.
    case isOne(slot: Int, of: [[UInt8]])
    /// The field, split at the separator, has one of the items.
    case has(slot: Int, items: [[UInt8]], separator: UInt8)
    case present(slot: Int, Bool)
    case startsWith(slot: Int, prefixes: [[UInt8]])
    /// The first date is not after the second.
    case notAfter(Int, Int)
    case notInFuture(Int)
    /// The amount, in 万元, is not the very number of yuan that the text names.
    case notYuan(amount: Int, text: Int)
    /// The number is that of the array's items.
    case countEquals(count: Int, items: Int)
    /// Whom the resident number names has completed so many years of age on the date.
    case minimumAge(number: Int, date: Int, years: UInt8)
    case not(Predicate)
    case all([Predicate])
    case any([Predicate])

    /// Compiles a predicate against the fields of a schema.
    init(_ json: JSONValue, slot: (String) -> Int?, fail: (String, String) -> ContractLoadError) throws(ContractLoadError) {
        if let inner = json["not"] {
            self = .not(try Predicate(inner, slot: slot, fail: fail))
            return
        }
        if let inner = json["all"]?.arrayValue {
            self = .all(try Self.list(inner, slot: slot, fail: fail))
            return
        }
        if let inner = json["any"]?.arrayValue {
            self = .any(try Self.list(inner, slot: slot, fail: fail))
            return
        }
        guard let name = json["field"]?.stringValue else {
            throw fail("条件缺少 field：\(json.jsonText)", "the predicate has no field: \(json.jsonText)")
        }
        guard let field = slot(name) else {
            throw fail("条件中的字段 \(name) 不在合同中", "the predicate's field \(name) is not in the contract")
        }
        func texts(_ value: JSONValue) -> [[UInt8]] {
            (value.arrayValue ?? []).compactMap { $0.stringValue.map { Array($0.utf8) } }
        }
        if let values = json["is"] {
            self = .isOne(slot: field, of: texts(values))
        } else if let items = json["has"] {
            self = .has(slot: field, items: texts(items), separator: json["separator"]?.stringValue?.utf8.first ?? UInt8(ascii: ";"))
        } else if let flag = json["present"]?.boolValue {
            self = .present(slot: field, flag)
        } else if let prefixes = json["startsWith"] {
            self = .startsWith(slot: field, prefixes: texts(prefixes))
        } else {
            throw fail("不认识的条件：\(json.jsonText)", "the predicate is not known: \(json.jsonText)")
        }
    }

    private static func list(
        _ values: [JSONValue], slot: (String) -> Int?, fail: (String, String) -> ContractLoadError
    ) throws(ContractLoadError) -> [Predicate] {
        var predicates: [Predicate] = []
        for value in values {
            predicates.append(try Predicate(value, slot: slot, fail: fail))
        }
        return predicates
    }
}
