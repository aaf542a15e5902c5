import Credit
import Foundation
import JSON
import JSONSchema

/// Reads the files of a catalogue and compiles its contracts.
final class CatalogueLoader {
    private let files: ContractFiles
    private var tables: [String: CodeTable] = [:]

    init(directory: String) {
        files = ContractFiles(directory: directory)
    }

    func load() throws(ContractLoadError) -> Catalogue {
        let index = try files.file("catalogue.json")
        guard let rows = index["contracts"]?.arrayValue, !rows.isEmpty else {
            throw files.error("catalogue.json", "", "目录中没有合同（contracts 为空）", "the catalogue lists no contracts")
        }
        let (library, dialect) = try prepare()
        var contracts: [Contract] = []
        var listed: Set<ContractReference> = []
        for (row, entry) in rows.enumerated() {
            let place = "/contracts/\(row)"
            guard let name = entry["name"]?.stringValue, let values = entry["versions"]?.arrayValue, !values.isEmpty else {
                throw files.error("catalogue.json", place, "缺少 name 或 versions", "name or versions are missing")
            }
            let versions = values.compactMap(\.intValue).filter { $0 > 0 }
            guard versions.count == values.count else {
                throw files.error("catalogue.json", place + "/versions", "版本必须是正整数", "versions are whole numbers from 1")
            }
            for version in versions {
                let reference = ContractReference(name: name, version: version)
                guard listed.insert(reference).inserted else {
                    throw files.error(
                        "catalogue.json", place, "合同重复列出：\(reference)", "the contract is listed twice: \(reference)")
                }
                contracts.append(try contract(reference, library, dialect))
            }
        }
        var upgrades: [Upgrade] = []
        for contract in contracts {
            if let upgrade = try upgrade(contract, among: contracts, library, dialect) { upgrades.append(upgrade) }
        }
        let retention = try RetentionLoader(files: files, contracts: Set(listed.map(\.name))).load()
        return Catalogue(
            contracts: contracts, codeTables: tables, retention: retention, calendar: try CalendarLoader(files: files).load(),
            caseDeadlines: try CaseDeadlinesLoader(files: files).load(),
            repairPolicy: try RepairPolicyLoader(files: files, codeTables: tables).load(), upgrades: upgrades, files: files)
    }

    /// Compiles a contract that is not in the catalogue yet, beside what is.
    func candidate(path: String) throws(ContractLoadError) -> Contract {
        files.replace("candidate.json", by: path)
        let json = try files.file("candidate.json")
        guard let name = json["x-contract"]?["name"]?.stringValue, let version = json["x-contract"]?["version"]?.intValue, version > 0
        else {
            throw ContractLoadError(
                file: path, pointer: "/x-contract", zh: "缺少合同的 name 或 version", en: "name or version of the contract are missing")
        }
        let reference = ContractReference(name: name, version: version)
        files.replace("\(name)/v\(version).schema.json", by: path)
        let (library, dialect) = try prepare()
        return try contract(reference, library, dialect)
    }

    /// What contracts are compiled with: the code tables are read first, since keywords name them.
    private func prepare() throws(ContractLoadError) -> (library: SchemaLibrary, dialect: Dialect) {
        try loadCodeTables()
        let dialect = ContractDialect.make(codeTables: tables)
        let files = files
        return (SchemaLibrary(dialect: dialect) { uri throws(SchemaError) in try files.document(uri) }, dialect)
    }

    private func loadCodeTables() throws(ContractLoadError) {
        for name in files.names(in: "code-tables") {
            let path = "code-tables/\(name)"
            let table = try CodeTable(try files.file(path)) { [files] in files.error(path, $0, $1, $2) }
            guard tables.updateValue(table, forKey: table.name) == nil else {
                throw files.error(path, "/name", "代码表重名：\(table.name)", "there are two code tables named \(table.name)")
            }
        }
    }

    // MARK: One contract

