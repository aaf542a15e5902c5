import Credit
import JSON

/// Runs a ``SchemaProgram`` on parsed records.
///
/// Without a collector it stops at the first fault and allocates nothing; with one it goes on and gathers all faults.
struct Validator {
    let program: SchemaProgram
    /// The day on which dated code tables are read.
    let today: CivilDate

    /// Whether the value satisfies the schema.
    ///
    /// - parameter slots: takes the fields of this very object by slot.
    func check(_ index: NodeIndex, _ view: JSONView, slots: FieldSlots? = nil, faults: FaultCollector? = nil) -> Bool {
        let node = program.nodes[index]
        guard node.allowsAnything else {
            faults?.add(.notAllowedHere, keyword: "false", found: view)
            return false
        }
        var good = true
        if node.reference >= 0 {
            good = check(node.reference, view, slots: node.properties < 0 ? slots : nil, faults: faults)
            if !good, faults == nil { return false }
        }
        if node.types != .any, !hasType(view, node.types) {
            faults?.add(.wrongType, keyword: "type", expected: node.types.description, found: view)
            return false
        }
        switch view.kind {
        case .string:
            good = checkString(node, view, faults) && good
        case .number:
            good = checkNumber(node, view, faults) && good
        case .object:
            if node.properties >= 0 { good = checkObject(node, view, slots, faults) && good }
        case .array:
            good = checkArray(node, view, faults) && good
        case .null, .true, .false:
            break
        }
        if !good, faults == nil { return false }
        if node.enumeration >= 0, !isEnumerated(view, program.enumerations[node.enumeration]) {
            let values = program.enumerations[node.enumeration].map { $0.stringValue ?? $0.jsonText }
            faults?.add(.notInCodeTable, keyword: "enum", expected: values.joined(separator: " | "), found: view)
            good = false
        }
        if node.hasApplicators {
            good = checkApplicators(node, view, slots, faults) && good
        }
        return good
    }

    private func hasType(_ view: JSONView, _ types: TypeSet) -> Bool {
        switch view.kind {
        case .null: return types.contains(.null)
        case .true, .false: return types.contains(.boolean)
        case .string: return types.contains(.string)
        case .array: return types.contains(.array)
        case .object: return types.contains(.object)
        case .number:
            if types.contains(.number) { return true }
            guard types.contains(.integer), let number = ExactDecimal(jsonNumber: view.rawBytes) else { return false }
            return number.isInteger
        }
    }

    // MARK: Strings and numbers

    private func checkString(_ node: SchemaNode, _ view: JSONView, _ faults: FaultCollector?) -> Bool {
        var good = true
        let bytes = view.rawBytes.count
        // A character takes 1 to 4 bytes (up to 12 escaped), so most lengths are decided without counting.
        if node.maxLength < bytes, view.scalarCount > node.maxLength {
            faults?.add(.tooLong, keyword: "maxLength", expected: "≤ \(node.maxLength)", found: view)
            good = false
        }
        if node.minLength > 0, bytes < node.minLength * 12, view.scalarCount < node.minLength {
            faults?.add(.tooShort, keyword: "minLength", expected: "≥ \(node.minLength)", found: view)
            // An empty text has no format worth naming too.
            return false
        }
        if !good, faults == nil { return false }
        if node.format != .none || node.rule >= 0 {
            let isGood = view.withUTF8 { text in
                checkText(node, text, view, faults)
            }
            good = good && isGood
        }
        return good
    }

    private func checkText(
        _ node: SchemaNode, _ text: UnsafeRawBufferPointer, _ view: JSONView, _ faults: FaultCollector?
    ) -> Bool {
        if node.rule >= 0 {
            let rule = program.rules[node.rule]
            if let placeholder = rule.placeholder, text.elementsEqual(placeholder) { return true }
            if let table = rule.table {
                var allowed = true
                if let separator = rule.separator {
                    splitItems(text, at: separator) { item in
                        if !table.allows(item, on: today) { allowed = false }
                    }
                } else {
                    allowed = table.allows(text, on: today)
                }
                if !allowed {
                    let values = table.entries.map(\.value) + (table.otherPrefix.isEmpty
                        ? [] : [String(decoding: table.otherPrefix, as: UTF8.self) + "…"])
                    faults?.add(.notInCodeTable, keyword: "x-codeTable", expected: values.joined(separator: " | "), found: view)
                    return false
                }
            }
        }
        guard node.format == .none || node.format.matches(text) else {
            faults?.add(node.format.code, keyword: "format", expected: node.format.rawValue, found: view)
            return false
        }
        return true
    }

    private func checkNumber(_ node: SchemaNode, _ view: JSONView, _ faults: FaultCollector?) -> Bool {
        guard node.bounds >= 0, let number = ExactDecimal(jsonNumber: view.rawBytes) else { return true }
        let bounds = program.bounds[node.bounds]
        var good = true
        func refuse(_ code: FaultCode, _ keyword: String, _ expected: String) {
            good = false
            faults?.add(code, keyword: keyword, expected: expected, found: view)
        }
        if let limit = bounds.minimum, number < limit { refuse(.outOfRange, "minimum", "≥ \(limit)") }
        if let limit = bounds.maximum, number > limit { refuse(.outOfRange, "maximum", "≤ \(limit)") }
        if let limit = bounds.exclusiveMinimum, number <= limit { refuse(.outOfRange, "exclusiveMinimum", "> \(limit)") }
        if let limit = bounds.exclusiveMaximum, number >= limit { refuse(.outOfRange, "exclusiveMaximum", "< \(limit)") }
        if let divisor = bounds.multipleOf, !number.isMultiple(of: divisor) {
            refuse(.tooManyDecimals, "multipleOf", "× \(divisor)")
        }
        return good
    }

