import Contracts
import Credit
import JSON

extension ContractSheet {
    /// `contracts show --json`: the whole sheet as one object.
    ///
    /// - parameter tables: the sheets of the catalogue's code tables.
    public func json(tables: [CodeTableSheet]) -> JSONValue {
        let tables = tables.filter { codeTables.contains($0.name) }.map { $0.json }
        let rest: [(String, JSONValue)] = [
            ("subject", subject), ("identity", identity), ("defaultOperation", .string(defaultOperation)),
            ("operations", .array(operations.map { $0.json })), ("codeTables", .array(tables)),
            ("versions", .strings(versions.map(\.reference.description))), ("upgrade", upgrade?.json ?? .null),
            ("upgradeFromBefore", upgradeFromBefore?.json ?? .null), ("schema", .string(contract.file)),
            ("examples", .array(examples.map { $0.json })),
        ]
        return .members(about + rest)
    }

    private var about: [(String, JSONValue)] {
        let basis = info.legalBasis.map { JSONValue.members([("law", .string($0.law)), ("article", .optional($0.article))]) }
        return [
            ("contract", .string(reference.description)), ("name", .string(reference.name)), ("version", .int(reference.version)),
            ("title", .string(title)), ("description", .optional(description)), ("kind", .string(contract.kind.rawValue)),
            ("status", .string(info.status.rawValue)), ("effectiveFrom", .optional(info.effectiveFrom?.description)),
            ("effectiveTo", .optional(info.effectiveTo?.description)), ("standard", .string(info.standard)),
            ("owner", .string(info.owner)), ("catalogueItem", .string(info.catalogueItem)), ("legalBasis", .array(basis)),
            ("disclosure", .optional(info.disclosure?.rawValue)), ("subjects", .strings(contract.subjectKinds.map(\.rawValue))),
            ("matter", .optional(info.matter)), ("term", info.json["term"] ?? .null), ("deadline", info.json["deadline"] ?? .null),
            ("list", info.json["list"] ?? .null),
        ]
    }
}

extension ExampleSheet {
    var json: JSONValue {
        let gives = faults.map { JSONValue.members([("code", .string($0.code.rawValue)), ("path", .string($0.path))]) }
        return .members([
            ("file", .string(file)), ("note", .string(note)), ("operation", .string(operation)), ("valid", .bool(isValid)),
            ("gives", .nonEmpty(gives)),
        ])
    }
}

extension OperationSheet {
    var json: JSONValue {
        .members([
            ("names", .strings(names)), ("title", .optional(title)), ("schema", .string(schema)), ("closed", .bool(isClosed)),
            ("fields", .array(fields.map { $0.json })), ("rules", .nonEmpty(rules.map { $0.json })),
            ("conditions", .nonEmpty(conditions.map { $0.json })),
        ])
    }
}

extension FieldSheet {
    var json: JSONValue {
        let about: [(String, JSONValue)] = [
            ("required", .bool(isRequired)), ("requiredWhen", requiredWhen.isEmpty ? .null : .bilinguals(requiredWhen)),
            ("forbiddenWhen", forbiddenWhen.isEmpty ? .null : .bilinguals(forbiddenWhen)), ("disclosure", .string(disclosure.rawValue)),
            ("mask", mask.map { .members([("head", .int($0.head)), ("tail", .int($0.tail))]) } ?? .null),
            ("fields", .nonEmpty(children.map { $0.json })),
        ]
        return .members([("name", .string(name)), ("label", .string(label)), ("description", .optional(note))] + value.members + about)
    }
}

extension ValueShape {
    var members: [(String, JSONValue)] {
        [
            ("types", .strings(types)), ("minLength", .optional(minLength)), ("maxLength", .optional(maxLength)),
            ("minimum", minimum.map { .number($0) } ?? .null), ("maximum", maximum.map { .number($0) } ?? .null),
            ("decimals", .optional(decimals)), ("minItems", .optional(minItems)), ("maxItems", .optional(maxItems)),
            ("format", .optional(format)), ("pattern", .optional(pattern)), ("values", values.isEmpty ? .null : .strings(values)),
            ("codeTable", .optional(codeTable)), ("separator", .optional(separator)), ("placeholder", .optional(placeholder)),
        ]
    }
}

extension RuleSheet {
    var json: JSONValue {
        .members([
            ("when", when.map { .bilingual($0) } ?? .null), ("requires", requires.isEmpty ? .null : .strings(requires)),
            ("forbids", forbids.isEmpty ? .null : .strings(forbids)),
            ("limits", .nonEmpty(limits.map { JSONValue.members([("field", .string($0.field)), ("text", .bilingual($0.text))]) })),
            ("rest", .optional(rest)),
        ])
    }
}

extension ConditionSheet {
    var json: JSONValue {
        .members([
            ("id", .string(id)), ("code", .string(code.rawValue)), ("when", when.map { .bilingual($0) } ?? .null),
            ("check", .bilingual(check)), ("message", .bilingual(message)), ("remedy", .bilingual(remedy)),
        ])
    }
}

extension CodeTableSheet {
    var json: JSONValue {
        .members([
            ("name", .string(name)), ("title", .string(title)), ("source", .optional(source)), ("certainty", .optional(certainty)),
            ("otherPrefix", .optional(otherPrefix)), ("entries", .array(entries.map(\.json))),
        ])
    }
}

extension UpgradeSheet {
    var json: JSONValue {
        let waived = waives.map { JSONValue.members([("field", .string($0.field)), ("reason", .bilingual($0.reason))]) }
        let fields = sources.map { JSONValue.members([("to", .string($0.to)), ("from", .bilingual($0.from))]) }
        let keeping = kept.map { JSONValue.members([("to", .string($0.to)), ("fields", .strings($0.fields))]) }
        return .members([
            ("from", .int(from)), ("to", .int(to)), ("file", .string(file)), ("basis", .optional(basis)), ("waives", .nonEmpty(waived)),
            ("fields", .array(fields)), ("kept", keeping ?? .null),
        ])
    }
}
