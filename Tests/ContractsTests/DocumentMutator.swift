import JSON
import SeededRandom

/// Spoils documents at random: members lost, renamed and doubled, other types, values at the edges, junk.
struct DocumentMutator {
    var generator: SeededGenerator

    /// A document with one to three things changed.
    mutating func mutated(_ document: JSONValue) -> JSONValue {
        var document = document
        for _ in 0..<Int.random(in: 1...3, using: &generator) { document = changed(document, depth: 0) }
        return document
    }

    /// Goes down by chance and changes what it meets.
    private mutating func changed(_ value: JSONValue, depth: Int) -> JSONValue {
        switch value {
        case .object(let object) where !object.isEmpty && (depth == 0 || chance(70)): .object(changed(object, depth: depth))
        case .array(let elements) where !elements.isEmpty && chance(80): .array(changed(elements, depth: depth))
        default: other(than: value)
        }
    }

    private mutating func changed(_ object: JSONObject, depth: Int) -> JSONObject {
        var members = object.map { ($0.name, $0.value) }
        let index = Int.random(in: 0..<members.count, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: members.remove(at: index)
        case 1: members[index].0 = newName(members[index].0)
        case 2: members.append((newName(members[index].0), members[index].1))
        case 3: members[index].1 = pick(members).1
        case 4: members.append((newName("x"), junk(depth: 0)))
        default: members[index].1 = changed(members[index].1, depth: depth + 1)
        }
        return JSONObject(members)
    }

    private mutating func changed(_ elements: [JSONValue], depth: Int) -> [JSONValue] {
        var elements = elements
        let index = Int.random(in: 0..<elements.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: elements.remove(at: index)
        case 1: elements.append(elements[index])
        case 2: elements.append(junk(depth: 0))
        default: elements[index] = changed(elements[index], depth: depth + 1)
        }
        return elements
    }

    private mutating func newName(_ name: String) -> String {
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: name + "X"
        case 1: name.lowercased()
        case 2: String(name.dropLast())
        case 3: " " + name
        default: pick(["", "CF_WSH", "note", "x-\u{0}", "字段"])
        }
    }

    private mutating func other(than value: JSONValue) -> JSONValue {
        if case .string(let text) = value, chance(50) { return .string(spoilt(text)) }
        if case .number(let number) = value, chance(50) {
            return (try? JSONValue(parsing: number.description + pick(["1", "0000000", "e1", "e-3", ""]))) ?? .null
        }
        return junk(depth: 0)
    }

    private mutating func spoilt(_ text: String) -> String {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: ""
        case 1: text + text
        case 2: String(text.dropLast())
        case 3: " " + text
        case 4: text + "\n"
        case 5: String(repeating: text + "长", count: 300)
        case 6: String(text.reversed())
        default: text + "\u{301}😀"
        }
    }

    /// What belongs nowhere.
    private mutating func junk(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth < 3 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(chance(50))
        case 2, 3:
            let numbers = [
                "0", "-0.0", "1", "1.0", "-1", "0.01", "0.000001", "0.0000001", "1e2", "999999999999.999999", "1e300", "-1e-300",
                "9223372036854775808", "123456789012345678901234567890.5",
            ]
            return .number(ExactDecimal(pick(numbers)) ?? 0)
        case 4, 5:
            return .string(pick(["", "0", "身份证", "2026-02-29", "2026/11/01", "自然人", "00000000000000000X", "a\u{0}b", "😀", "其他"]))
        case 6:
            var elements: [JSONValue] = []
            for _ in 0..<Int.random(in: 0...3, using: &generator) { elements.append(junk(depth: depth + 1)) }
            return .array(elements)
        default:
            var members: [(String, JSONValue)] = []
            for name in ["a", "b", "内容"] where chance(50) { members.append((name, junk(depth: depth + 1))) }
            return .object(JSONObject(members))
        }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &generator)] }
}
