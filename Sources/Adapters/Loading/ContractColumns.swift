import Contracts
import Credit

extension Adapter {
    /// An adapter for a file whose columns are named by the contract's field codes or by their Chinese titles.
    ///
    /// - parameter header: csv: the columns in their order. In json and xml both names of each field are looked for.
    /// - throws: for a column that the contract does not have, or has twice; `pointer` is its place in the header.
    public static func columns(
        of contract: Contract, format: Format, header: [String]
    ) throws(AdapterLoadError) -> Adapter {
        let compiler = FieldCompiler(contract: contract)
        let named = Dictionary(compiler.fields.map { (contract.labels[$0]?.title ?? $0, [$0]) }, uniquingKeysWith: +)
        var names: [String] = []
        var tree = ColumnTree()
        var rules: [String: [Rule]] = [:]
        func rule(_ source: Rule.Source, _ field: String, _ column: String) -> [Rule] {
            var steps = Steps()
            steps.isNumber = compiler.kind(of: field) == .number
            return [Rule(source: source, steps: steps, condition: nil, column: column)]
        }
        if format == .csv {
            for (index, column) in header.enumerated() {
                func error(_ zh: String, _ en: String) -> AdapterLoadError {
                    AdapterLoadError(file: "header", pointer: "/\(index)", zh: zh, en: en)
                }
                let text = StableText(column)
                let name = String(decoding: Blanks.trim(text.bytes), as: UTF8.self)
                let fields = compiler.fields.contains(name) ? [name] : named[name] ?? []
                guard let field = fields.first else {
                    throw error("合同 \(contract.reference) 没有字段“\(name)”", "\(contract.reference) has no field “\(name)”")
                }
                guard fields.count == 1 else {
                    throw error("“\(name)”是几个字段的名称，请写字段代码", "“\(name)” is the title of several fields: write the code")
                }
                guard rules[field] == nil else { throw error("列重复：\(name)", "the column occurs twice: \(name)") }
                rules[field] = rule(.column(index), field, name)
                names.append(name)
            }
            guard !names.isEmpty else { throw AdapterLoadError(file: "header", zh: "没有列", en: "there are no columns") }
        } else {
            for field in compiler.fields {
                var sources: [Int] = []
                let title = contract.labels[field]?.title
                for name in [field] + (title.map { named[$0]?.count == 1 ? [$0] : [] } ?? []) {
                    guard tree.add([name], .column(names.count)) else { continue }
                    sources.append(names.count)
                    names.append(name)
                }
                rules[field] = rule(sources.count == 1 ? .column(sources[0]) : .firstOf(sources), field, field)
            }
        }
        var input = Input(format: format)
        input.encoding = .auto
        input.hasHeader = true
        return Adapter(
            name: "columns", title: Bilingual(zh: contract.title, en: contract.reference.name), contract: contract, input: input,
            columns: names, tree: tree, fields: compiler.plans(rules))
    }
}