    private func isEnumerated(_ view: JSONView, _ values: [JSONValue]) -> Bool {
        values.contains { value in
            switch (value, view.kind) {
            case (.string(var text), .string): return text.withUTF8 { view.isEqual(toUTF8: UnsafeRawBufferPointer($0)) }
            case (.string, _): return false
            default: return view.value == value
            }
        }
    }

    // MARK: Objects and arrays

    private func checkObject(
        _ node: SchemaNode, _ view: JSONView, _ slots: FieldSlots?, _ faults: FaultCollector?
    ) -> Bool {
        let table = program.properties[node.properties]
        var good = true
        var found = 0
        slots?.reset(count: table.names.count)
        for member in view.members {
            if let slot = table.slot(of: member.name) {
                if table.isRequired[slot] { found += 1 }
                slots?[slot] = member.value
                let child = table.nodes[slot]
                if let faults {
                    let isGood = faults.at(table.names[slot]) { check(child, member.value, faults: faults) }
                    good = good && isGood
                } else if !check(child, member.value) {
                    return false
                }
            } else if node.additional >= 0 {
                if let faults {
                    let name = String(member.name.string.prefix(100))
                    if program.nodes[node.additional].allowsAnything {
                        let isGood = faults.at(name) { check(node.additional, member.value, faults: faults) }
                        good = good && isGood
                    } else {
                        faults.add(.unknownField, under: name, keyword: "additionalProperties")
                        good = false
                    }
                } else if !check(node.additional, member.value) {
                    return false
                }
            }
        }
        if found < table.requiredCount {
            guard let faults else { return false }
            good = false
            for (slot, name) in table.names.enumerated() where table.isRequired[slot] && view.member(name) == nil {
                faults.add(.missing, under: name, keyword: "required")
            }
        }
        for name in table.requiredElsewhere where view.member(name) == nil {
            guard let faults else { return false }
            good = false
            faults.add(.missing, under: name, keyword: "required")
        }
        return good
    }

    private func checkArray(_ node: SchemaNode, _ view: JSONView, _ faults: FaultCollector?) -> Bool {
        var good = true
        if view.count < node.minItems || view.count > node.maxItems {
            let expected = view.count < node.minItems ? "≥ \(node.minItems)" : "≤ \(node.maxItems)"
            faults?.add(.itemCount, keyword: view.count < node.minItems ? "minItems" : "maxItems", expected: expected)
            if faults == nil { return false }
            good = false
        }
        if node.items >= 0 {
            for (index, element) in view.elements.enumerated() {
                if let faults {
                    let isGood = faults.at(String(index)) { check(node.items, element, faults: faults) }
                    good = good && isGood
                } else if !check(node.items, element) {
                    return false
                }
            }
        }
        if node.uniqueItems, !hasUniqueItems(view) {
            faults?.add(.itemsNotUnique, keyword: "uniqueItems")
            good = false
        }
        return good
    }

    private func hasUniqueItems(_ view: JSONView) -> Bool {
        var seen = Set<JSONValue>()
        return view.elements.allSatisfy { seen.insert($0.value).inserted }
    }

    // MARK: Applicators

    private func checkApplicators(
        _ node: SchemaNode, _ view: JSONView, _ slots: FieldSlots?, _ faults: FaultCollector?
    ) -> Bool {
        var good = true
        for branch in program.lists[node.allOf] where !check(branch, view, faults: faults) {
            if faults == nil { return false }
            good = false
        }
        if !node.anyOf.isEmpty, !program.lists[node.anyOf].contains(where: { check($0, view) }) {
            guard let faults else { return false }
            good = false
            explainClosest(node.anyOf, view, faults, keyword: "anyOf")
        }
        if !node.oneOf.isEmpty {
            let fitting = program.lists[node.oneOf].count { check($0, view) }
            if fitting != 1 {
                guard let faults else { return false }
                good = false
                if fitting == 0 {
                    explainClosest(node.oneOf, view, faults, keyword: "oneOf")
                } else {
                    faults.add(.severalAlternatives, keyword: "oneOf")
                }
            }
        }
        if node.negated >= 0, check(node.negated, view) {
            faults?.add(.notAllowedHere, keyword: "not", found: view)
            if faults == nil { return false }
            good = false
        }
        if node.condition >= 0 {
            let branch = check(node.condition, view) ? node.consequence : node.alternative
            if branch >= 0, !check(branch, view, faults: faults) {
                if faults == nil { return false }
                good = false
            }
        }
        return good
    }

    /// Explains the branch that fails in the fewest places: most likely the one that was meant.
    private func explainClosest(_ branches: Range<Int>, _ view: JSONView, _ faults: FaultCollector, keyword: String) {
        faults.add(.noAlternative, keyword: keyword)
        var closest: [Fault]?
        for branch in program.lists[branches] {
            let trial = faults.branch()
            _ = check(branch, view, faults: trial)
            if closest.map({ trial.faults.count < $0.count }) ?? true { closest = trial.faults }
        }
        faults.add(closest ?? [])
    }
}
