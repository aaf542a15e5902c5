import Credit

/// Whether records of each kind can be corrected and taken back: 个人信息保护法 art. 46 and 47, 国办发〔2020〕49号 part 6. An entry of
/// a list can also be changed, suspended and resumed: 国办发〔2025〕22号. A dispute ends with an answer: 国办发〔2020〕49号 part 6.
struct OperationLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        for operation in needed where contract.contract.operation(operation) == nil {
            context.report(
                .operations, contract, "/x-operations", "这类记录须有操作 \(operation)", "records of this kind need the operation \(operation)")
        }
    }

    private var isNewest: Bool { context.catalogue.newest(contract.contract.reference.name) === contract.contract }

    private var needed: [String] {
        switch contract.contract.kind {
        // Of a version on its way out, withdrawals come by the newer one.
        case .record, .feedback: contract.contract.info.status == .deprecated ? ["reported", "corrected"] : ["reported", "corrected", "withdrawn"]
        case .list: ["listed", "corrected", "changed", "suspended", "resumed", "delisted", "withdrawn"]
        // Cases of an older version close without an answer of their own.
        case .dispute: ["submitted", "accepted", "verified"] + (isNewest ? ["notAccepted", "answered", "cancelled"] : [])
        case .repair: ["submitted", "accepted", "decided", "revoked"]
        }
    }
}
