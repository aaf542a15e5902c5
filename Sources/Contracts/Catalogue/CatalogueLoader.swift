import Credit
import Foundation
import JSON

/// Reads the files of a catalogue, each once, and compiles its contracts.
final class CatalogueLoader {
    private let directory: String
    private var files: [String: JSONValue] = [:]
    private var tables: [String: CodeTable] = [:]

    init(directory: String) {
        self.directory = directory
    }

    func load() throws(ContractLoadError) -> Catalogue {
        let index = try file("catalogue.json")
        guard let rows = index["contracts"]?.arrayValue, !rows.isEmpty else {
            throw ContractLoadError(
                file: path("catalogue.json"), zh: "目录中没有合同（contracts 为空）", en: "the catalogue lists no contracts")
        }
        try loadCodeTables()
        var contracts: [Contract] = []
        var listed: Set<ContractReference> = []
        for (row, entry) in rows.enumerated() {
            guard let name = entry["name"]?.stringValue, let versions = entry["versions"]?.arrayValue?.compactMap(\.intValue),
                !versions.isEmpty
            else {
                throw ContractLoadError(
                    file: path("catalogue.json"), pointer: "/contracts/\(row)", zh: "缺少 name 或 versions",
                    en: "name or versions are missing")
            }
            for version in versions {
                let reference = ContractReference(name: name, version: version)
                guard listed.insert(reference).inserted else {
                    throw ContractLoadError(
                        file: path("catalogue.json"), pointer: "/contracts/\(row)", zh: "合同重复列出：\(reference)",
                        en: "the contract is listed twice: \(reference)")
                }
                contracts.append(try contract(reference))
            }
        }
        return Catalogue(contracts: contracts, codeTables: tables)
    }

    // MARK: Files

    private func path(_ file: String) -> String {
        directory.hasSuffix("/") ? directory + file : directory + "/" + file
    }

    private func file(_ name: String) throws(ContractLoadError) -> JSONValue {
        if let value = files[name] { return value }
        guard let data = FileManager.default.contents(atPath: path(name)) else {
            throw ContractLoadError(
                file: path(name), zh: "文件不存在或无法读取；请检查 --contracts 指向的目录",
                en: "the file is missing or cannot be read; check the folder that --contracts names")
        }
        let bytes = [UInt8](data)
        do {
            let value = try JSONValue(parsing: bytes)
            files[name] = value
            return value
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw ContractLoadError(
                file: "\(path(name)):\(line):\(column)", zh: "不是合法的 JSON（\(error.kind.rawValue)）",
                en: "not valid JSON (\(error.kind.rawValue))")
        }
    }

    /// As ``file(_:)`` for the compiler, which names files relative to the catalogue in its errors too.
    private func compilerFile(_ name: String) throws(ContractLoadError) -> JSONValue {
        do {
            return try file(name)
        } catch {
            throw ContractLoadError(
                file: String(error.file.dropFirst(path("").count)), pointer: error.pointer, zh: error.reason.zh,
                en: error.reason.en)
        }
    }

