import Credit
import JSON

/// Compiles contract files into a ``SchemaProgram``.
///
/// The dialect is JSON Schema 2020-12 with our vocabulary (`x-…`). A keyword that this version does not know stops
/// the load: silently ignoring a constraint would accept what the contract refuses.
struct SchemaCompiler {
    /// Gives the parsed text of a file of the catalogue, named relative to its root.
    let load: (String) throws(ContractLoadError) -> JSONValue
    /// Gives a code table by name.
    let codeTable: (String) -> CodeTable?

    private var nodes: [SchemaNode] = []
    private var properties: [PropertyTable] = []
    private var enumerations: [[JSONValue]] = []
    private var bounds: [NumericBounds] = []
    private var rules: [ValueRule] = []
    private var lists: [NodeIndex] = []
    /// Compiled places, by file and pointer, so that a reference compiles its target once.
    private var known: [Place: NodeIndex] = [:]

    private struct Place: Hashable {
        let file: String
        let pointer: String
    }

    init(
        load: @escaping (String) throws(ContractLoadError) -> JSONValue,
        codeTable: @escaping (String) -> CodeTable?
    ) {
        self.load = load
        self.codeTable = codeTable
    }

    /// Compiles the schema at a pointer of a file (and all that it refers to).
    ///
    /// - returns: its node in the program that ``finish()`` gives.
    mutating func compile(file: String, pointer: String) throws(ContractLoadError) -> NodeIndex {
        let place = Place(file: file, pointer: pointer)
        if let index = known[place] { return index }
        guard let parsed = JSONPointer(pointer), let schema = try load(file).resolve(parsed) else {
            throw ContractLoadError(
                file: file, pointer: pointer, zh: "引用的位置不存在", en: "there is nothing at this place")
        }
        let index = nodes.count
        known[place] = index
        nodes.append(SchemaNode())
        nodes[index] = try node(schema, at: place)
        return index
    }

    /// Checks what only the whole shows, and gives the program.
    ///
    /// - throws: if schemas refer to each other in a circle without going down into the document.
    consuming func finish() throws(ContractLoadError) -> SchemaProgram {
        try refuseCircles()
        return SchemaProgram(
            nodes: nodes, properties: properties, enumerations: enumerations, bounds: bounds, rules: rules, lists: lists)
    }

    // MARK: One schema

    private static let annotations: Set<String> = [
        "$schema", "$id", "$comment", "$defs", "title", "description", "default", "deprecated", "readOnly", "writeOnly",
        "examples", "x-contract", "x-subject", "x-identity", "x-operations", "x-conditions", "x-mask", "x-disclosure",
    ]

    /// Formats of the standard that are annotations here.
    private static let annotatedFormats: Set<String> = [
        "date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
        "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex",
    ]

