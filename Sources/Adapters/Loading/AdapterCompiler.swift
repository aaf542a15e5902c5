import Contracts
import Credit
import JSON

/// Compiles one adapter.json.
struct AdapterCompiler {
    let catalogue: Catalogue
    /// The name of its folder.
    let folder: String

    private static let members: Set<String> = [
        "name", "title", "titleEn", "contract", "input", "operation", "sender", "revision", "asContract", "fields", "ignored",
        "others", "tables",
    ]

    func compile(_ root: Place) throws(AdapterLoadError) -> Adapter {
        try root.only(Self.members)
        let name = try name(try root.required("name"))
        let title = Bilingual(zh: try root.required("title").text(), en: try root.required("titleEn").text())
        let contract = try contract(try root.required("contract"))
        let inputPlace = try root.required("input")
        let (input, columns) = try InputCompiler.compile(inputPlace)
        let steps = StepCompiler(tables: try tables(root.optional("tables")))
        let operation = try OperationReader(contract: contract, columns: columns).compile(root.optional("operation"))
        let sender = root.optional("sender")
        try sender?.only(["id", "row"])
        let senderID = try column(sender?.optional("id"), columns)
        let row = try column(sender?.optional("row"), columns)
        let revision = try column(root.optional("revision"), columns)
        let compiler = FieldCompiler(contract: contract)
        let rules = try rules(root, columns, steps, compiler)
        if let ignored = root.optional("ignored") {
            for place in try ignored.elements() { try columns.ignore(place) }
        }
        let refusesOthers = try refusesOthers(root.optional("others"))
        try InputCompiler.checkEnvelope(input, inputPlace, columns)
        if refusesOthers, input.format == .csv, let unused = columns.unused, let place = inputPlace.optional("columns") {
            throw place.error(
                "列 \(unused) 没有用到；不需要的列请写入 ignored", "the column \(unused) is not used; name it in ignored if it is not needed")
        }
        try checkMissing(rules, operation, compiler, root)
        return Adapter(
            name: name, title: title, contract: contract, input: input, columns: columns.names, tree: columns.tree,
            refusesOthers: refusesOthers, operation: operation, senderID: senderID, row: row, revision: revision,
            fields: compiler.plans(rules))
    }

    private func name(_ place: Place) throws(AdapterLoadError) -> String {
        let name = try place.text()
        guard name.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }) else {
            throw place.error("只能有小写字母、数字和连字符", "only lower-case letters, digits and hyphens")
        }
        guard name == folder else { throw place.error("应与目录名 \(folder) 相同", "must be the name of its folder, \(folder)") }
        return name
    }

    private func contract(_ place: Place) throws(AdapterLoadError) -> Contract {
        let text = try place.string()
        guard let reference = ContractReference(text), let contract = catalogue.contract(reference) else {
            throw place.error("目录中没有合同 \(text)（写作 名称@版本）", "the catalogue has no contract \(text) (written name@version)")
        }
        return contract
    }

    private func tables(_ place: Place?) throws(AdapterLoadError) -> [String: TextTable] {
        var tables: [String: TextTable] = [:]
        for (name, table) in try place?.members() ?? [] { tables[name] = try StepCompiler.readTable(table) }
        return tables
    }

    private func column(_ place: Place?, _ columns: ColumnCollector) throws(AdapterLoadError) -> Int? {
        guard let place else { return nil }
        return try columns.use(place)
    }

    private func refusesOthers(_ place: Place?) throws(AdapterLoadError) -> Bool {
        guard let place else { return true }
        switch try place.string() {
        case "refuse": return true
        case "ignore": return false
        default: throw place.error("应为 refuse 或 ignore", "must be refuse or ignore")
        }
    }

    private func rules(
        _ root: Place, _ columns: ColumnCollector, _ steps: StepCompiler, _ fields: FieldCompiler
    ) throws(AdapterLoadError) -> [String: [Rule]] {
        var rules: [String: [Rule]] = [:]
        let compiler = RuleCompiler(columns: columns, steps: steps)
        for place in try root.optional("fields")?.elements() ?? [] {
            let to = try place.required("to")
            let name = try to.string()
            guard fields.fields.contains(name) else {
                throw to.error("合同 \(fields.contract.reference) 没有字段 \(name)", "\(fields.contract.reference) has no field \(name)")
            }
            rules[name, default: []].append(try compiler.compile(place, into: fields.kind(of: name)))
        }
        if let place = root.optional("asContract"), try place.flag() {
            for name in fields.fields where rules[name] == nil {
                guard !columns.isDeclaring || columns.isDeclared(name) else { continue }
                var steps = Steps()
                steps.isNumber = fields.kind(of: name) == .number
                rules[name] = [Rule(source: .column(try columns.use(name, place)), steps: steps, condition: nil, column: name)]
            }
        }
        guard !rules.isEmpty else { throw root.error("没有任何字段规则（fields 或 asContract）", "there are no rules (fields or asContract)") }
        return rules
    }

    /// A required field that no rule gives would be missing in every record.
    private func checkMissing(
        _ rules: [String: [Rule]], _ operation: OperationSource, _ compiler: FieldCompiler, _ root: Place
    ) throws(AdapterLoadError) {
        if case .fixed(let number) = operation,
            compiler.contract.operations[number].fields != compiler.contract.defaultOperation.fields
        { return }
        if let field = compiler.missing(rules) {
            throw (root.optional("fields") ?? root).error("合同必填的字段 \(field) 没有规则", "no rule gives \(field), which the contract requires")
        }
    }
}
