import JSON
import Patterns

/// Compiles the keywords of one schema object.
struct KeywordCompiler {
    private let compiler: SchemaCompiler
    private let members: JSONObject
    private let place: SchemaPlace
    private let scope: Int
    private let frame: FrameBuilder
    private let vocabulary: Vocabulary
    private var code = Code()

    init(
        _ compiler: SchemaCompiler, _ members: JSONObject, _ key: CodeKey, _ frame: FrameBuilder, _ vocabulary: Vocabulary
    ) {
        self.compiler = compiler
        self.members = members
        place = key.place
        scope = key.scope
        self.frame = frame
        self.vocabulary = vocabulary
    }

    consuming func run() throws(SchemaError) -> Code {
        if compiler.dialect.refusesUnknown { try refuseUnknown() }
        // The order is that of cost and of need: members' slots before what asks for them, what asks for evaluated members last.
        if vocabulary.contains(.validation) { try validation() }
        try format()
        try textRule()
        if vocabulary.contains(.applicator) { try objects() }
        if vocabulary.contains(.validation) { try objectLimits() }
        if vocabulary.contains(.applicator) { try arrays() }
        try references()
        if vocabulary.contains(.applicator) { try branches() }
        if vocabulary.contains(.unevaluated) { try unevaluated() }
        if vocabulary.contains(.validation) { try types() }
        return code
    }

    // MARK: Emission

    private static let number = [JSONView.Kind.number]
    private static let string = [JSONView.Kind.string]
    private static let array = [JSONView.Kind.array]
    private static let object = [JSONView.Kind.object]
    private static let every: [JSONView.Kind] = [.null, .false, .true, .number, .string, .array, .object]

    private mutating func emit(
        _ opcode: Opcode, _ kinds: [JSONView.Kind], _ keyword: Keyword, a: Int32 = 0, b: Int32 = 0, c: Int32 = 0
    ) {
        let origin = compiler.origin(keyword, place)
        for kind in kinds {
            code.lists[Int(kind.rawValue)].append(Instruction(opcode: opcode, a: a, b: b, c: c, origin: origin))
        }
    }

    private func error(_ keyword: String, _ zh: String, _ en: String) -> SchemaError {
        place.appending(keyword).error(zh, en)
    }

    // MARK: Values of keywords

    private func count(_ keyword: String) throws(SchemaError) -> Int32? {
        guard let value = members[keyword] else { return nil }
        guard let number = value.numberValue, number.isInteger, !number.isNegative else {
            throw error(keyword, "必须是非负整数", "must be a whole number, zero or more")
        }
        return Int32(clamping: number.intValue ?? Int.max)
    }

    private func strings(_ value: JSONValue, _ keyword: String) throws(SchemaError) -> [String] {
        let texts = value.arrayValue?.compactMap(\.stringValue)
        guard let texts, texts.count == value.arrayValue?.count else {
            throw error(keyword, "必须是字符串数组", "must be an array of strings")
        }
        return texts
    }

    private func object(_ keyword: String) throws(SchemaError) -> JSONObject? {
        guard let value = members[keyword] else { return nil }
        guard let object = value.objectValue else { throw error(keyword, "必须是对象", "must be an object") }
        return object
    }

    private func flag(_ keyword: String) throws(SchemaError) -> Bool {
        guard let value = members[keyword] else { return false }
        guard let flag = value.boolValue else { throw error(keyword, "必须是布尔值", "must be a boolean") }
        return flag
    }

    private func text(_ keyword: String) throws(SchemaError) -> String? {
        guard let value = members[keyword] else { return nil }
        guard let text = value.stringValue else { throw error(keyword, "必须是字符串", "must be a string") }
        return text
    }

    private func pattern(_ source: String, _ at: SchemaPlace) throws(SchemaError) -> Pattern {
        do {
            return try Pattern(source)
        } catch {
            throw at.error("正则表达式无法使用：\(error.zh)", "the pattern is not usable: \(error.en)")
        }
    }

    // MARK: Assertions

