import Contracts
import Credit
import JSON

/// Reads the examples of a contract and asks the hub's own check what it says of each.
struct ExampleReader {
    let folder: ContractFolder

    func examples(of contract: Contract) -> [ExampleSheet] {
        ["valid", "invalid"].flatMap { kind in
            let path = "\(contract.reference.name)/examples/\(kind)"
            return folder.names(in: path).filter { $0.hasPrefix("v\(contract.reference.version)-") }.compactMap {
                example("\(path)/\($0)", contract)
            }
        }
    }

    private func example(_ file: String, _ contract: Contract) -> ExampleSheet? {
        guard let json = folder.file(file), let document = json["document"] else { return nil }
        let name = json["operation"]?.stringValue ?? contract.defaultOperation.name
        let asOf = json["asOf"]?.stringValue ?? ""
        guard let operation = contract.operation(name), let day = CivilDate(asOf) else { return nil }
        // The key only shapes the identity of natural persons' records, which is not shown.
        let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 0, count: 32)))
        let text = Array(document.jsonText.utf8)
        let verdict = text.withUnsafeBytes { checker.check($0, contract: contract, operation: operation, today: day) }
        var faults: [Fault] = []
        if case .failure(let found) = verdict { faults = found.all }
        return ExampleSheet(
            file: file, note: json["note"]?.stringValue ?? "", operation: name, asOf: asOf, document: document, isValid: faults.isEmpty,
            faults: faults)
    }
}
