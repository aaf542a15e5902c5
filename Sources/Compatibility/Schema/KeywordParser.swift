import JSON

/// Reads the keywords of one schema object.
struct KeywordParser {
    let members: JSONObject
    let vocabulary: CompatibilityVocabulary
    /// Compiles the schema at a path from here.
    let subschema: ([String]) -> NodeID
    /// Compiles the schema that a reference leads to.
    let reference: (String) -> NodeID?
    /// What a reference leads to that is no schema: a shared condition.
    let shared: (String) -> JSONValue?

    private(set) var keywords: [SchemaNode.Keyword] = []
    /// `unevaluated…`: restrictions that depend on the whole schema.
    private(set) var opaqueRestrictions: [String] = []
    /// Whether something in the schema is not understood and could mean anything.
    private(set) var isOpaque = false

    init(
        members: JSONObject, vocabulary: CompatibilityVocabulary, subschema: @escaping ([String]) -> NodeID,
        reference: @escaping (String) -> NodeID?, shared: @escaping (String) -> JSONValue?
    ) {
        self.members = members
        self.vocabulary = vocabulary
        self.subschema = subschema
        self.reference = reference
        self.shared = shared
    }

    mutating func parse() {
        for (keyword, value) in members {
            do throws(MalformedKeyword) {
                try parse(keyword, value)
            } catch {
                isOpaque = true
            }
        }
        parseMembers()
        parseItems()
        parseStringRules()
    }

    private mutating func add(_ name: String, _ assertion: Assertion) {
        keywords.append(SchemaNode.Keyword(assertion: assertion, name: name))
    }

    private mutating func parse(_ keyword: String, _ value: JSONValue) throws(MalformedKeyword) {
        switch keyword {
        case "$schema":
            guard let dialect = value.stringValue,
                [CompatibilityVocabulary.dialect, CompatibilityVocabulary.dialect + "#"].contains(dialect)
            else { throw MalformedKeyword() }
        case "$ref":
            guard let target = try reference(text(value)) else { throw MalformedKeyword() }
            add(keyword, .reference(target))
        case "type": try parseType(value)
        case "enum": add(keyword, .values(ValueSet(try array(value))))
        case "const": add(keyword, .values(ValueSet([value])))
        case "minimum": add(keyword, .minimum(try number(value), isExclusive: false))
        case "maximum": add(keyword, .maximum(try number(value), isExclusive: false))
        case "exclusiveMinimum": add(keyword, .minimum(try number(value), isExclusive: true))
        case "exclusiveMaximum": add(keyword, .maximum(try number(value), isExclusive: true))
        case "multipleOf":
            let divisor = try number(value)
            guard !divisor.isZero, !divisor.isNegative else { throw MalformedKeyword() }
            add(keyword, .multipleOf(divisor))
        case "minLength": try addMinimum(keyword, value) { .minLength($0) }
        case "maxLength": add(keyword, .maxLength(try count(value)))
        case "pattern": add(keyword, .pattern(Name(try text(value))))
        case "minItems": try addMinimum(keyword, value) { .minItems($0) }
        case "maxItems": add(keyword, .maxItems(try count(value)))
        case "uniqueItems":
            guard let flag = value.boolValue else { throw MalformedKeyword() }
            if flag { add(keyword, .uniqueItems) }
        case "contains":
            let min = try members["minContains"].map { value throws(MalformedKeyword) in try count(value) } ?? 1
            let max = try members["maxContains"].map { value throws(MalformedKeyword) in try count(value) }
            if min > 0 || max != nil { add(keyword, .contains(subschema([keyword]), min: min, max: max)) }
        case "minContains", "maxContains": _ = try count(value)
        case "minProperties": try addMinimum(keyword, value) { .minProperties($0) }
        case "maxProperties": add(keyword, .maxProperties(try count(value)))
        case "required": for name in try texts(value) { add(keyword, .required(Name(name))) }
        case "propertyNames": add(keyword, .propertyNames(subschema([keyword])))
        case "dependentRequired":
            for (name, names) in try object(value) {
                for other in try texts(names) { add(keyword, .dependentRequired(Name(name), Name(other))) }
            }
        case "dependentSchemas":
            for name in try object(value).names { add(keyword, .dependentSchema(Name(name), subschema([keyword, name]))) }
        case "allOf": for node in try list(keyword, value) { add(keyword, .reference(node)) }
        case "anyOf": add(keyword, .anyOf(try list(keyword, value)))
        case "oneOf": add(keyword, .oneOf(try list(keyword, value)))
        case "not": add(keyword, .not(subschema([keyword])))
        case "if":
            let then = members["then"].map { _ in subschema(["then"]) }
            let otherwise = members["else"].map { _ in subschema(["else"]) }
            if then != nil || otherwise != nil { add(keyword, .conditional(subschema([keyword]), then: then, else: otherwise)) }
        case "properties", "patternProperties": _ = try object(value)
        case "prefixItems": _ = try array(value)
        case "items": if value.arrayValue != nil { throw MalformedKeyword() }
        case "format", "x-placeholder": _ = try text(value)
        case "then", "else", "additionalProperties", "x-codeTable", "x-separator": break
        case "unevaluatedProperties", "unevaluatedItems":
            if value.boolValue != true { opaqueRestrictions.append(keyword) }
        default: try parseExtension(keyword, value)
        }
    }