    private func contract(
        _ reference: ContractReference, _ library: SchemaLibrary, _ dialect: Dialect
    ) throws(ContractLoadError) -> Contract {
        let name = "\(reference.name)/v\(reference.version).schema.json"
        let json = try files.file(name)
        func fail(_ pointer: String, _ zh: String, _ en: String) -> ContractLoadError { files.error(name, pointer, zh, en) }
        guard json["x-contract"]?["name"]?.stringValue == reference.name,
            json["x-contract"]?["version"]?.intValue == reference.version
        else {
            throw fail("/x-contract", "name 或 version 与目录不符（应为 \(reference)）",
                       "name or version are not those of the catalogue (\(reference))")
        }
        guard let legal = json["x-contract"]?["legalBasis"]?.arrayValue, !legal.isEmpty,
            legal.allSatisfy({ $0["law"]?.stringValue?.contains { !$0.isWhitespace } ?? false })
        else {
            throw fail("/x-contract/legalBasis", "缺少法律依据：没有依据的数据不得归集",
                       "the legal basis is missing: data without one may not be collected")
        }
        guard let operations = json["x-operations"]?.objectValue,
            let defaultName = operations["default"]?.stringValue, operations[defaultName] != nil
        else { throw fail("/x-operations", "缺少操作或默认操作", "operations or the default one are missing") }
        if let id = json["$id"]?.stringValue, id != ContractFiles.base + name {
            throw fail("/$id", "应为 \(ContractFiles.base + name)", "must be \(ContractFiles.base + name)")
        }
        for member in json["x-contract"]?.objectValue?.names ?? [] where !ContractInfo.members.contains(member) {
            throw fail("/x-contract/\(member)", "不认识的成员 \(member)", "the member \(member) is not known")
        }
        let info = ContractInfo(json["x-contract"] ?? .null)
        var kind: RecordKind = operations["listed"] != nil ? .list : operations["submitted"] != nil ? .dispute : .record
        if let value = json["x-contract"]?["kind"] {
            guard let named = value.stringValue.flatMap(RecordKind.init) else {
                throw fail("/x-contract/kind", "没有这种记录：\(value.jsonText)", "there is no kind of record \(value.jsonText)")
            }
            kind = named
        }
        do {
            try library.add(SchemaDocument(uri: ContractFiles.base + name, root: json))
        } catch {
            throw files.loadError(error)
        }
        var compiler = OperationCompiler(
            files: files, library: library, dialect: dialect, tables: tables, file: name, json: json)
        var labels = LabelCollector(library: library, ceiling: info.disclosure ?? .public)
        var compiled: [Operation] = []
        for operation in [defaultName] + operations.names.filter({ $0 != "default" && $0 != defaultName }) {
            guard let target = operations[operation]?.stringValue, target.contains("#") else {
                throw fail("/x-operations/\(operation)", "应为带 # 的引用", "must be a reference with #")
            }
            compiled.append(try compiler.operation(operation, target))
            do {
                if let place = compiled.last?.place { try labels.visit(place) }
            } catch {
                throw files.loadError(error)
            }
        }
        try checkDefinitions(json, name, library, dialect)
        return Contract(
            reference: reference, title: json["title"]?.stringValue ?? reference.name, info: info,
            kind: kind, operations: compiled, labels: labels.labels, fieldDefinitions: labels.definitions, subject: json["x-subject"],
            term: TermRule(json["x-contract"]?["term"], codeTables: tables), file: name)
    }

    /// Definitions that nothing refers to must be right too: a misspelt keyword in them is a mistake waiting.
    private func checkDefinitions(
        _ json: JSONValue, _ file: String, _ library: SchemaLibrary, _ dialect: Dialect
    ) throws(ContractLoadError) {
        for (definition, _) in json["$defs"]?.objectValue ?? JSONObject([]) {
            do {
                _ = try Schema(at: ContractFiles.place(file, "/$defs").appending(definition), in: library, dialect: dialect)
            } catch {
                throw files.loadError(error)
            }
        }
    }

    // MARK: Versions

    /// An old version must say how its records become those of the next; the steps of a case stay what they are.
    private func upgrade(
        _ contract: Contract, among contracts: [Contract], _ library: SchemaLibrary, _ dialect: Dialect
    ) throws(ContractLoadError) -> Upgrade? {
        guard !contract.kind.isCase else { return nil }
        let reference = contract.reference
        let later = contracts.filter { $0.reference.name == reference.name && $0.reference.version > reference.version }
        guard let next = later.min(by: { $0.reference.version < $1.reference.version }) else { return nil }
        let file = "\(reference.name)/upgrade.v\(reference.version)-v\(next.reference.version).json"
        guard let json = try files.optionalFile(file) else {
            throw files.error(
                file, "", "缺少升级规则：旧版本的记录必须能升级到新版本",
                "the upgrade is missing: records of an old version must become ones of the next")
        }
        let compiler = UpgradeCompiler(files: files, library: library, dialect: dialect, tables: tables, file: file, json: json)
        return try compiler.compile(from: contract, to: next)
    }
}
