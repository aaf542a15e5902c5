import Credit
import JSON
import JSONSchema

/// The catalogue under the lint, and what has been found in it.
final class LintContext {
    let files: ContractFiles
    let catalogue: Catalogue
    let policy: LintPolicy
    let library: SchemaLibrary
    let contracts: [LintedContract]
    private(set) var findings: [LintFinding] = []
    private var told: Set<Place> = []

    private struct Place: Hashable {
        let rule: LintRule
        let file: String
        let pointer: String
    }

    init(files: ContractFiles, catalogue: Catalogue, policy: LintPolicy) throws(ContractLoadError) {
        self.files = files
        self.catalogue = catalogue
        self.policy = policy
        let library = SchemaLibrary(dialect: ContractDialect.make(codeTables: catalogue.codeTables)) { uri throws(SchemaError) in
            try files.document(uri)
        }
        self.library = library
        var contracts: [LintedContract] = []
        for contract in catalogue.contracts {
            do {
                let json = try files.file(contract.file)
                try library.add(SchemaDocument(uri: ContractFiles.base + contract.file, root: json))
                contracts.append(try LintedContract(contract, json, library))
            } catch let error as SchemaError {
                throw files.loadError(error)
            } catch let error as ContractLoadError {
                throw error
            } catch {
                throw ContractLoadError(file: files.path(contract.file), zh: "无法读取", en: "cannot be read")
            }
        }
        self.contracts = contracts
    }

    /// Notes a finding; the same rule is told once at a place, however many contracts come by it.
    func report(_ rule: LintRule, _ file: String, _ pointer: String, _ zh: String, _ en: String) {
        guard told.insert(Place(rule: rule, file: file, pointer: pointer)).inserted else { return }
        let error = files.error(file, pointer, zh, en)
        findings.append(LintFinding(rule: rule, file: error.file, line: error.line ?? 1, pointer: pointer, reason: error.reason))
    }

    func report(_ rule: LintRule, _ place: SchemaPlace, _ zh: String, _ en: String) {
        report(rule, String(place.document.dropFirst(ContractFiles.base.count)), place.pointer, zh, en)
    }

    func report(_ rule: LintRule, _ contract: LintedContract, _ pointer: String, _ zh: String, _ en: String) {
        report(rule, contract.contract.file, pointer, zh, en)
    }
}
