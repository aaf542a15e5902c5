import Credit
import JSON
import JSONSchema

/// Compiles the upgrade from one version of a contract to the next, and makes sure that it loses nothing.
struct UpgradeCompiler {
    let files: ContractFiles
    let library: SchemaLibrary
    let dialect: Dialect
    let tables: [String: CodeTable]
    /// The file of the upgrade, relative to the catalogue.
    let file: String
    let json: JSONValue

    private func fail(_ pointer: String, _ zh: String, _ en: String) -> ContractLoadError {
        files.error(file, pointer, zh, en)
    }

    func compile(from source: Contract, to target: Contract) throws(ContractLoadError) -> Upgrade {
        guard json["from"]?.intValue == source.reference.version, json["to"]?.intValue == target.reference.version else {
            throw fail("", "from 或 to 与文件名不符", "from or to are not those of the file's name")
        }
        let old = source.defaultOperation
        let new = target.defaultOperation
        for operation in source.operations where operation.fields != old.fields {
            throw fail("", "升级要求旧版各操作的字段相同", "an upgrade asks for the same fields in all operations of the old version")
        }
        var lifted: Set<String> = []
        var filled: Set<String> = []
        var fields: [(name: String, source: Upgrade.Source)] = []
        for (index, rule) in (json["fields"]?.arrayValue ?? []).enumerated() {
            let place = "/fields/\(index)"
            guard let name = rule["to"]?.stringValue, new.fields.contains(name) else {
                throw fail(place + "/to", "新版没有这个字段", "the new version has no such field")
            }
            guard filled.insert(name).inserted else { throw fail(place + "/to", "字段重复：\(name)", "the field occurs twice: \(name)") }
            fields.append((name, try self.source(rule, place, old.fields, &lifted)))
        }
        var kept: (name: String, fields: [(name: String, slot: Int)])?
        if let rule = json["kept"] {
            guard let name = rule["to"]?.stringValue, new.fields.contains(name), !filled.contains(name) else {
                throw fail("/kept/to", "新版没有这个字段", "the new version has no such field")
            }
            var list: [(name: String, slot: Int)] = []
            for value in rule["fields"]?.arrayValue ?? [] {
                let slot = try slot(value, "/kept/fields", old.fields)
                list.append((old.fields[slot], slot))
                lifted.insert(old.fields[slot])
            }
            kept = (name, list)
        }
        if let lost = old.fields.first(where: { !lifted.contains($0) }) {
            throw fail("/fields", "升级丢失了旧版字段 \(lost)", "the upgrade loses the field \(lost) of the old version")
        }
        var waived: Set<String> = []
        for (index, value) in (json["waives"]?.arrayValue ?? []).enumerated() {
            guard let name = value["field"]?.stringValue, new.fields.contains(name) else {
                throw fail("/waives/\(index)", "新版没有这个字段", "the new version has no such field")
            }
            waived.insert(name)
        }
        return Upgrade(
            source: source, target: target, waived: waived, fields: fields, kept: kept,
            operations: try operations(source, target, waived))
    }

    private func slot(_ value: JSONValue, _ place: String, _ fields: [String]) throws(ContractLoadError) -> Int {
        guard let name = value.stringValue, let slot = fields.firstIndex(of: name) else {
            throw fail(place, "旧版没有字段 \(value.jsonText)", "the old version has no field \(value.jsonText)")
        }
        return slot
    }

    private func source(
        _ rule: JSONValue, _ place: String, _ fields: [String], _ lifted: inout Set<String>
    ) throws(ContractLoadError) -> Upgrade.Source {
        if let kinds = rule["subjectKind"]?.objectValue {
            var table: [SubjectKind: String] = [:]
            for (name, text) in kinds {
                guard let kind = SubjectKind(rawValue: name), let text = text.stringValue else {
                    throw fail(place + "/subjectKind", "不认识的主体类别", "an unknown kind of subject")
                }
                table[kind] = text
            }
            return .subjectKind(table)
        }
        if let name = rule["binding"]?.stringValue {
            guard let fact = Upgrade.Fact(rawValue: name) else {
                throw fail(place + "/binding", "绑定中没有 \(name)", "a binding has no \(name)")
            }
            return .fact(fact)
        }
        if let text = rule["value"]?.stringValue {
            var condition: Int?
            if let value = rule["whenPresent"] { condition = try slot(value, place + "/whenPresent", fields) }
            return .text(text, whenPresent: condition)
        }
        guard let from = rule["from"] else { throw fail(place, "没有写明来源", "there is no source") }
        var slots: [Int] = []
        for value in from.arrayValue ?? [from] {
            let slot = try slot(value, place + "/from", fields)
            slots.append(slot)
            lifted.insert(fields[slot])
        }
        if let values = rule["values"]?.objectValue {
            var table: [String: String] = [:]
            for (value, text) in values { table[value] = text.stringValue }
            return .values(slots, table: table, separator: rule["join"]?.stringValue ?? "")
        }
        guard slots.count == 1 else { throw fail(place, "多个来源需要 values", "several sources need values") }
        return .field(slots[0])
    }

    /// The new version's operations with nothing asked for that is waived: compiled from its file with those names taken out
    /// of `required`, and without the conditions that ask for them.
    private func operations(
        _ source: Contract, _ target: Contract, _ waived: Set<String>
    ) throws(ContractLoadError) -> [String: Operation] {
        guard let members = try files.file(target.file).objectValue else { return [:] }
        var changed: [(String, JSONValue)] = []
        for (name, value) in members where name != "$id" {
            switch name {
            case "required": changed.append((name, .array((value.arrayValue ?? []).filter { !waived.contains($0.stringValue ?? "") })))
            case "x-conditions": changed.append((name, .array((value.arrayValue ?? []).compactMap { Self.relax($0, waived) })))
            default: changed.append((name, value))
            }
        }
        let name = "\(target.reference.name)/v\(target.reference.version).from-v\(source.reference.version).json"
        let json = JSONValue.object(JSONObject(changed))
        do {
            try library.add(SchemaDocument(uri: ContractFiles.base + name, root: json))
        } catch {
            throw files.loadError(error)
        }
        var compiler = OperationCompiler(
            files: files, library: library, dialect: dialect, tables: tables, file: name, json: json)
        var operations: [String: Operation] = [:]
        for operation in source.operations {
            guard let reference = json["x-operations"]?[operation.name]?.stringValue else {
                throw fail("", "新版没有操作 \(operation.name)", "the new version has no operation \(operation.name)")
            }
            operations[operation.name] = try compiler.operation(operation.name, reference)
        }
        return operations
    }

    /// A condition without the waived fields among those that it requires; nil if it then requires nothing.
    private static func relax(_ condition: JSONValue, _ waived: Set<String>) -> JSONValue? {
        guard let names = condition["require"]?.arrayValue, let members = condition.objectValue else { return condition }
        let left = names.filter { !waived.contains($0.stringValue ?? "") }
        if left.isEmpty { return nil }
        return .object(JSONObject(members.map { $0.name == "require" ? ($0.name, .array(left)) : ($0.name, $0.value) }))
    }
}
