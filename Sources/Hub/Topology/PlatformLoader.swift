import Contracts
import Credit
import JSON

/// Reads and checks the binding of one upper platform.
struct PlatformLoader {
    let catalogue: Catalogue
    let file: BindingFile

    private static let members = [
        "party", "name", "nameEn", "code", "region", "regions", "authorities", "records", "transport", "format", "lists", "cases",
    ]

    func load() throws(SetupError) -> PlatformBinding {
        try file.allow(Self.members, in: file.json, at: "")
        let party = try file.party()
        guard file.json["transport"]?["kind"]?.stringValue == "kafka",
            let topic = file.json["transport"]?["topic"]?.stringValue
        else { throw file.bad("/transport", "目前支持 kind 为 kafka 且写明 topic", "must have the kind kafka and a topic") }
        try file.allow(["kind", "topic"], in: file.json["transport"] ?? .null, at: "/transport")
        if let format = file.json["format"] { try file.allow(["dates"], in: format, at: "/format") }
        let records = try file.texts("records")
        for record in records where catalogue.newest(record) == nil {
            throw file.bad("/records", "\(record) 不在合同目录中", "\(record) is not in the catalogue")
        }
        let lists = try lists(party)
        let cases = try cases()
        let sendsDown = !lists.isEmpty || !cases.isEmpty
        // What it sends down is checked as a department's: it needs what a department says of itself.
        let code = !sendsDown && file.json["code"] == nil ? nil : try file.creditCode()
        let region = !sendsDown && file.json["region"] == nil ? nil : try file.region()
        return PlatformBinding(
            party: party, name: file.name, records: records, topic: topic,
            usesSlashDates: file.json["format"]?["dates"]?.stringValue == "YYYY/MM/DD", code: code, region: region,
            regions: try file.regions() ?? region.map { [$0] } ?? [],
            authorities: Set(file.json["authorities"] == nil ? [] : try file.texts("authorities")), lists: lists, cases: cases)
    }

    private func cases() throws(SetupError) -> [DepartmentBinding.Record] {
        var cases: [DepartmentBinding.Record] = []
        for (index, text) in (file.json["cases"] == nil ? [] : try file.texts("cases")).enumerated() {
            let place = "/cases/\(index)"
            guard let reference = ContractReference(text), let contract = catalogue.contract(reference), contract.info.status != .draft else {
                throw file.bad(place, "\(text) 不在合同目录中，或为草案", "\(text) is not in the catalogue, or a draft")
            }
            guard contract.kind.isCase else {
                throw file.bad(place, "\(text) 不是异议或信用修复的合同", "\(text) is no contract of disputes or repairs")
            }
            guard !cases.contains(where: { $0.record == reference.name }) else {
                throw file.bad(place, "\(reference.name) 出现两次", "\(reference.name) occurs twice")
            }
            cases.append(DepartmentBinding.Record(record: reference.name, accepts: [reference], adapters: []))
        }
        return cases
    }

    private func lists(_ party: String) throws(SetupError) -> [String] {
        guard file.json["lists"] != nil else { return [] }
        let codes = try file.texts("lists")
        let entries = catalogue.codeTables.values.flatMap(\.entries)
        for (index, code) in codes.enumerated() {
            guard let designators = entries.first(where: { $0.code == code })?.designatedBy else {
                throw file.bad("/lists/\(index)", "没有名单 \(code)", "there is no list \(code)")
            }
            guard designators.contains(party) else {
                throw file.bad(
                    "/lists/\(index)", "代码表中名单 \(code) 的 designatedBy 没有 \(party)，其条目都会被拒",
                    "designatedBy of the list \(code) in its code table does not name \(party): all its entries would be refused")
            }
        }
        return codes
    }
}
