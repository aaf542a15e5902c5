extension JSONValue {
    /// The value a pointer leads to from here; nil if there is none.
    public func resolve(_ pointer: JSONPointer) -> JSONValue? {
        var place = self
        for token in pointer.tokens {
            switch place {
            case .object(let object):
                guard let value = object[token] else { return nil }
                place = value
            case .array(let elements):
                guard let index = JSONPointer.arrayIndex(token), index < elements.count else { return nil }
                place = elements[index]
            default:
                return nil
            }
        }
        return place
    }
}

extension JSONView {
    /// The value a pointer leads to from here; nil if there is none.
    public func resolve(_ pointer: JSONPointer) -> JSONView? {
        var place = self
        for token in pointer.tokens {
            switch place.kind {
            case .object:
                guard let value = place.member(token) else { return nil }
                place = value
            case .array:
                guard let index = JSONPointer.arrayIndex(token), index < place.count else { return nil }
                place = place[index]
            default:
                return nil
            }
        }
        return place
    }
}
