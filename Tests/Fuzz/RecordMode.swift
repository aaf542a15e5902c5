import Contracts
import Credit
import Foundation
import JSON

/// A document as a record of a contract: refused for a reason, or accepted with a canonical form that is a record too, the same
/// one, and its own canonical form.
enum RecordMode {
    private static let contracts = [
        "administrative-penalty@2", "administrative-penalty@1", "administrative-permit@2", "administrative-permit@1",
        "list-designation@1", "dispute@1", "dispute@2", "credit-repair@1", "registration@1", "joint-discipline-feedback@1",
        "contract-performance@1",
    ]

    /// The catalogue of the repository, in which `scripts/fuzz` runs.
    private static let catalogue: Catalogue = {
        do {
            return try Catalogue.load(directory: "contracts")
        } catch {
            fatalError("the catalogue cannot be read: \(error)")
        }
    }()

    /// Every operation of the contracts.
    private static let operations: [(Contract, Contracts.Operation)] = contracts.flatMap { name in
        guard let contract = ContractReference(name).flatMap({ catalogue.contract($0) }) else {
            fatalError("there is no contract \(name)")
        }
        return contract.operations.map { (contract, $0) }
    }

    private static let keys = SubjectKeys(secret: Array("a secret of the fuzzer, 32 bytes".utf8))
    nonisolated(unsafe) private static let checker = RecordChecker(subjectKeys: keys)
    nonisolated(unsafe) private static let again = RecordChecker(subjectKeys: keys)
    nonisolated(unsafe) private static let lifting = RecordChecker.Lifting(
        catalogue, facts: Upgrade.Facts(authorityCode: "11990100MB9901024C", title: "云岭县应急管理局", code: nil))
    private static let today = CivilDate(days: 20_778)

    /// Selectors below 128 are operations, those above the same with records lifted to the newest version.
    static func run(_ text: UnsafeRawBufferPointer, _ selector: UInt8) {
        let (contract, operation) = operations[Int(selector & 0x7f) % operations.count]
        let result = checker.check(
            text, contract: contract, operation: operation, today: today, lifting: selector < 0x80 ? nil : lifting)
        switch result {
        case .failure(let faults):
            expect(!faults.all.isEmpty, "refused without a fault")
            for fault in faults.all {
                var writer = JSONWriter()
                fault.write(to: &writer)
                expect((try? JSONValue(parsing: writer.bytes)) != nil, "a fault that is not JSON")
            }
        case .success(let record):
            expect(selector >= 0x80 || record.contract === contract, "a record of another contract")
            let canonical = checker.canonical
            // What a lifted record has no value for is waived: the contract itself asks for it.
            guard record.contract === contract else { return }
            canonical.withUnsafeBytes { bytes in
                let second = again.check(bytes, contract: record.contract, operation: record.operation, today: today)
                guard case .success(let same) = second else { return expect(false, "the canonical form is refused: \(second)") }
                expect(again.canonical == canonical, "the canonical form has another canonical form")
                expect(same.recordID == record.recordID && same.subjectKey == record.subjectKey, "the canonical form is another record")
                expect(same.authority == record.authority && same.subjectKind == record.subjectKind, "it claims something else")
            }
        }
    }
}
