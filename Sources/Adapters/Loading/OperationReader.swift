import Contracts

/// Reads `operation`.
struct OperationReader {
    let contract: Contract
    let columns: ColumnCollector

    func compile(_ place: Place?) throws(AdapterLoadError) -> OperationSource {
        guard let place else { return .header }
        try place.only(["value", "from", "values", "otherwise"])
        if let value = place.optional("value") {
            guard place.optional("from") == nil, place.optional("values") == nil, place.optional("otherwise") == nil else {
                throw place.error("value 与 from 不能同用", "value and from cannot go together")
            }
            return .fixed(try number(value))
        }
        let column = try columns.use(try place.required("from"))
        let values = try place.required("values")
        for (_, value) in try values.members() { _ = try number(value) }
        let table = try StepCompiler.readTable(values)
        var otherwise: Int?
        if let other = place.optional("otherwise") { otherwise = try number(other) }
        return .column(column, table, otherwise: otherwise)
    }

    private func number(_ place: Place) throws(AdapterLoadError) -> Int {
        let name = try place.string()
        guard let number = contract.operations.firstIndex(where: { $0.name == name }) else {
            throw place.error(
                "合同 \(contract.reference) 没有操作 \(name)", "\(contract.reference) has no operation \(name)")
        }
        return number
    }
}