    /// The types come first in each list, so that nothing else is said of a value of the wrong type.
    private mutating func types() throws(SchemaError) {
        guard let value = members["type"] else { return }
        let names: [String]
        if let name = value.stringValue { names = [name] } else { names = try strings(value, "type") }
        var types = TypeSet()
        for name in names {
            guard let type = TypeSet.named(name) else { throw error("type", "没有类型 \(name)", "there is no type \(name)") }
            types.insert(type)
        }
        guard !types.isEmpty else { throw error("type", "type 必须是类型名", "type must name a type") }
        let origin = compiler.origin(.type, place)
        for kind in Self.every where !types.takes(kind) {
            code.lists[Int(kind.rawValue)] = [Instruction(opcode: .wrongType, a: Int32(types.rawValue), origin: origin)]
        }
        if types.contains(.integer), !types.contains(.number) {
            code.lists[Int(JSONView.Kind.number.rawValue)].insert(
                Instruction(opcode: .integer, a: Int32(types.rawValue), origin: origin), at: 0)
        }
    }

    private mutating func validation() throws(SchemaError) {
        if let least = try count("minLength"), least > 0 { emit(.minLength, Self.string, .minLength, a: least) }
        if let most = try count("maxLength") { emit(.maxLength, Self.string, .maxLength, a: most) }
        if let source = try text("pattern") {
            compiler.parts.patterns.append(try pattern(source, place.appending("pattern")))
            emit(.pattern, Self.string, .pattern, a: Int32(compiler.parts.patterns.count - 1))
        }
        try bounds()
        if let value = members["enum"] {
            guard let values = value.arrayValue, !values.isEmpty || !compiler.dialect.refusesUnknown else {
                throw error("enum", "enum 必须是非空数组", "enum must be an array with values")
            }
            try enumeration(values, .enum)
        }
        if let value = members["const"] { try enumeration([value], .const) }
    }

    /// All limits of a number are one instruction, so that its text is read once.
    private mutating func bounds() throws(SchemaError) {
        let first = Int32(compiler.parts.bounds.count)
        let kinds: [(String, NumericBound.Kind, Keyword)] = [
            ("minimum", .minimum, .minimum), ("maximum", .maximum, .maximum),
            ("exclusiveMinimum", .exclusiveMinimum, .exclusiveMinimum), ("exclusiveMaximum", .exclusiveMaximum, .exclusiveMaximum),
            ("multipleOf", .multipleOf, .multipleOf),
        ]
        for (name, kind, keyword) in kinds {
            guard let value = members[name] else { continue }
            guard let number = value.numberValue else { throw error(name, "必须是数字", "must be a number") }
            if kind == .multipleOf, number.isZero || number.isNegative {
                throw error(name, "必须大于零", "must be greater than zero")
            }
            compiler.parts.bounds.append(NumericBound(kind, number, origin: compiler.origin(keyword, place)))
        }
        if let keyword = compiler.dialect.decimalsKeyword, let places = try count(keyword) {
            guard places <= 30 else { throw error(keyword, "小数位数过大", "too many decimals") }
            let unit = ExactDecimal("1e-\(places)") ?? 1
            compiler.parts.bounds.append(NumericBound(.multipleOf, unit, origin: compiler.origin(.decimals, place)))
        }
        let count = Int32(compiler.parts.bounds.count) - first
        if count > 0 {
            code.lists[Int(JSONView.Kind.number.rawValue)].append(Instruction(opcode: .bounds, a: first, b: count))
        }
    }