    private mutating func parseExtension(_ keyword: String, _ value: JSONValue) throws(MalformedKeyword) {
        if vocabulary.isAnnotation(keyword) { return }
        if keyword == vocabulary.decimalsKeyword {
            guard let step = ExactDecimal("1e-\(try count(value))") else { throw MalformedKeyword() }
            add(keyword, .multipleOf(step))
            return
        }
        if vocabulary.restrictions.contains(keyword) {
            add(keyword, .atom(.restriction(keyword, value.withoutTexts)))
        } else if vocabulary.restrictionLists.contains(keyword) {
            for entry in try array(value) {
                // Equal references may lead to unequal restrictions, and unequal ones to equal.
                var restriction = entry
                if let text = entry["$ref"] {
                    guard let target = try shared(self.text(text)) else { throw MalformedKeyword() }
                    restriction = target
                }
                add(keyword, .atom(.restriction(keyword, restriction.withoutTexts)))
            }
        } else {
            throw MalformedKeyword()
        }
    }

    private mutating func parseType(_ value: JSONValue) throws(MalformedKeyword) {
        let names = value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? []
        guard !names.isEmpty else { throw MalformedKeyword() }
        var types = TypeSet()
        for name in names {
            switch name {
            case "null": types.insert(.null)
            case "boolean": types.insert(.boolean)
            case "number", "integer": types.insert(.number)
            case "string": types.insert(.string)
            case "array": types.insert(.array)
            case "object": types.insert(.object)
            default: throw MalformedKeyword()
            }
        }
        if types != .all { add("type", .types(types)) }
        if names.contains("integer"), !names.contains("number") { add("type", .multipleOf(1)) }
    }

    private mutating func parseMembers() {
        var rule = MemberRule()
        for name in members["properties"]?.objectValue?.names ?? [] {
            rule.properties[Name(name)] = subschema(["properties", name])
        }
        for pattern in members["patternProperties"]?.objectValue?.names ?? [] {
            rule.patterns[Name(pattern)] = subschema(["patternProperties", pattern])
        }
        if members["additionalProperties"] != nil {
            let additional = subschema(["additionalProperties"])
            if additional != SchemaGraph.anything { rule.additional = additional }
        }
        if rule != MemberRule() { add("properties", .members(rule)) }
    }

    private mutating func parseItems() {
        let prefix = (members["prefixItems"]?.arrayValue ?? []).indices.map { subschema(["prefixItems", String($0)]) }
        var rest: NodeID?
        if let items = members["items"], items.arrayValue == nil {
            rest = subschema(["items"])
            if rest == SchemaGraph.anything { rest = nil }
        }
        if !prefix.isEmpty || rest != nil { add("items", .items(ItemRule(prefix: prefix, rest: rest))) }
    }

    /// `format`, from which an `x-placeholder` is excepted, and `x-codeTable`.
    private mutating func parseStringRules() {
        if let table = members["x-codeTable"] {
            add("x-codeTable", .atom(.codeTable(table, separator: members["x-separator"])))
        }
        guard let name = members["format"]?.stringValue, !vocabulary.annotatedFormats.contains(name) else { return }
        let format = SchemaNode.Keyword(assertion: .atom(.format(name)), name: "format")
        if let placeholder = members["x-placeholder"] {
            exception = (placeholder, format)
        } else {
            keywords.append(format)
        }
    }

    /// A string that need not be of the format.
    private(set) var exception: (placeholder: JSONValue, format: SchemaNode.Keyword)?

    // MARK: - Values

    private mutating func addMinimum(
        _ keyword: String, _ value: JSONValue, _ assertion: (Int) -> Assertion
    ) throws(MalformedKeyword) {
        let count = try count(value)
        if count > 0 { add(keyword, assertion(count)) }
    }

    private func text(_ value: JSONValue) throws(MalformedKeyword) -> String {
        guard let text = value.stringValue else { throw MalformedKeyword() }
        return text
    }

    private func texts(_ value: JSONValue) throws(MalformedKeyword) -> [String] {
        let values = try array(value)
        let texts = values.compactMap(\.stringValue)
        guard texts.count == values.count else { throw MalformedKeyword() }
        return texts
    }

    private func array(_ value: JSONValue) throws(MalformedKeyword) -> [JSONValue] {
        guard let values = value.arrayValue else { throw MalformedKeyword() }
        return values
    }

    private func object(_ value: JSONValue) throws(MalformedKeyword) -> JSONObject {
        guard let object = value.objectValue else { throw MalformedKeyword() }
        return object
    }

    private func number(_ value: JSONValue) throws(MalformedKeyword) -> ExactDecimal {
        guard let number = value.numberValue else { throw MalformedKeyword() }
        return number
    }

    /// A whole number, zero or more; those beyond `Int` are as good as its greatest.
    private func count(_ value: JSONValue) throws(MalformedKeyword) -> Int {
        let number = try number(value)
        guard number.isInteger, !number.isNegative else { throw MalformedKeyword() }
        return number.intValue ?? Int.max
    }

    private func list(_ keyword: String, _ value: JSONValue) throws(MalformedKeyword) -> [NodeID] {
        let schemas = try array(value)
        guard !schemas.isEmpty else { throw MalformedKeyword() }
        return schemas.indices.map { subschema([keyword, String($0)]) }
    }
}

extension JSONValue {
    /// The value without the members that are texts for people.
    var withoutTexts: JSONValue {
        guard case .object(let object) = self else { return self }
        return .object(JSONObject(object.filter { !CompatibilityVocabulary.texts.contains($0.name) }.map { ($0.name, $0.value) }))
    }
}
