import Contracts
import Credit
import Foundation
import JSON
import Testing

/// The folder `contracts/` of the repository, found from this file's place in it.
let contractsFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "contracts").path(percentEncoded: false)

private let loaded = Result { () throws(ContractLoadError) in try Catalogue.load(directory: contractsFolder) }

/// The repository's catalogue, loaded once.
func catalogue() throws -> Catalogue {
    try loaded.get()
}

let anyDay = CivilDate(year: 2026, month: 11, day: 21)!

/// What the checker says of one text, with the canonical form of what it accepts.
struct Verdict {
    let record: CheckedRecord?
    let canonical: String?
    let faults: [Fault]

    var isAccepted: Bool { record != nil }
    var codes: [FaultCode] { faults.map(\.code) }
    /// `CH2001 /CF_WSH`
    var places: Set<String> { Set(faults.map { "\($0.code.rawValue) \($0.path)" }) }
    /// All that people and programs are shown of the faults.
    var shown: String {
        faults.map { fault in
            var writer = JSONWriter()
            fault.write(to: &writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }.joined(separator: "\n")
    }
}

/// A checker for one contract after another, as a thread of the hub has it.
final class Desk {
    private let checker: RecordChecker

    init(secret: String = "a secret of the tests, 32 bytes long", limits: JSONLimits = RecordChecker.defaultLimits) {
        checker = RecordChecker(subjectKeys: SubjectKeys(secret: Array(secret.utf8)), limits: limits)
    }

    func check(_ bytes: [UInt8], _ contract: Contract, _ operation: Contracts.Operation, today: CivilDate = anyDay) -> Verdict {
        bytes.withUnsafeBytes { bytes in
            switch checker.check(bytes, contract: contract, operation: operation, today: today) {
            case .success(let record):
                Verdict(record: record, canonical: String(decoding: checker.canonical, as: UTF8.self), faults: [])
            case .failure(let faults): Verdict(record: nil, canonical: nil, faults: faults.all)
            }
        }
    }

    func check(
        _ text: String, _ contract: String = "administrative-penalty@2", _ operation: String? = nil, today: CivilDate = anyDay
    ) throws -> Verdict {
        let reference = try #require(ContractReference(contract))
        let contract = try #require(try catalogue().contract(reference))
        let chosen = operation.flatMap { contract.operation($0) } ?? contract.defaultOperation
        return check(Array(text.utf8), contract, chosen, today: today)
    }

    func check(_ example: Example) throws -> Verdict {
        check(example.text, example.contract, example.operation, today: example.asOf)
    }
}