    private mutating func enumeration(_ values: [JSONValue], _ keyword: Keyword) throws(SchemaError) {
        guard values.allSatisfy(ConstantPool.canHold) else {
            throw error(keyword.rawValue, "取值嵌套过深", "a value is nested too deeply")
        }
        let first = Int32(compiler.parts.constants.count)
        compiler.parts.constants += values
        let texts = values.compactMap(\.stringValue)
        let others: [JSONView.Kind] = [.null, .false, .true, .number, .array, .object]
        // A string can only equal a string: the bytes are compared, in the order of the schema.
        let firstText = Int32(compiler.parts.strings.count)
        compiler.parts.strings += texts.map { Array($0.utf8) }
        let origin = compiler.origin(keyword, place)
        code.lists[Int(JSONView.Kind.string.rawValue)].append(
            Instruction(opcode: .stringEnumeration, a: firstText, b: Int32(texts.count), c: first, origin: origin))
        for kind in others {
            code.lists[Int(kind.rawValue)].append(
                Instruction(opcode: .enumeration, a: first, b: Int32(values.count), c: first, origin: origin))
        }
        compiler.parts.constantCounts[first] = Int32(values.count)
    }

    private mutating func format() throws(SchemaError) {
        let dialect = compiler.dialect
        let exceptionText: String?
        if let keyword = dialect.formatException { exceptionText = try text(keyword) } else { exceptionText = nil }
        guard let name = try text("format") else { return }
        let check: FormatCheck
        if let own = dialect.formats[name] {
            check = own
        } else if let standard = StandardFormat.check(name) {
            guard dialect.assertsFormat || vocabulary.contains(.formatAssertion) else { return }
            check = standard
        } else {
            guard dialect.refusesUnknown else { return }
            throw error("format", "没有格式 \(name)", "there is no format \(name)")
        }
        var exception: Int32 = -1
        if let exceptionText {
            exception = Int32(compiler.parts.strings.count)
            compiler.parts.strings.append(Array(exceptionText.utf8))
        }
        emit(.format, Self.string, .format, a: compiler.formatCheck(name, check), b: exception)
    }

    private mutating func textRule() throws(SchemaError) {
        let dialect = compiler.dialect
        guard let make = dialect.makeTextRule, members.names.contains(where: { dialect.textRuleKeywords.contains($0) }) else { return }
        let rule: (any TextRule)?
        do {
            rule = try make(members)
        } catch {
            throw self.error(error.keyword, error.zh, error.en)
        }
        guard let rule else { return }
        compiler.parts.textRules.append(rule)
        emit(.textRule, Self.string, .textRule, a: Int32(compiler.parts.textRules.count - 1))
    }

    // MARK: Objects

    private mutating func objects() throws(SchemaError) {
        // The first schema of a frame that names properties has the first slots, so that a count tells what is additional.
        let isOwner = frame.names.isEmpty && !frame.isClosed
        let properties = try object("properties")
        if let properties {
            for (name, _) in properties {
                let block = compiler.block(of: place.appending("properties").appending(name), scope: scope)
                emit(.property, Self.object, .properties, a: frame.slot(name), b: block)
            }
            if isOwner { frame.properties = properties.count }
        }
        let patterns = try object("patternProperties")
        if patterns != nil || members["additionalProperties"] != nil {
            if patterns == nil, isOwner, members["additionalProperties"]?.boolValue == false {
                frame.isClosed = true
                emit(.closed, Self.object, .additionalProperties)
            } else {
                try scan(properties, patterns)
            }
        }
        if members["propertyNames"] != nil {
            emit(.propertyNames, Self.object, .propertyNames, a: compiler.block(of: place.appending("propertyNames"), scope: scope))
        }
    }

    private mutating func scan(_ properties: JSONObject?, _ patterns: JSONObject?) throws(SchemaError) {
        var scan = Scan()
        if let properties, !properties.isEmpty {
            scan.names = Int32(compiler.parts.tables.count)
            compiler.parts.tables.append(NameTable(names: properties.names, properties: properties.count))
        }
        scan.firstPattern = Int32(compiler.parts.scanPatterns.count)
        for (source, _) in patterns ?? JSONObject([]) {
            let here = place.appending("patternProperties").appending(source)
            let pattern = try pattern(source, here)
            // Blocks and patterns stand side by side; a nested schema's are only added later, from the queue.
            compiler.parts.scanPatterns.append(pattern)
            compiler.parts.scanBlocks.append(compiler.block(of: here, scope: scope))
            scan.patternCount += 1
        }
        if members["additionalProperties"] != nil {
            scan.additional = compiler.block(of: place.appending("additionalProperties"), scope: scope)
        }
        compiler.parts.scans.append(scan)
        emit(.scan, Self.object, .additionalProperties, a: Int32(compiler.parts.scans.count - 1))
    }

