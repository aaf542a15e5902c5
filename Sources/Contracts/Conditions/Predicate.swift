import Credit
import JSON

/// A test on the fields of one record, as `x-conditions` writes it.
indirect enum Predicate: Sendable {
    /// The field is one of the values.
    case isOne(slot: Int, of: [[UInt8]])
    /// The field, split at the separator, has one of the items.
    case has(slot: Int, items: [[UInt8]], separator: UInt8)
    case present(slot: Int, Bool)
    case startsWith(slot: Int, prefixes: [[UInt8]])
    case not(Predicate)
    case all([Predicate])
    case any([Predicate])

    func holds(_ fields: RecordFields) -> Bool {
        switch self {
        case .isOne(let slot, let values):
            return fields.withText(slot) { text in values.contains { text.elementsEqual($0) } } ?? false
        case .has(let slot, let items, let separator):
            return fields.withText(slot) { text in
                var found = false
                splitItems(text, at: separator) { item in
                    if items.contains(where: { item.elementsEqual($0) }) { found = true }
                }
                return found
            } ?? false
        case .present(let slot, let expected):
            return (fields[slot] != nil) == expected
        case .startsWith(let slot, let prefixes):
            return fields.withText(slot) { text in
                prefixes.contains { text.count >= $0.count && text.prefix($0.count).elementsEqual($0) }
            } ?? false
        case .not(let predicate):
            return !predicate.holds(fields)
        case .all(let predicates):
            return predicates.allSatisfy { $0.holds(fields) }
        case .any(let predicates):
            return predicates.contains { $0.holds(fields) }
        }
    }

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

/// Calls the body with each item of a text that is split at a separator; the full-width semicolon (；) counts as one.
func splitItems(_ text: UnsafeRawBufferPointer, at separator: UInt8, _ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    var i = 0
    func item(_ end: Int) {
        var from = start
        var to = end
        while from < to, text[from] == 0x20 { from += 1 }
        while to > from, text[to - 1] == 0x20 { to -= 1 }
        body(UnsafeRawBufferPointer(rebasing: text[from..<to]))
    }
    while i < text.count {
        if text[i] == separator {
            item(i)
            start = i + 1
        } else if separator == UInt8(ascii: ";"), text[i] == 0xef, i + 2 < text.count, text[i + 1] == 0xbc, text[i + 2] == 0x9b {
            item(i)
            start = i + 3
            i += 2
        }
        i += 1
    }
    item(text.count)
}
