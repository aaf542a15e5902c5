extension JSONView {
    /// Equality as JSON Schema defines it: numbers by value (`1`, `1.0` and `10e-1` are equal), strings decoded,
    /// arrays in order, objects without order. Takes linear time.
    public func isDeepEqual(to other: JSONView) -> Bool {
        let kind = self.kind
        guard kind == other.kind, count == other.count else { return false }
        switch kind {
        case .null, .true, .false:
            return true
        case .string:
            return hasSameString(as: other)
        case .number:
            return ByteEquality.areEqual(rawBytes, other.rawBytes) || decimal == other.decimal
        case .array:
            var others = other.elements
            for element in elements {
                guard let counterpart = others.next(), element.isDeepEqual(to: counterpart) else { return false }
            }
            return true
        case .object:
            return hasEqualMembers(as: other)
        }
    }

    /// Adds a value to `hasher` that is the same for all values that are deeply equal to this one.
    public func deepHash(into hasher: inout Hasher) {
        hasher.combine(kind.rawValue)
        switch kind {
        case .null, .true, .false:
            break
        case .string:
            withUTF8 { hasher.combine(bytes: $0) }
            hasher.combine(0xFF as UInt8)
        case .number:
            hasher.combine(decimal)
        case .array:
            hasher.combine(count)
            for element in elements { element.deepHash(into: &hasher) }
        case .object:
            hasher.combine(count)
            var sum = 0
            for member in members {
                var memberHasher = Hasher()
                member.name.deepHash(into: &memberHasher)
                member.value.deepHash(into: &memberHasher)
                sum &+= memberHasher.finalize()
            }
            hasher.combine(sum)
        }
    }

    /// Most members among which names are looked for one by one.
    private static var linearCount: Int { 32 }

    private func hasEqualMembers(as other: JSONView) -> Bool {
        guard count > JSONView.linearCount else {
            return members.allSatisfy { member in
                let counterpart = other.members.first {
                    $0.name.nameHash == member.name.nameHash && $0.name.hasSameString(as: member.name)
                }
                return counterpart.map { member.value.isDeepEqual(to: $0.value) } ?? false
            }
        }
        var values: [NameKey: JSONView] = [:]
        values.reserveCapacity(other.count)
        for member in other.members { values[NameKey(name: member.name)] = member.value }
        return members.allSatisfy { member in
            values[NameKey(name: member.name)].map(member.value.isDeepEqual(to:)) ?? false
        }
    }

    /// A member name as a dictionary's key, hashed with a secret seed.
    private struct NameKey: Hashable {
        let name: JSONView

        static func == (left: NameKey, right: NameKey) -> Bool { left.name.hasSameString(as: right.name) }

        func hash(into hasher: inout Hasher) { name.withUTF8 { hasher.combine(bytes: $0) } }
    }
}
