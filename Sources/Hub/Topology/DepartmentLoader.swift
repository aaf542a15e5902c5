import Adapters
import Contracts
import Credit
import JSON

/// Reads and checks the binding of one department.
struct DepartmentLoader {
    let catalogue: Catalogue
    let adapters: [String: Adapter]
    let file: BindingFile

    func load() throws(SetupError) -> DepartmentBinding {
        guard let rows = file.json["records"]?.arrayValue, !rows.isEmpty else {
            throw file.bad("/records", "没有可报送的记录", "names no records")
        }
        var records: [DepartmentBinding.Record] = []
        for (index, row) in rows.enumerated() {
            guard let record = row["record"]?.stringValue else {
                throw file.bad("/records/\(index)/record", "缺少", "is missing")
            }
            var accepts: [ContractReference] = []
            for value in row["accepts"]?.arrayValue ?? [] {
                guard let reference = value.stringValue.flatMap({ ContractReference($0) }), reference.name == record,
                    let contract = catalogue.contract(reference)
                else {
                    throw file.bad(
                        "/records/\(index)/accepts", "\(value.jsonText) 不在合同目录中", "\(value.jsonText) is not in the catalogue")
                }
                guard contract.info.status != .draft else {
                    throw file.bad(
                        "/records/\(index)/accepts", "\(reference) 尚不能用于报送（草案）",
                        "\(reference) cannot be published yet (a draft)")
                }
                accepts.append(reference)
            }
            guard !accepts.isEmpty else { throw file.bad("/records/\(index)/accepts", "缺少", "is missing") }
            guard !records.contains(where: { $0.record == record }) else {
                throw file.bad("/records/\(index)/record", "\(record) 出现两次", "\(record) occurs twice")
            }
            records.append(
                DepartmentBinding.Record(
                    record: record, accepts: accepts, adapters: try boundAdapters(row, "/records/\(index)/adapters", accepts)))
        }
        let party = try file.party()
        let region = try file.text("region")
        return DepartmentBinding(
            party: party, name: file.name, code: try file.text("code"), region: region,
            regions: file.json["regions"] == nil ? [region] : try file.texts("regions"),
            principal: file.json["principal"]?.stringValue ?? party, authorities: Set(try file.texts("authorities")),
            records: records, handlesCases: try file.flag("handlesCases"))
    }

    private func boundAdapters(
        _ row: JSONValue, _ place: String, _ accepts: [ContractReference]
    ) throws(SetupError) -> [DepartmentBinding.BoundAdapter] {
        var bound: [DepartmentBinding.BoundAdapter] = []
        for (index, entry) in (row["adapters"]?.arrayValue ?? []).enumerated() {
            let place = "\(place)/\(index)"
            guard let name = entry["name"]?.stringValue, let adapter = adapters[name] else {
                throw file.bad("\(place)/name", "没有这个适配器（topics/adapters）", "there is no such adapter in topics/adapters")
            }
            guard let from = entry["from"]?.stringValue.flatMap({ CivilDate($0) }) else {
                throw file.bad("\(place)/from", "应为日期 YYYY-MM-DD", "must be a day as YYYY-MM-DD")
            }
            guard accepts.contains(adapter.contract.reference) else {
                throw file.bad(
                    "\(place)/name", "适配器输出 \(adapter.contract.reference)，不在 accepts 中",
                    "the adapter makes \(adapter.contract.reference), which accepts does not name")
            }
            bound.append(DepartmentBinding.BoundAdapter(from: from, adapter: adapter))
        }
        return bound.sorted { $0.from > $1.from }
    }
}
