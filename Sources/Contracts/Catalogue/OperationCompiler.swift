import Credit
import JSON
import JSONSchema

/// Compiles the operations of one contract: schema, conditions, subject and identity of each.
struct OperationCompiler {
    let files: ContractFiles
    let library: SchemaLibrary
    let dialect: Dialect
    let tables: [String: CodeTable]
    /// The contract's file and content.
    let file: String
    let json: JSONValue
    /// Schemas by place: a correction has that of the report.
    private var schemas: [SchemaPlace: Schema] = [:]

    init(files: ContractFiles, library: SchemaLibrary, dialect: Dialect, tables: [String: CodeTable], file: String, json: JSONValue) {
        self.files = files
        self.library = library
        self.dialect = dialect
        self.tables = tables
        self.file = file
        self.json = json
    }

    private func fail(_ pointer: String, _ zh: String, _ en: String) -> ContractLoadError {
        files.error(file, pointer, zh, en)
    }

    /// - parameter reference: where the operation's schema stands, relative to the contract.
    mutating func operation(_ name: String, _ reference: String) throws(ContractLoadError) -> Operation {
        let place: SchemaPlace
        let schema: Schema
        let shape: RecordShape
        do {
            if reference.hasPrefix("#/") {
                // Told at the place itself, so that what is missing is named.
                place = ContractFiles.place(file, String(reference.dropFirst()))
            } else {
                place = try library.resolve(reference, from: ContractFiles.place(file, "/x-operations/\(name)"))
            }
            if let known = schemas[place] {
                schema = known
            } else {
                schema = try Schema(at: place, in: library, dialect: dialect)
                schemas[place] = schema
            }
            shape = try RecordShape(place, in: library)
        } catch {
            throw files.loadError(error)
        }
        guard let members = shape.nodes[0].members, !members.isEmpty, schema.slotNames.starts(with: members.map(\.name)) else {
            throw fail(place.pointer, "操作 \(name) 的模式没有 properties", "the schema of \(name) has no properties")
        }
        let fields = members.map(\.name)
        let slots = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1, $0) })
        return Operation(
            name: name, place: place, schema: schema, shape: shape, conditions: try conditions(at: place, slots),
            subject: try subject(name, slots), identity: try identity(name, slots), list: try list(at: place, fields))
    }

    // MARK: Subject and identity

    private func slot(_ value: JSONValue?, _ place: String, _ operation: String, _ slots: [String: Int]) throws(ContractLoadError) -> Int {
        guard let field = value?.stringValue, let slot = slots[field] else {
            throw fail(
                place, "操作 \(operation) 没有字段 \(value?.jsonText ?? "（未写明）")",
                "the operation \(operation) has no field \(value?.jsonText ?? "(none named)")")
        }
        return slot
    }

    private static let subjectMembers: Set<String> = [
        "category", "categories", "categoryFrom", "name", "code", "placeholder", "substitutes", "documentType",
        "documentTypeValue", "documentNumber",
    ]

    private func subject(_ operation: String, _ slots: [String: Int]) throws(ContractLoadError) -> SubjectRule {
        let subject = json["x-subject"]
        for name in subject?.objectValue?.names ?? [] where !Self.subjectMembers.contains(name) {
            throw fail("/x-subject/\(name)", "不认识的成员 \(name)", "the member \(name) is not known")
        }
        if operation == json["x-operations"]?["default"]?.stringValue {
            // Other operations may leave fields out; what the default one has not is misspelt.
            for name in ["name", "code", "documentType", "documentNumber"] {
                if let value = subject?[name] { _ = try slot(value, "/x-subject/\(name)", operation, slots) }
            }
        }
        func optional(_ name: String) -> Int? { subject?[name]?.stringValue.flatMap { slots[$0] } }
        let kind: SubjectRule.Kind
        if let entries = subject?["categoryFrom"]?.arrayValue {
            var list: [(Int, [[UInt8]], SubjectKind)] = []
            for (index, entry) in entries.enumerated() {
                let place = "/x-subject/categoryFrom/\(index)"
                guard let kind = entry["kind"]?.stringValue.flatMap(SubjectKind.init) else {
                    throw fail(place, "不认识的主体类别", "an unknown kind of subject")
                }
                let prefixes = (entry["startsWith"]?.arrayValue ?? []).compactMap { $0.stringValue.map { Array($0.utf8) } }
                list.append((try slot(entry["present"], place, operation, slots), prefixes, kind))
            }
            kind = .present(list)
        } else {
            var categories: [(value: [UInt8], kind: SubjectKind)] = []
            for (value, kind) in subject?["categories"]?.objectValue ?? JSONObject([]) {
                guard let kind = kind.stringValue.flatMap(SubjectKind.init) else {
                    throw fail("/x-subject/categories", "不认识的主体类别", "an unknown kind of subject")
                }
                categories.append((Array(value.utf8), kind))
            }
            kind = .category(slot: try slot(subject?["category"], "/x-subject/category", operation, slots), categories)
        }
        var documentType = optional("documentType").map { SubjectRule.DocumentType.slot($0) }
        if let value = subject?["documentTypeValue"]?.stringValue { documentType = .value(Array(value.utf8)) }
        return SubjectRule(
            kind: kind, code: optional("code"), placeholder: Array((subject?["placeholder"]?.stringValue ?? "").utf8),
            substitutes: (subject?["substitutes"]?.arrayValue ?? []).compactMap { value in
                value.stringValue.flatMap { name in slots[name].map { ($0, value == subject?["name"] ? .name : .registrationNumber) } }
            },
            documentType: documentType, documentNumber: optional("documentNumber"))
    }

    private func identity(_ operation: String, _ slots: [String: Int]) throws(ContractLoadError) -> IdentityRule {
        var numbers: [Int] = []
        for value in json["x-identity"]?["number"]?.arrayValue ?? [] {
            numbers.append(try slot(value, "/x-identity/number", operation, slots))
        }
        guard !numbers.isEmpty else { throw fail("/x-identity", "缺少标识字段", "the identity is missing") }
        let authority: IdentityRule.Authority
        switch json["x-identity"]?["authority"] {
        case nil: authority = .none
        case .string("binding")?: authority = .binding
        case let value?: authority = .slot(try slot(value, "/x-identity/authority", operation, slots))
        }
        var region: Int?
        if let value = json["x-identity"]?["region"] {
            region = value.stringValue.flatMap { slots[$0] }
            // Other operations may leave the field out.
            if region == nil, operation == json["x-operations"]?["default"]?.stringValue {
                region = try slot(value, "/x-identity/region", operation, slots)
            }
        }
        return IdentityRule(number: numbers, authority: authority, region: region)
    }

    // MARK: Conditions and lists

    /// Conditions stand in the operation's schema; one may be a reference to a shared one.
    private func conditions(at place: SchemaPlace, _ slots: [String: Int]) throws(ContractLoadError) -> [Condition] {
        guard let value = library.value(at: place)?["x-conditions"] else { return [] }
        func fail(_ place: SchemaPlace, _ zh: String, _ en: String) -> ContractLoadError {
            files.loadError(SchemaError(document: place.document, pointer: place.pointer, zh: zh, en: en))
        }
        let list = place.appending("x-conditions")
        guard let entries = value.arrayValue else { throw fail(list, "必须是数组", "must be an array") }
        var conditions: [Condition] = []
        for (index, entry) in entries.enumerated() {
            var here = list.appending(index)
            var entry = entry
            if let reference = entry["$ref"]?.stringValue {
                do {
                    here = try library.resolve(reference, from: here.appending("$ref"))
                } catch {
                    throw files.loadError(error)
                }
                entry = library.value(at: here) ?? .null
            }
            let at = here
            conditions.append(try Condition(entry, slot: { slots[$0] }, fail: { fail(at, $0, $1) }))
        }
        return conditions
    }

    /// The field that names a list, if the contract is one of lists.
    private func list(at place: SchemaPlace, _ fields: [String]) throws(ContractLoadError) -> (slot: Int, table: CodeTable)? {
        var found: (slot: Int, table: CodeTable)?
        for (slot, name) in fields.enumerated() {
            do {
                for (_, members) in try library.chain(from: place.appending("properties").appending(name)) {
                    if let table = members["x-codeTable"]?.stringValue.flatMap({ tables[$0] }),
                        table.entries.contains(where: { $0.designatedBy != nil })
                    {
                        found = (slot, table)
                    }
                }
            } catch {
                throw files.loadError(error)
            }
        }
        return found
    }
}