    private mutating func objectLimits() throws(SchemaError) {
        if let value = members["required"] {
            for name in try strings(value, "required") { emit(.required, Self.object, .required, a: frame.slot(name)) }
        }
        if let least = try count("minProperties"), least > 0 { emit(.minProperties, Self.object, .minProperties, a: least) }
        if let most = try count("maxProperties") { emit(.maxProperties, Self.object, .maxProperties, a: most) }
        if let dependents = try object("dependentRequired") {
            for (name, value) in dependents {
                for other in try strings(value, "dependentRequired") {
                    emit(.dependentRequired, Self.object, .dependentRequired, a: frame.slot(name), b: frame.slot(other))
                }
            }
        }
    }

    // MARK: Arrays

    private mutating func arrays() throws(SchemaError) {
        var prefix = 0
        if vocabulary.contains(.validation) {
            if let least = try count("minItems"), least > 0 { emit(.minItems, Self.array, .minItems, a: least) }
            if let most = try count("maxItems") { emit(.maxItems, Self.array, .maxItems, a: most) }
        }
        if let value = members["prefixItems"] {
            guard let schemas = value.arrayValue, !schemas.isEmpty else {
                throw error("prefixItems", "必须是非空数组", "must be an array with schemas")
            }
            prefix = schemas.count
            for index in schemas.indices {
                let block = compiler.block(of: place.appending("prefixItems").appending(index), scope: scope)
                emit(.prefixItem, Self.array, .items, a: Int32(index), b: block)
            }
        }
        if let value = members["items"] {
            guard value.arrayValue == nil else {
                throw error("items", "2020-12 中 items 不再是数组，请用 prefixItems", "in 2020-12 items is no array: use prefixItems")
            }
            emit(.items, Self.array, .items, a: Int32(prefix), b: compiler.block(of: place.appending("items"), scope: scope))
        }
        if members["contains"] != nil {
            var least: Int32 = 1
            var most: Int32 = -1
            if vocabulary.contains(.validation) {
                least = try count("minContains") ?? 1
                most = try count("maxContains") ?? -1
            }
            emit(.contains, Self.array, .contains, a: compiler.block(of: place.appending("contains"), scope: scope), b: least, c: most)
        }
        if vocabulary.contains(.validation), try flag("uniqueItems") { emit(.uniqueItems, Self.array, .uniqueItems) }
    }

    // MARK: In place

    private mutating func references() throws(SchemaError) {
        if let reference = try text("$ref") {
            let target = try compiler.library.target(reference, from: place.appending("$ref")).place
            try compiler.join(target, scope: scope, to: &code, in: frame)
        }
        if let reference = try text("$dynamicRef") {
            let (initial, anchor) = try compiler.library.target(reference, from: place.appending("$dynamicRef"))
            let target = anchor.flatMap { compiler.dynamicPlace(of: $0, scope: scope) } ?? initial
            try compiler.join(target, scope: scope, to: &code, in: frame)
        }
    }

    private func schemas(_ keyword: String) throws(SchemaError) -> Range<Int>? {
        guard let value = members[keyword] else { return nil }
        guard let schemas = value.arrayValue, !schemas.isEmpty else {
            throw error(keyword, "必须是非空数组", "must be an array with schemas")
        }
        return schemas.indices
    }

    private func branch(_ keyword: String) throws(SchemaError) -> Int32 {
        guard members[keyword] != nil else { return -1 }
        return try compiler.subroutine(place.appending(keyword), scope: scope, in: frame)
    }

