import Contracts
import Credit

/// 来源核验: whether this party may say this. A party is what its topic says, never what the payload claims.
enum Provenance {
    static func faults(_ record: RecordClaim, operation: Contracts.Operation, binding: DepartmentBinding) -> [Fault] {
        var faults: [Fault] = []
        if let authority = record.authority, !binding.authorities.isEmpty, !binding.authorities.contains(authority) {
            faults.append(
                Fault(
                    .foreignAuthority, path: operation.authorityField.map { "/\($0)" } ?? "", keyword: "authorities",
                    expected: binding.authorities.sorted().joined(separator: " | "),
                    value: UnifiedSocialCreditCode.isValid(authority) ? authority : nil))
        }
        if let list = record.list {
            let path = operation.listField.map { "/\($0)" } ?? ""
            if let designators = list.designatedBy, !designators.contains(binding.party) {
                faults.append(
                    Fault(
                        .listNotDesignatedByParty, path: path, keyword: "designatedBy",
                        expected: designators.joined(separator: " | "), value: binding.party))
            }
            if let kind = record.subjectKind, !list.subjectKinds.isEmpty, !list.subjectKinds.contains(kind) {
                faults.append(
                    Fault(
                        .subjectNotOfList, path: path, keyword: "subjectKinds",
                        expected: list.subjectKinds.map(\.rawValue).sorted().joined(separator: " | "),
                        value: kind.rawValue))
            }
        }
        return faults
    }
}
