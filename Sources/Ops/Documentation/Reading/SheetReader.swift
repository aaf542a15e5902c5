import Contracts
import Credit
import JSON

/// Makes the sheets of a catalogue: of its contracts and of its code tables.
public final class SheetReader {
    public let catalogue: Catalogue
    private let folder: ContractFolder

    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        folder = ContractFolder(directory: catalogue.directory)
    }

    /// The sheets of all code tables, by name.
    public private(set) lazy var codeTables: [CodeTableSheet] = folder.names(in: "code-tables")
        .compactMap { folder.file("code-tables/\($0)").map(CodeTableSheet.init) }
        .sorted { $0.name < $1.name }

    public func sheet(_ contract: Contract) -> ContractSheet {
        let json = folder.file(contract.file) ?? .null
        let operations = operations(contract, json)
        let versions = catalogue.contracts.filter { $0.reference.name == contract.reference.name }
            .sorted { $0.reference.version < $1.reference.version }
        let next = versions.first { $0.reference.version > contract.reference.version }
        let before = versions.last { $0.reference.version < contract.reference.version }
        let upgrades = UpgradeReader(folder: folder)
        let terms = TermText(labels: contract.labels)
        var tables: [String] = []
        for field in operations.flatMap(\.allFields) {
            if let table = field.value.codeTable, !tables.contains(table) { tables.append(table) }
        }
        return ContractSheet(
            contract: contract, description: json["description"]?.stringValue, operations: operations, subject: json["x-subject"] ?? .null,
            identity: json["x-identity"] ?? .null, term: terms.term(contract.info.json["term"]),
            deadline: terms.deadline(contract.info.json["deadline"]), list: terms.list(contract.info.json["list"]), codeTables: tables,
            versions: versions, upgrade: next.flatMap { upgrades.upgrade(of: contract, to: $0) },
            upgradeFromBefore: before.flatMap { upgrades.upgrade(of: $0, to: contract) },
            examples: ExampleReader(folder: folder).examples(of: contract))
    }

    /// Operations with one schema are one sheet.
    private func operations(_ contract: Contract, _ json: JSONValue) -> [OperationSheet] {
        var groups: [(place: ContractFolder.Place, names: [String])] = []
        for operation in contract.operations {
            guard let reference = json["x-operations"]?[operation.name]?.stringValue,
                let place = folder.place(of: reference, from: contract.file)
            else { continue }
            if let index = groups.firstIndex(where: { $0.place == place }) {
                groups[index].names.append(operation.name)
            } else {
                groups.append((place, [operation.name]))
            }
        }
        return groups.map { operation(contract, $0.place, $0.names) }
    }

    private func operation(_ contract: Contract, _ place: ContractFolder.Place, _ names: [String]) -> OperationSheet {
        let reader = RuleReader(folder: folder, labels: contract.labels)
        let rules = reader.rules(at: place)
        let conditions = reader.conditions(at: place)
        var fields = FieldReader(folder: folder, ceiling: contract.info.disclosure ?? .public).fields(at: place)
        for index in fields.indices {
            let name = fields[index].name
            fields[index].requiredWhen = rules.filter { $0.requires.contains(name) }.compactMap(\.when)
                + conditions.filter { $0.requires.contains(name) }.compactMap(\.when)
            fields[index].forbiddenWhen = rules.filter { $0.forbids.contains(name) }.compactMap(\.when)
                + conditions.filter { $0.forbids.contains(name) }.compactMap(\.when)
        }
        let pointer = place.pointer.description
        return OperationSheet(
            names: names, title: place.pointer.tokens.isEmpty ? nil : folder.value(at: place)?["title"]?.stringValue,
            schema: place.file + (pointer.isEmpty ? "" : "#\(pointer)"), fields: fields, rules: rules, conditions: conditions,
            isClosed: folder.value(at: place)?["additionalProperties"]?.boolValue == false)
    }
}
