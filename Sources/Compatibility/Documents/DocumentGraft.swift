import JSON

/// Carries differences of one document over to another.
enum DocumentGraft {
    /// `other` with the values of `base` wherever both have the member, all but one at a time, and with one such
    /// value at a time: where `other` holds guesses, `base` may know better.
    static func corrections(_ base: JSONValue, _ other: JSONValue) -> [JSONValue] {
        guard case .object(let baseObject) = base, case .object(let otherObject) = other else { return [] }
        let common = otherObject.names.filter { baseObject[$0] != nil && baseObject[$0] != otherObject[$0] }
        func corrected(_ isKept: (String) -> Bool) -> JSONValue {
            .object(
                JSONObject(
                    otherObject.map { name, value in (name, isKept(name) ? value : baseObject[name] ?? value) }))
        }
        return [corrected { _ in false }]
            + common.map { kept in corrected { Name($0) == Name(kept) } }
            + common.map { replaced in corrected { Name($0) != Name(replaced) } }
    }

    /// `base` with one member at a time taken from, or removed as in, `other`, in depth too.
    static func documents(_ base: JSONValue, _ other: JSONValue, depth: Int = 3) -> [JSONValue] {
        guard depth > 0, case .object(let baseObject) = base, case .object(let otherObject) = other else {
            return base == other ? [] : [other]
        }
        var grafts: [JSONValue] = []
        for (name, value) in otherObject {
            let old = baseObject[name]
            if old == value { continue }
            let members = baseObject.map { ($0.name, $0.value) }
            grafts.append(.object(JSONObject(members + [(name, value)])))
            guard let old else { continue }
            for inner in documents(old, value, depth: depth - 1) where inner != value {
                grafts.append(.object(JSONObject(members + [(name, inner)])))
            }
        }
        for name in baseObject.names where otherObject[name] == nil {
            grafts.append(.object(JSONObject(baseObject.filter { Name($0.name) != Name(name) }.map { ($0.name, $0.value) })))
        }
        return grafts
    }
}