    private mutating func node(_ schema: JSONValue, at place: Place) throws(ContractLoadError) -> SchemaNode {
        var node = SchemaNode()
        if let verdict = schema.boolValue {
            node.allowsAnything = verdict
            return node
        }
        guard let members = schema.objectValue else {
            throw error(place, "模式必须是对象或布尔值", "a schema must be an object or a boolean")
        }
        var names: [String] = []
        var slots: [NodeIndex] = []
        var required: [String] = []
        var limits = NumericBounds()
        var rule = ValueRule()
        var hasRule = false
        for (keyword, value) in members {
            let here = Place(file: place.file, pointer: place.pointer + "/" + JSONPointer.escape(keyword))
            switch keyword {
            case "type":
                node.types = try types(value, at: here)
            case "$ref":
                node.reference = try reference(value, at: here)
            case "properties":
                guard let object = value.objectValue else { throw notObject(here) }
                for (name, _) in object {
                    names.append(name)
                    slots.append(try compile(file: here.file, pointer: here.pointer + "/" + JSONPointer.escape(name)))
                }
            case "required":
                required = try strings(value, at: here)
            case "additionalProperties":
                node.additional = try compile(file: here.file, pointer: here.pointer)
            case "items":
                node.items = try compile(file: here.file, pointer: here.pointer)
            case "enum":
                guard let values = value.arrayValue, !values.isEmpty else {
                    throw error(here, "enum 必须是非空数组", "enum must be an array with values")
                }
                node.enumeration = enumerations.count
                enumerations.append(values)
            case "const":
                node.enumeration = enumerations.count
                enumerations.append([value])
            case "minLength": node.minLength = try count(value, at: here)
            case "maxLength": node.maxLength = try count(value, at: here)
            case "minItems": node.minItems = try count(value, at: here)
            case "maxItems": node.maxItems = try count(value, at: here)
            case "uniqueItems":
                guard let flag = value.boolValue else { throw error(here, "必须是布尔值", "must be a boolean") }
                node.uniqueItems = flag
            case "minimum": limits.minimum = try number(value, at: here)
            case "maximum": limits.maximum = try number(value, at: here)
            case "exclusiveMinimum": limits.exclusiveMinimum = try number(value, at: here)
            case "exclusiveMaximum": limits.exclusiveMaximum = try number(value, at: here)
            case "multipleOf":
                let divisor = try number(value, at: here)
                guard !divisor.isZero, !divisor.isNegative else {
                    throw error(here, "必须大于零", "must be greater than zero")
                }
                limits.multipleOf = divisor
            case "allOf": node.allOf = try list(value, at: here)
            case "anyOf": node.anyOf = try list(value, at: here)
            case "oneOf": node.oneOf = try list(value, at: here)
            case "not": node.negated = try compile(file: here.file, pointer: here.pointer)
            case "if": node.condition = try compile(file: here.file, pointer: here.pointer)
            case "then": node.consequence = try compile(file: here.file, pointer: here.pointer)
            case "else": node.alternative = try compile(file: here.file, pointer: here.pointer)
            case "format":
                guard let name = value.stringValue else { throw error(here, "必须是字符串", "must be a string") }
                guard let format = Format(rawValue: name) else {
                    guard Self.annotatedFormats.contains(name) else {
                        throw error(here, "没有格式 \(name)", "there is no format \(name)")
                    }
                    break
                }
                node.format = format
            case "x-codeTable":
                guard let name = value.stringValue, let table = codeTable(name) else {
                    throw error(here, "没有这个代码表：\(value.jsonText)", "there is no code table \(value.jsonText)")
                }
                rule.table = table
                hasRule = true
            case "x-separator":
                guard let text = value.stringValue, text.utf8.count == 1, let byte = text.utf8.first else {
                    throw error(here, "分隔符必须是一个 ASCII 字符", "a separator is one ASCII character")
                }
                rule.separator = byte
                hasRule = true
            case "x-placeholder":
                guard let text = value.stringValue else { throw error(here, "必须是字符串", "must be a string") }
                rule.placeholder = Array(text.utf8)
                hasRule = true
            default:
                guard Self.annotations.contains(keyword) else {
                    throw error(here, "不认识的关键字 \(keyword)", "the keyword \(keyword) is not known")
                }
            }
        }
        if !names.isEmpty || !required.isEmpty {
            node.properties = properties.count
            properties.append(PropertyTable(names: names, nodes: slots, required: required))
        } else if node.additional >= 0 {
            node.properties = properties.count
            properties.append(PropertyTable(names: [], nodes: [], required: []))
        }
        if !limits.isEmpty {
            node.bounds = bounds.count
            bounds.append(limits)
        }
        if hasRule {
            node.rule = rules.count
            rules.append(rule)
        }
        node.hasApplicators = !node.allOf.isEmpty || !node.anyOf.isEmpty || !node.oneOf.isEmpty || node.negated >= 0
            || node.condition >= 0
        return node
    }

    // MARK: Keyword values

    private func types(_ value: JSONValue, at place: Place) throws(ContractLoadError) -> TypeSet {
        let names = value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? []
        guard !names.isEmpty else { throw error(place, "type 必须是类型名", "type must name a type") }
        var set = TypeSet()
        for name in names {
            guard let type = TypeSet.names.first(where: { $0.0 == name })?.1 else {
                throw error(place, "没有类型 \(name)", "there is no type \(name)")
            }
            set.insert(type)
        }
        return set
    }

