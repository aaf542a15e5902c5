import JSON

/// Documents that differ from a given one in a place or two.
struct DocumentMutation {
    let pool: ValuePool

    func mutate(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
        // Going down is likely as long as there is something below.
        switch value {
        case .object(let object) where !object.isEmpty && Int.random(in: 0..<3, using: &random) > 0:
            let place = Int.random(in: 0..<object.count, using: &random)
            return .object(
                JSONObject(
                    object.enumerated().map { index, member in
                        (member.name, index == place ? mutate(member.value, &random) : member.value)
                    }))
        case .array(let elements) where !elements.isEmpty && Int.random(in: 0..<3, using: &random) > 0:
            var elements = elements
            let place = Int.random(in: 0..<elements.count, using: &random)
            elements[place] = mutate(elements[place], &random)
            return .array(elements)
        default:
            return change(value, &random)
        }
    }

    private func change(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
        let other = pool.values.randomElement(using: &random) ?? .null
        if Int.random(in: 0..<5, using: &random) == 0 { return other }
        switch value {
        case .object(let object):
            var members = object.map { ($0.name, $0.value) }
            if Bool.random(using: &random), !members.isEmpty {
                members.remove(at: Int.random(in: 0..<members.count, using: &random))
            } else {
                members.append((pool.names.randomElement(using: &random) ?? "x", other))
            }
            return .object(JSONObject(members))
        case .array(var elements):
            if Bool.random(using: &random), !elements.isEmpty {
                elements.remove(at: Int.random(in: 0..<elements.count, using: &random))
            } else {
                elements.append(elements.randomElement(using: &random) ?? other)
            }
            return .array(elements)
        case .string(let string):
            switch Int.random(in: 0..<4, using: &random) {
            case 0: return .string(String(string.dropLast()))
            case 1: return .string(string + "a")
            case 2: return .string(string + string)
            default: return .string(pool.strings.randomElement(using: &random) ?? "")
            }
        default:
            return other
        }
    }
}