    private func loadCodeTables() throws(ContractLoadError) {
        let folder = path("code-tables")
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".json") }
        for name in names.sorted() {
            let table = try CodeTable(file: path("code-tables/\(name)"), json: try file("code-tables/\(name)"))
            tables[table.name] = table
        }
    }

    // MARK: One contract

    private func contract(_ reference: ContractReference) throws(ContractLoadError) -> Contract {
        let name = "\(reference.name)/v\(reference.version).schema.json"
        let json = try file(name)
        func fail(_ pointer: String, _ zh: String, _ en: String) -> ContractLoadError {
            ContractLoadError(file: path(name), pointer: pointer, zh: zh, en: en)
        }
        guard json["x-contract"]?["name"]?.stringValue == reference.name,
            json["x-contract"]?["version"]?.intValue == reference.version
        else {
            throw fail("/x-contract", "name 或 version 与目录不符（应为 \(reference)）",
                       "name or version are not those of the catalogue (\(reference))")
        }
        guard let legal = json["x-contract"]?["legalBasis"]?.arrayValue, !legal.isEmpty else {
            throw fail("/x-contract/legalBasis", "缺少法律依据：没有依据的数据不得归集",
                       "the legal basis is missing: data without one may not be collected")
        }
        guard let operations = json["x-operations"]?.objectValue,
            let defaultName = operations["default"]?.stringValue, operations[defaultName] != nil
        else { throw fail("/x-operations", "缺少操作或默认操作", "operations or the default one are missing") }

        var compiler = SchemaCompiler(
            load: { [self] name throws(ContractLoadError) in try self.compilerFile(name) },
            codeTable: { [self] in tables[$0] })
        var roots: [(name: String, pointer: String, node: NodeIndex)] = []
        let names = [defaultName] + operations.names.filter { $0 != "default" && $0 != defaultName }
        for operation in names {
            guard let target = operations[operation]?.stringValue, target.hasPrefix("#") else {
                throw fail("/x-operations/\(operation)", "应为 # 开头的引用", "must be a reference that begins with #")
            }
            let pointer = String(target.dropFirst())
            do {
                roots.append((operation, pointer, try compiler.compile(file: name, pointer: pointer)))
            } catch {
                throw ContractLoadError(
                    file: path(error.file), pointer: error.pointer, zh: error.reason.zh, en: error.reason.en)
            }
        }
        let program: SchemaProgram
        do {
            program = try compiler.finish()
        } catch {
            throw ContractLoadError(
                file: path(error.file), pointer: error.pointer, zh: error.reason.zh, en: error.reason.en)
        }
        var compiled: [Operation] = []
        for root in roots {
            compiled.append(
                try operation(root.name, pointer: root.pointer, node: root.node, contract: json, program: program, fail: fail))
        }
        let kind: RecordKind = operations["listed"] != nil ? .list : operations["submitted"] != nil ? .dispute : .record
        return Contract(
            reference: reference, title: json["title"]?.stringValue ?? reference.name, kind: kind, operations: compiled,
            labels: labels(of: json), program: program)
    }

    private func operation(
        _ name: String, pointer: String, node: NodeIndex, contract json: JSONValue, program: SchemaProgram,
        fail: (String, String, String) -> ContractLoadError
    ) throws(ContractLoadError) -> Operation {
        let table = program.nodes[node].properties
        guard table >= 0 else {
            throw fail(pointer, "操作 \(name) 的模式没有 properties", "the schema of \(name) has no properties")
        }
        let properties = program.properties[table]
        func optional(_ value: JSONValue?) throws(ContractLoadError) -> Int? {
            guard let field = value?.stringValue else { return nil }
            return properties.slot(of: field)
        }
        func slot(_ value: JSONValue?, _ place: String) throws(ContractLoadError) -> Int {
            guard let field = value?.stringValue, let slot = properties.slot(of: field) else {
                throw fail(place, "操作 \(name) 没有字段 \(value?.jsonText ?? "（未写明）")",
                           "the operation \(name) has no field \(value?.jsonText ?? "(none named)")")
            }
            return slot
        }
        let subjectJSON = json["x-subject"]
        var categories: [(value: [UInt8], kind: SubjectKind)] = []
        for (value, kind) in subjectJSON?["categories"]?.objectValue ?? JSONObject([]) {
            guard let kind = kind.stringValue.flatMap(SubjectKind.init) else {
                throw fail("/x-subject/categories", "不认识的主体类别", "an unknown kind of subject")
            }
            categories.append((Array(value.utf8), kind))
        }
        var substitutes: [(slot: Int, name: [UInt8])] = []
        for value in subjectJSON?["substitutes"]?.arrayValue ?? [] {
            if let field = value.stringValue, let slot = properties.slot(of: field) {
                substitutes.append((slot, Array(field.utf8)))
            }
        }
        let subject = SubjectRule(
            category: try slot(subjectJSON?["category"], "/x-subject/category"), categories: categories,
            code: try optional(subjectJSON?["code"]),
            placeholder: Array((subjectJSON?["placeholder"]?.stringValue ?? "").utf8), substitutes: substitutes,
            documentType: try optional(subjectJSON?["documentType"]),
            documentNumber: try optional(subjectJSON?["documentNumber"]))

        var numbers: [Int] = []
        for value in json["x-identity"]?["number"]?.arrayValue ?? [] {
            numbers.append(try slot(value, "/x-identity/number"))
        }
        guard !numbers.isEmpty else { throw fail("/x-identity", "缺少标识字段", "the identity is missing") }
        let authority: Int?
        if let value = json["x-identity"]?["authority"] {
            authority = try slot(value, "/x-identity/authority")
        } else {
            authority = nil
        }

        // Conditions stand at the root of the contract for operations on the whole record, or inside an operation's schema.
        let place = JSONPointer(pointer).flatMap { json.resolve($0) }
        var conditions: [Condition] = []
        for (index, value) in (place?["x-conditions"]?.arrayValue ?? []).enumerated() {
            conditions.append(
                try Condition(
                    value, slot: { properties.slot(of: $0) },
                    fail: { fail("\(pointer)/x-conditions/\(index)", $0, $1) }))
        }

        var list: (slot: Int, table: CodeTable)?
        for (slot, node) in properties.nodes.enumerated() {
            let rule = program.nodes[program.resolved(node)].rule
            let own = program.nodes[node].rule
            for index in [own, rule] where index >= 0 {
                if let table = program.rules[index].table, table.entries.contains(where: { $0.designatedBy != nil }) {
                    list = (slot, table)
                }
            }
        }
        return Operation(
            name: name, node: node, table: table, conditions: conditions, subject: subject,
            identity: IdentityRule(number: numbers, authority: authority), list: list,
            fields: properties.names)
    }

    /// Titles, masks and disclosure of every property anywhere in the file, by name.
    private func labels(of json: JSONValue) -> [String: FieldLabel] {
        var labels: [String: FieldLabel] = [:]
        func visit(_ value: JSONValue) {
            switch value {
            case .object(let members):
                if let properties = members["properties"]?.objectValue {
                    for (name, property) in properties {
                        guard let title = property["title"]?.stringValue, labels[name] == nil else { continue }
                        var mask: Mask?
                        if let head = property["x-mask"]?["head"]?.intValue, let tail = property["x-mask"]?["tail"]?.intValue {
                            mask = Mask(head: head, tail: tail)
                        }
                        let disclosure = property["x-disclosure"]?.stringValue.flatMap(Disclosure.init) ?? .government
                        labels[name] = FieldLabel(title: title, mask: mask, disclosure: disclosure)
                    }
                }
                for (_, member) in members { visit(member) }
            case .array(let values):
                for element in values { visit(element) }
            default:
                break
            }
        }
        visit(json)
        return labels
    }
}