    private mutating func reference(_ value: JSONValue, at place: Place) throws(ContractLoadError) -> NodeIndex {
        guard let text = value.stringValue else { throw error(place, "$ref 必须是字符串", "$ref must be a string") }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let file = parts[0].isEmpty ? place.file : Self.path(parts[0], relativeTo: place.file)
        let pointer = parts.count > 1 ? parts[1] : ""
        do {
            return try compile(file: file, pointer: pointer)
        } catch {
            // A target that is missing is the fault of the place that refers to it; what is wrong inside it is not.
            guard error.file == file, error.pointer == pointer || error.pointer.isEmpty else { throw error }
            throw self.error(place, "引用 \(text) 无效：\(error.reason.zh)", "the reference \(text) fails: \(error.reason.en)")
        }
    }

    /// Resolves `../common/x.json` against the folder of the file that names it.
    static func path(_ reference: String, relativeTo file: String) -> String {
        var parts = file.split(separator: "/").map(String.init)
        if !parts.isEmpty { parts.removeLast() }
        for step in reference.split(separator: "/") {
            if step == ".." {
                if !parts.isEmpty { parts.removeLast() }
            } else if step != "." {
                parts.append(String(step))
            }
        }
        return parts.joined(separator: "/")
    }

    private mutating func list(_ value: JSONValue, at place: Place) throws(ContractLoadError) -> Range<Int> {
        guard let values = value.arrayValue, !values.isEmpty else {
            throw error(place, "必须是非空数组", "must be an array with schemas")
        }
        var members: [NodeIndex] = []
        for index in values.indices {
            members.append(try compile(file: place.file, pointer: "\(place.pointer)/\(index)"))
        }
        lists.append(contentsOf: members)
        return lists.count - members.count..<lists.count
    }

    private func strings(_ value: JSONValue, at place: Place) throws(ContractLoadError) -> [String] {
        guard let values = value.arrayValue else { throw error(place, "必须是字符串数组", "must be an array of strings") }
        var texts: [String] = []
        for value in values {
            guard let text = value.stringValue else {
                throw error(place, "必须是字符串数组", "must be an array of strings")
            }
            texts.append(text)
        }
        return texts
    }

    private func count(_ value: JSONValue, at place: Place) throws(ContractLoadError) -> Int {
        guard let count = value.intValue, count >= 0 else {
            throw error(place, "必须是非负整数", "must be a whole number, zero or more")
        }
        return count
    }

    private func number(_ value: JSONValue, at place: Place) throws(ContractLoadError) -> ExactDecimal {
        guard let number = value.numberValue else { throw error(place, "必须是数字", "must be a number") }
        return number
    }

    private func notObject(_ place: Place) -> ContractLoadError {
        error(place, "必须是对象", "must be an object")
    }

    private func error(_ place: Place, _ zh: String, _ en: String) -> ContractLoadError {
        ContractLoadError(file: place.file, pointer: place.pointer, zh: zh, en: en)
    }

    // MARK: Circles

    /// A schema that applies itself to the same value would never end.
    private func refuseCircles() throws(ContractLoadError) {
        enum Mark { case open, done }
        var marks: [NodeIndex: Mark] = [:]
        func visit(_ index: NodeIndex) -> NodeIndex? {
            switch marks[index] {
            case .done: return nil
            case .open: return index
            case nil: break
            }
            marks[index] = .open
            let node = nodes[index]
            let inPlace = [node.reference, node.negated, node.condition, node.consequence, node.alternative]
                + lists[node.allOf] + lists[node.anyOf] + lists[node.oneOf]
            for next in inPlace where next >= 0 {
                if let circle = visit(next) { return circle }
            }
            marks[index] = .done
            return nil
        }
        for index in nodes.indices {
            if let circle = visit(index), let place = known.first(where: { $0.value == circle })?.key {
                throw error(place, "模式循环引用自身", "the schema refers to itself in a circle")
            }
        }
    }
}