    private mutating func branches() throws(SchemaError) {
        for index in try schemas("allOf") ?? 0..<0 {
            try compiler.join(place.appending("allOf").appending(index), scope: scope, to: &code, in: frame)
        }
        for (keyword, opcode, name) in [("anyOf", Opcode.anyOf, Keyword.anyOf), ("oneOf", .oneOf, .oneOf)] {
            guard let indices = try schemas(keyword) else { continue }
            var blocks: [Int32] = []
            for index in indices {
                blocks.append(try compiler.subroutine(place.appending(keyword).appending(index), scope: scope, in: frame))
            }
            emit(opcode, Self.every, name, a: Int32(compiler.parts.branches.count), b: Int32(blocks.count))
            compiler.parts.branches += blocks
        }
        if members["not"] != nil { emit(.not, Self.every, .not, a: try branch("not")) }
        if let condition = members["if"] {
            var kinds = Self.every
            if let (name, texts) = textCondition(condition) {
                // Of other kinds than objects the condition always holds.
                kinds.removeAll { $0 == .object }
                let first = Int32(compiler.parts.strings.count)
                compiler.parts.strings += texts.map { Array($0.utf8) }
                let textSwitch = TextSwitch(
                    slot: frame.slot(name), firstText: first, textCount: Int32(texts.count),
                    consequence: try branch("then"), alternative: try branch("else"))
                compiler.parts.switches.append(textSwitch)
                emit(.textSwitch, Self.object, .not, a: Int32(compiler.parts.switches.count - 1))
            }
            emit(.conditional, kinds, .not, a: try branch("if"), b: try branch("then"), c: try branch("else"))
        }
        if let dependents = try object("dependentSchemas") {
            for (name, _) in dependents {
                let block = try compiler.subroutine(
                    place.appending("dependentSchemas").appending(name), scope: scope, in: frame)
                emit(.dependentSchema, Self.object, .dependentRequired, a: frame.slot(name), b: block)
            }
        }
    }

    /// The member and the texts of a condition that asks for nothing else: `{"properties": {"a": {"const": "x"}}, "required": ["a"]}`.
    private func textCondition(_ condition: JSONValue) -> (name: String, texts: [String])? {
        guard vocabulary.contains(.validation), let members = condition.objectValue, Set(members.names) == ["properties", "required"],
            let properties = members["properties"]?.objectValue, properties.count == 1, let name = properties.names.first,
            members["required"]?.arrayValue == [.string(name)], let schema = properties[name]?.objectValue, schema.count == 1
        else { return nil }
        if let text = schema["const"]?.stringValue { return (name, [text]) }
        guard let values = schema["enum"]?.arrayValue else { return nil }
        let texts = values.compactMap(\.stringValue)
        return texts.count == values.count ? (name, texts) : nil
    }

    private mutating func unevaluated() throws(SchemaError) {
        if members["unevaluatedProperties"] != nil {
            let block = compiler.block(of: place.appending("unevaluatedProperties"), scope: scope)
            emit(.unevaluatedProperties, Self.object, .unevaluatedProperties, a: block)
            code.isTracking = true
        }
        if members["unevaluatedItems"] != nil {
            let block = compiler.block(of: place.appending("unevaluatedItems"), scope: scope)
            emit(.unevaluatedItems, Self.array, .unevaluatedItems, a: block)
            code.isTracking = true
        }
    }

    // MARK: Strictness

    private static let known: Set<String> = [
        "$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment", "$defs", "definitions",
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
        "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required",
        "dependentRequired", "prefixItems", "items", "contains", "additionalProperties", "properties", "patternProperties",
        "dependentSchemas", "propertyNames", "if", "then", "else", "allOf", "anyOf", "oneOf", "not", "unevaluatedItems",
        "unevaluatedProperties", "format", "contentEncoding", "contentMediaType", "contentSchema", "title", "description", "default",
        "deprecated", "readOnly", "writeOnly", "examples",
    ]

    private func refuseUnknown() throws(SchemaError) {
        let dialect = compiler.dialect
        for name in members.names {
            guard Self.known.contains(name) || dialect.annotations.contains(name) || dialect.textRuleKeywords.contains(name)
                || dialect.formatException == name || dialect.decimalsKeyword == name
            else { throw error(name, "不认识的关键字 \(name)", "the keyword \(name) is not known") }
        }
    }
}
